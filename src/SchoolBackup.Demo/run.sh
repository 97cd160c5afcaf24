#!/usr/bin/env bash
# The demo from a fresh clone: installs a MariaDB server where there is none, and runs `schoolbackup demo` with the arguments given here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source src/SchoolBackup.Demo/install-packages.sh
need dotnet dotnet-sdk-10.0
need mariadbd mariadb-server
need mariadb mariadb-client
exec dotnet run --project src/SchoolBackup.Cli -c Release -- demo "$@"
