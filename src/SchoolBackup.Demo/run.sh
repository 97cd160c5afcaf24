#!/usr/bin/env bash
# The demo from a fresh clone of a bare Debian: installs what is missing, says so, and leaves the rest to build.ps1, which gets the arguments given here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source src/SchoolBackup.Demo/install-packages.sh
need dotnet dotnet-sdk-10.0
need mariadbd mariadb-server
need mariadb mariadb-client
need_powershell
exec dotnet pwsh -NoProfile -File build.ps1 Demo "$@"
