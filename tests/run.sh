#!/usr/bin/env bash
# Every test from a fresh clone of a bare Debian: installs what is missing, says so, and leaves the rest to build.ps1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source src/SchoolBackup.Demo/install-packages.sh
need dotnet dotnet-sdk-10.0
need mariadbd mariadb-server
need mariadb mariadb-client
need_library libdeflate.so.0 libdeflate0 # so that backups are compressed by it and without it
need_library libicuuc.so libicu72           # cultures: what they write is the same
need 7z p7zip-full || true               # the test that needs it is skipped without
need_powershell
# MySQL 9.7 and MariaDB 10.5 come in by the tests that send backups between servers.
if [ "$(id -u)" -eq 0 ]; then
    for server in mysql-9.7 mariadb-10.5; do
        tests/servers "$server" || { [ $? -eq 3 ] && echo "SKIPPED BY NAME: $server (its suite has it no longer, or not yet)"; }
    done
    exec dotnet pwsh -NoProfile -Command './build.ps1 Test -Server own, mariadb-11.8; exit $LASTEXITCODE'
fi
echo "SKIPPED BY NAME: mariadb-11.8, mariadb-10.5, mysql-9.7 (only root can make their roots)"
exec dotnet pwsh -NoProfile -File build.ps1 Test
