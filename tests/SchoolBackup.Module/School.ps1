# What every suite needs: the built module, a real MariaDB of its own with a small school, and a folder for backups. Dot-source it in BeforeAll.
$ErrorActionPreference = 'Stop'
$repository = Resolve-Path "$PSScriptRoot/../.."

function Get-ModulePath {
    $built = $env:SCHOOLBACKUP_MODULE ? $env:SCHOOLBACKUP_MODULE : (Get-Item "$repository/output/SchoolBackup/*" -ErrorAction Ignore | Sort-Object { [version] $_.Name } | Select-Object -Last 1).FullName
    $found = $built ? (Get-Item "$built/SchoolBackup.psd1", "$built/SchoolBackup.dll", $built -ErrorAction Ignore | Where-Object { -not $_.PSIsContainer } | Select-Object -First 1) : $null
    if (-not $found) { throw 'The module is not built. Run ./build.ps1 Build, or name its folder by SCHOOLBACKUP_MODULE.' }
    $found.FullName
}

# One server for all suites of a process; it ends with the process.
function Start-School {
    if ($global:SchoolServer) { return }
    $demo = Get-Item "$repository/src/SchoolBackup.Demo/bin/*/net10.0/SchoolBackup.Demo.dll" | Sort-Object LastWriteTime | Select-Object -Last 1
    Add-Type -Path $demo.FullName
    $options = [SchoolBackup.Demo.ThrowawayServerOptions]::new()
    $options.GetType().GetProperty('RootPassword').SetValue($options, 'Zq7-wr0ng-h0rse')
    $global:SchoolServer = [SchoolBackup.Demo.ThrowawayServer]::Start($options)
    $global:SchoolServer.RunSql(@'
CREATE DATABASE school; USE school;
CREATE TABLE classes (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL);
CREATE TABLE pupils (id INT PRIMARY KEY AUTO_INCREMENT, class_id INT NOT NULL, name VARCHAR(50), FOREIGN KEY (class_id) REFERENCES classes (id));
INSERT INTO classes VALUES (1, '1a'), (2, '1b');
INSERT INTO pupils (class_id, name) SELECT 1 + seq % 2, CONCAT('pupil ', seq) FROM seq_1_to_500;
CREATE VIEW in_1a AS SELECT name FROM pupils WHERE class_id = 1;
CREATE DATABASE library; USE library;
CREATE TABLE books (id INT PRIMARY KEY, title VARCHAR(50));
INSERT INTO books VALUES (1, 'One'), (2, 'Two');
CREATE DATABASE archive_of_marks; USE archive_of_marks;
CREATE TABLE marks (id INT PRIMARY KEY, remark TEXT NOT NULL);
INSERT INTO marks SELECT seq, REPEAT(MD5(seq), 8) FROM seq_1_to_200000;
'@, $null) | Out-Null
}

function Get-Sql([string] $Sql, [string] $Database) { $global:SchoolServer.RunSql($Sql, $Database ? $Database : $null).Trim() }

function Remove-Database([string[]] $Name) { foreach ($one in $Name) { Get-Sql "DROP DATABASE IF EXISTS ``$one``" | Out-Null } }

# Every test that backs up does it in a folder of its own, which is also the session's location: backups go to ./backups there.
function Enter-Folder {
    $folder = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "schoolbackup-pester-$([guid]::NewGuid().ToString('N').Substring(0, 8))")
    Push-Location $folder
    $folder.FullName
}

function Exit-Folder([string] $Folder) {
    Pop-Location
    Remove-Item -Recurse -Force $Folder
}

# A file as if an earlier run had made it: the name says when, and the file is a dump that any client could read.
function New-OldBackup([datetime] $Time, [string] $Database, [string] $Folder = 'backups') {
    New-Item -ItemType Directory -Force $Folder | Out-Null
    $name = "backup_$($Time.ToUniversalTime().ToString('yyyy-MM-ddTHH-mm-ss', [cultureinfo]::InvariantCulture))_$Database.sql"
    Set-Content (Join-Path $Folder $name) "-- MariaDB dump 10.19  Distrib 10.11.1-MariaDB`n--`n-- Host: localhost    Database: $Database`n-- ----`nCREATE TABLE t (a int);`n-- Dump completed on 2026-11-21  2:00:00"
    $name
}

foreach ($name in 'DB_HOST', 'DB_PORT', 'DB_USER', 'DB_PASSWORD', 'DB_NAME', 'DATABASE_URL', 'MYSQL_PWD', 'MYSQL_HOST', 'MYSQL_TCP_PORT', 'MYSQL_UNIX_PORT', 'BACKUP_PATH', 'BACKUP_EXTERNAL_PATH', 'BACKUP_RETENTION_DAYS', 'BACKUP_EXTERNAL_RETENTION_DAYS',
    'BACKUP_ENCRYPTION_KEY', 'BACKUP_ENCRYPTION_KEY_FILE', 'BACKUP_ENCRYPTION_PASSPHRASE_FILE', 'BACKUP_ENCRYPTION_OLD_KEY_FILES') {
    Remove-Item "env:$name" -ErrorAction Ignore
}
$modulePath = Get-ModulePath
Import-Module $modulePath
Start-School
$credential = [pscredential]::new('root', (ConvertTo-SecureString $global:SchoolServer.RootPassword -AsPlainText))
$connection = @{ Server = '127.0.0.1'; Port = $global:SchoolServer.Port; Credential = $credential }
