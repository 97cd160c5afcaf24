#!/usr/bin/env bash
# Runs every test from a fresh clone: installs a MariaDB server where there is none, builds, tests, and ends with «N passed, N failed, N skipped» alone on a line.
# Ends with a failure when a test fails, when a run breaks off, and when a test is skipped that expected-skips.txt does not name.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source src/SchoolBackup.Demo/install-packages.sh
need dotnet dotnet-sdk-10.0 && need mariadbd mariadb-server && need mariadb mariadb-client || exit 1
need_library libdeflate.so.0 libdeflate0 # so that backups are compressed by it and without it
need 7z p7zip-full || true # the test that needs it is skipped without

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
broken=()

dotnet build SchoolBackup.sln -c Release --nologo -v quiet || { echo "the build failed" >&2; exit 1; }

# One project after another: each starts servers of its own, and two at once only get in each other's way.
for project in tests/*/*.csproj; do
    name=$(basename "$project" .csproj)
    dotnet test "$project" -c Release --no-build --nologo --logger "console;verbosity=minimal" --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
        || broken+=("$name ended with $?")
    grep -qs '<UnitTestResult ' "$results/$name.trx" || broken+=("$name left no results")
done

tests() { cat "$results"/*.trx 2>/dev/null | grep -o '<UnitTestResult [^>]*>' | grep "outcome=\"$1\"" | sed 's/.* testName="\([^"]*\)".*/\1/; s/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'; }
count() { tests "$1" | wc -l; }

# The suite in PowerShell runs where PowerShell 7.6 and Pester are; where they are not, each of its files is skipped by name.
export POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off
missing=
pwsh -NoProfile -Command 'exit [int]($PSVersionTable.PSVersion -lt [version] "7.6")' 2>/dev/null || missing="PowerShell 7.6"
[ -n "$missing" ] || pwsh -NoProfile -Command 'exit [int]($null -eq (Get-Module -ListAvailable Pester))' || missing="the module Pester"
pester_passed=0 pester_failed=0 pester_skips=()
if [ -n "$missing" ]; then
    for suite in tests/*/*.Tests.ps1; do pester_skips+=("$suite: $missing is not installed"); done
else
    pwsh -NoProfile -File tests/SchoolBackup.Module/run.ps1 | tee "$results/pester" || broken+=("tests/SchoolBackup.Module/run.ps1 ended with $?")
    read -r pester_passed _ pester_failed _ < <(tail -n 1 "$results/pester" | grep -E '^[0-9]+ passed, [0-9]+ failed' || echo "0 passed, 0 failed")
    mapfile -t pester_skips < <(sed -n 's/^skipped: //p' "$results/pester")
fi

unexpected=0
while IFS= read -r skipped; do
    [ -n "$skipped" ] || continue
    if grep -qxF -- "${skipped%%: *}" tests/expected-skips.txt; then
        echo "skipped, as expected: $skipped"
    else
        echo "skipped, NOT expected: $skipped"
        unexpected=$((unexpected + 1))
    fi
done < <(tests NotExecuted; printf '%s\n' "${pester_skips[@]}")

tests Failed | sed 's/^/failed: /'
printf 'broken off: %s\n' "${broken[@]}" | grep -v ': $'
passed=$(($(count Passed) + pester_passed)) failed=$(($(count Failed) + pester_failed)) skipped=$(($(count NotExecuted) + ${#pester_skips[@]}))
echo "$passed passed, $failed failed, $skipped skipped"
[ "$passed" -gt 0 ] && [ "$failed" -eq 0 ] && [ "$unexpected" -eq 0 ] && [ ${#broken[@]} -eq 0 ]
