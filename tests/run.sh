#!/usr/bin/env bash
# Every test from a fresh clone of a bare Debian: installs what is missing, says so, and leaves the rest to build.ps1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source src/SchoolBackup.Demo/install-packages.sh
need dotnet dotnet-sdk-10.0
need mariadbd mariadb-server
need mariadb mariadb-client
need_library libicuuc.so libicu72           # cultures: what they write is the same
need 7z p7zip-full || true               # the test that needs it is skipped without
need rclone rclone || true               # those that need it are skipped without
# Accounts that log in by Kerberos are tested in a realm of the tests' own; without these, the tests are skipped.
need krb5kdc krb5-kdc || true
need kadmin.local krb5-admin-server || true
need kinit krb5-user || true
need_file /usr/lib/mysql/plugin/auth_gssapi.so mariadb-plugin-gssapi-server || true
need_powershell
# Backups go from each of these servers to each, and into the store; CONTRIBUTING.md says how the suites run on each.
if [ "$(id -u)" = 0 ]; then
    for server in mariadb-11.8 mariadb-10.5 mysql-9.7 moto-5.2; do
        echo "$server: making it, or finding it made (tests/servers)"
        tests/servers "$server" > /dev/null 2> "${TMPDIR:-/tmp}/schoolbackup-$server.log" || {
            status=$?
            tail -n 3 "${TMPDIR:-/tmp}/schoolbackup-$server.log"
            [ "$status" = 3 ] || exit "$status"
            echo "SKIPPED BY NAME: $server (nothing is tested with it)"
        }
    done
else
    echo "SKIPPED BY NAME: mariadb-11.8, mariadb-10.5, mysql-9.7, moto-5.2 (only root can make and enter their roots)"
fi
# The newest MariaDB of Debian runs all that talks to a server, too, where its root could be made.
servers=own
[ ! -e "${SCHOOLBACKUP_SERVERS:-/var/cache/schoolbackup-servers}/mariadb-11.8/.schoolbackup-finished" ] || servers="own, mariadb-11.8"
exec dotnet pwsh -NoProfile -Command "./build.ps1 Test -Server $servers; exit \$LASTEXITCODE"
