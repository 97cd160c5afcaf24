#Requires -Version 7.6
<#
.SYNOPSIS
Tells the whole story of the module at a prompt, for real: each line that a user would type is shown, run, and answered.
.DESCRIPTION
It starts a throwaway MariaDB server with a sample school, backs it up, proves the backup, loses the database and restores it. Another client, the server's own, then
compares every definition and every value with the state before. All that it makes lies in the server's folder, which goes with the server, however this ends.
Run it in a process of its own; build.ps1 Demo does.
.EXAMPLE
pwsh -NoProfile -File src/SchoolBackup.Demo/Demo.ps1 -Scale 0.1
#>
[CmdletBinding()]
param(
    # Size of the sample school; 1 is 12,000 students and about 1.45 GB as SQL.
    [ValidateRange(0.0001, 100)]
    [double] $Scale = 0.02,

    # The manifest of the built module.
    [string] $Module = (Get-Item "$PSScriptRoot/../../output/SchoolBackup/*/SchoolBackup.psd1" | Sort-Object { [version] $_.Directory.Name } | Select-Object -Last 1)
)
$ErrorActionPreference = 'Stop'
# Whatever is configured here must not lead the story to anybody's real server.
Get-Item Env:DB_*, Env:BACKUP_*, Env:MYSQL_*, Env:DATABASE_URL, Env:MYSQL_PWD -ErrorAction Ignore | Remove-Item
Add-Type -Path (Get-Item "$PSScriptRoot/bin/*/net10.0/SchoolBackup.Demo.dll" | Sort-Object LastWriteTime | Select-Object -Last 1)
Import-Module $Module

$password = [guid]::NewGuid().ToString('N')
$options = [SchoolBackup.Demo.ThrowawayServerOptions]::new()
$options.GetType().GetProperty('RootPassword').SetValue($options, $password)
$demo = [SchoolBackup.Demo.ThrowawayServer]::Start($options)
try {
    [void] [SchoolBackup.Demo.SampleSchool]::Create($demo, 'school', $Scale)
    $before = [SchoolBackup.Demo.FidelityComparison]::Describe($demo.Client, 'school')
    Set-Location (New-Item -ItemType Directory (Join-Path (Split-Path $demo.DataDirectory) demo))
    Set-Content client.cnf '[client]', 'host=127.0.0.1', "port=$($demo.Port)", 'user=root', "password=$password"
    Set-Alias mariadb $demo.Programs.Client
    # What Get-Credential gives; nobody is asked for a password here.
    $credential = [pscredential]::new('root', [Net.NetworkCredential]::new('', $password).SecurePassword)

    $story = @(
        @{ Title = 'A school, on a server of its own'; Lines = "mariadb --defaults-file=client.cnf school -e 'SELECT COUNT(*) AS students FROM students'" }
        @{ Title = 'Back it up'; Lines = "`$server = @{ Server = '127.0.0.1'; Port = $($demo.Port); Credential = `$credential }", 'New-SchoolBackup -Database school @server' }
        @{ Title = 'List what there is'; Lines = , 'Get-SchoolBackup' }
        @{ Title = 'Prove it: restored into a scratch database, compared, dropped'; Lines = , 'Get-SchoolBackup -Latest | Test-SchoolBackup -Level Restore @server' }
        @{ Title = 'One byte of a copy is changed, and it is seen'; Lines = , 'Test-SchoolBackup ./damaged.sql.gz'; Before = {
                $bytes = [IO.File]::ReadAllBytes((Get-SchoolBackup -Latest).Path)
                $bytes[$bytes.Length / 2] = $bytes[$bytes.Length / 2] -bxor 1
                [IO.File]::WriteAllBytes((Join-Path $PWD damaged.sql.gz), $bytes)
            }
        }
        @{ Title = 'The disaster'; Lines = "mariadb --defaults-file=client.cnf -e 'DROP DATABASE school'", "mariadb --defaults-file=client.cnf -e 'SHOW DATABASES'" }
        @{ Title = 'Restore'; Lines = , 'Get-SchoolBackup -Latest | Restore-SchoolBackup @server -Confirm:$false -PassThru' }
        @{ Title = 'Another client sees what was there before'; Lines = , "mariadb --defaults-file=client.cnf school -e 'SELECT COUNT(*) AS students FROM students'"; After = {
                $differences = [SchoolBackup.Demo.FidelityComparison]::Differences($before, [SchoolBackup.Demo.FidelityComparison]::Describe($demo.Client, 'school'))
                if ($differences) { throw "the demo ended here: school differs from the state before: $($differences | Select-Object -First 10 | Out-String)" }
                'Compared by the server''s own client: every definition and every value is the same.'
            }
        }
        @{ Title = 'What a retention rule would remove, and why'; Lines = 'New-SchoolBackup -Database school @server | Test-SchoolBackup', 'Remove-StaleSchoolBackup -KeepLast 1 -WhatIf' }
    )
    $number = 0
    foreach ($step in $story) {
        $number++
        "`n$number. $($step.Title)" | Out-Host
        if ($step.Before) { . $step.Before | Out-Host }
        foreach ($line in $step.Lines) {
            "PS> $line" | Out-Host
            # At this level, so that a variable stays for the lines that follow.
            . ([scriptblock]::Create($line)) | Out-Host
            if (-not $?) { throw "the demo ended here: $line" }
        }
        if ($step.After) { . $step.After | Out-Host }
    }
    "`nThe school came back identical." | Out-Host
}
finally {
    Set-Location $PSScriptRoot
    $demo.Dispose()
}
