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
need_powershell
# Other servers take longer than a daily run should: ./build.ps1 Test -Server mariadb-11.8 (CONTRIBUTING.md).
exec dotnet pwsh -NoProfile -File build.ps1 Test
