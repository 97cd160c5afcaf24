#Requires -Version 7.6
<#
.SYNOPSIS
Builds, tests, packs and installs SchoolBackup on Windows, macOS and Linux.
.DESCRIPTION
Build compiles everything in Release. Module makes the PowerShell module in output/SchoolBackup/VERSION; Install puts it where this account's modules are; Package makes
the nupkg for the PowerShell Gallery in output. Test runs every test and ends with "N passed, N failed, N skipped". Demo starts a throwaway MariaDB and tells the whole story
with the cmdlets, or with the command line.
Test and Demo need a MariaDB server on this machine; it is found by itself, and never used: each run starts its own. Pester comes as a package.
.EXAMPLE
./build.ps1 Install
Import-Module SchoolBackup
.EXAMPLE
./build.ps1 Demo -Scale 0.1
.EXAMPLE
./build.ps1 Demo -CommandLine
.EXAMPLE
./build.ps1 Test
.EXAMPLE
./build.ps1 Test -Server mariadb-11.8
#>
[CmdletBinding()]
param(
    # What to do.
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Module', 'Install', 'Package', 'Test', 'Demo')]
    [string] $Task = 'Build',

    # The servers that Test starts: own is this machine's, and everything is tested with it; with each other one, what talks to a server.
    [ValidateSet('own', 'mariadb-11.8', 'mariadb-10.5', 'mysql-9.7')]
    [string[]] $Server = 'own',

    # The demo's size of the sample school; 1 is 12,000 students and about 1.45 GB as SQL.
    [ValidateRange(0.0001, 100)]
    [double] $Scale = 0.02,

    # The demo tells the story of the command line.
    [switch] $CommandLine
)
$ErrorActionPreference = 'Stop'
# What a program says by its exit code is looked at here.
$PSNativeCommandUseErrorActionPreference = $false
Set-Location $PSScriptRoot

function Assert-MariaDb {
    $folders = @($env:PATH -split [IO.Path]::PathSeparator) + '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin' + @(Get-Item "$env:ProgramFiles/MariaDB */bin" -ErrorAction Ignore)
    if ($folders | Where-Object { $_ -and (Get-Item (Join-Path $_ 'mariadbd*') -ErrorAction Ignore) }) { return }
    throw 'No MariaDB server is installed. Install one: winget install MariaDB.Server (Windows), brew install mariadb (macOS), apt-get install mariadb-server mariadb-client (Debian).'
}

function Invoke-DotNet {
    dotnet @args
    if ($LASTEXITCODE) { throw "dotnet $($args[0]) ended with $LASTEXITCODE" }
}

# Gives the folder of the module.
function Build-Module {
    Invoke-DotNet build src/SchoolBackup -c Release --nologo -v quiet | Out-Host
    Get-Item output/SchoolBackup/*
}

# Where this PowerShell came as a .NET tool, none is on the path; the suite starts others by their usual name.
function Add-PowerShellToPath {
    if (Get-Command pwsh -CommandType Application -ErrorAction Ignore) { return }
    $folder = New-Item -ItemType Directory -Force output/path
    Set-Content (Join-Path $folder pwsh) "#!/bin/sh`nexec dotnet '$(Join-Path $PSHOME pwsh.dll)' `"`$@`"" -NoNewline
    chmod +x (Join-Path $folder pwsh)
    $env:PATH = "$folder$([IO.Path]::PathSeparator)$env:PATH"
}

# The story in PowerShell, in a process of its own, because what it loads stays loaded.
function Invoke-Demo {
    Invoke-DotNet build src/SchoolBackup.Demo -c Release --nologo -v quiet | Out-Host
    $manifest = Join-Path (Build-Module) SchoolBackup.psd1
    Add-PowerShellToPath
    pwsh -NoProfile -File src/SchoolBackup.Demo/Demo.ps1 -Scale $Scale -Module $manifest
    if ($LASTEXITCODE) { exit $LASTEXITCODE }
}

function Invoke-CommandLineDemo {
    $size = $Scale.ToString([cultureinfo]::InvariantCulture)
    Invoke-DotNet run --project src/SchoolBackup.Cli -c Release '--' demo --scale $size
}

# The suite in PowerShell, in a process of its own, because what it loads stays loaded.
function Invoke-PesterSuite {
    $project = 'tests/SchoolBackup.Module/Pester'
    Invoke-DotNet restore $project --nologo -v quiet | Out-Host
    $pester = Join-Path (Invoke-DotNet msbuild $project '-getProperty:PkgPester') tools Pester.psd1
    Add-PowerShellToPath
    pwsh -NoProfile -File tests/SchoolBackup.Module/run.ps1 -Pester $pester | Tee-Object -Variable said | Out-Host
    $ended = @($said)[-1] -match '^(\d+) passed, (\d+) failed'
    @{ Ended = $ended; Passed = $ended ? [int] $Matches[1] : 0; Failed = $ended ? [int] $Matches[2] : 0; Skipped = @(@($said) -match '^skipped: ' -replace '^skipped: ') }
}

# Gives the results of all test projects, or of what talks to a server, with the given one; what went wrong beside them goes to $trouble.
function Invoke-TestProject([string] $Server, [Collections.Generic.List[string]] $Trouble) {
    $results = Join-Path ([IO.Path]::GetTempPath()) "schoolbackup-tests-$PID"
    # What one of the two kinds of server alone has, has the trait Server.
    $filter = $Server -like 'mysql-*' ? 'Server!=mariadb' : 'Server!=mysql'
    $projects = Get-Item tests/*/*.csproj
    if ($Server -ne 'own') {
        $filter = "Needs=server&$filter"
        $projects = $projects | Where-Object { Select-String -Quiet -Path (Join-Path $_.DirectoryName '*.cs'), (Join-Path $_.DirectoryName '*/*.cs') -Pattern 'Trait\("Needs", "server"\)' }
    }
    $env:SCHOOLBACKUP_TEST_SERVER = $Server -eq 'own' ? '' : $Server
    try {
        foreach ($project in $projects) {
            dotnet test $project.FullName -c Release --no-build --nologo --logger 'console;verbosity=minimal' --logger "trx;LogFileName=$($project.BaseName).trx" --results-directory $results --filter $filter | Out-Host
            if ($LASTEXITCODE) { $Trouble.Add("$Server`: $($project.BaseName) ended with $LASTEXITCODE") }
            if (-not (Select-String -Quiet '<UnitTestResult ' "$results/$($project.BaseName).trx" -ErrorAction Ignore)) { $Trouble.Add("$Server`: $($project.BaseName) left no results") }
        }
        Get-Item "$results/*.trx" | ForEach-Object { ([xml](Get-Content -Raw $_)).TestRun.Results.UnitTestResult } | Where-Object { $_ }
    }
    finally {
        $env:SCHOOLBACKUP_TEST_SERVER = ''
        Remove-Item -Recurse -Force $results -ErrorAction Ignore
    }
}

# Whether the server can be had here. What a suite of Debian no longer has is no failure, but nobody is to overlook it.
function Test-Server([string] $Server, [Collections.Generic.List[string]] $Trouble) {
    if ($Server -eq 'own') { return $true }
    bash tests/servers $Server | Out-Host
    if ($LASTEXITCODE -eq 0) { return $true }
    if ($LASTEXITCODE -eq 3) { Write-Host "SKIPPED BY NAME: $Server (its suite has it no longer, or not yet; nothing was tested with it)" }
    else { $Trouble.Add("tests/servers $Server ended with $LASTEXITCODE") }
    $false
}

function Invoke-TestSuite {
    $trouble = [Collections.Generic.List[string]]::new()
    Invoke-DotNet build SchoolBackup.sln -c Release --nologo -v quiet
    # First of all: tests of the machine's own server send backups to the others.
    $reachable = @($Server | Where-Object { Test-Server $_ $trouble })
    $passed, $failed, $skipped, $counts = @(), @(), @(), @()
    foreach ($one in $reachable) {
        $all = @(Invoke-TestProject $one $trouble)
        $passed += @($all | Where-Object outcome -EQ Passed | ForEach-Object testName)
        $failed += @($all | Where-Object outcome -EQ Failed | ForEach-Object { "$one`: $($_.testName)" })
        $skipped += @($all | Where-Object outcome -EQ NotExecuted | ForEach-Object testName)
        $counts += @($all | Group-Object outcome | Sort-Object Name -Descending | ForEach-Object { "$one`: $($_.Name) $($_.Count)" })
    }
    $pester = 'own' -in $reachable ? (Invoke-PesterSuite) : @{ Ended = $true; Passed = 0; Failed = 0; Skipped = @() }
    if (-not $pester.Ended) { $trouble.Add('tests/SchoolBackup.Module/run.ps1 broke off') }
    $skipped += $pester.Skipped
    $expected = Get-Content tests/expected-skips.txt
    foreach ($name in $skipped) {
        if ($expected | Where-Object { $_ -and $name -like $_ }) { "skipped, as expected: $name"; continue }
        "skipped, NOT expected: $name"
        $trouble.Add($name)
    }
    $failed | ForEach-Object { "failed: $_" }
    $trouble | ForEach-Object { "trouble: $_" }
    $counts
    "$($passed.Count + $pester.Passed) passed, $($failed.Count + $pester.Failed) failed, $($skipped.Count) skipped"
    if ($failed -or $pester.Failed -or $trouble.Count -or -not $passed) { exit 1 }
    exit 0
}

switch ($Task) {
    'Build' { Invoke-DotNet build SchoolBackup.sln -c Release }
    'Module' { Build-Module }
    'Install' { ./module/Install.ps1 -Module (Build-Module) }
    'Package' { ./module/Package.ps1 -Module (Build-Module) }
    'Test' { Assert-MariaDb; Invoke-TestSuite }
    'Demo' { Assert-MariaDb; if ($CommandLine) { Invoke-CommandLineDemo } else { Invoke-Demo } }
}
