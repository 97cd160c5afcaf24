#Requires -Version 7.6
<#
.SYNOPSIS
Runs every Pester suite on the built module, names what failed or was skipped, and ends with "N passed, N failed, N skipped" alone on a line.
.DESCRIPTION
The exit code is 1 when a test fails or a suite breaks off. The module is the newest in output/SchoolBackup, or the folder that SCHOOLBACKUP_MODULE names.
.EXAMPLE
./tests/SchoolBackup.Module/run.ps1
#>
[CmdletBinding()]
param(
    # The suites to run.
    [string[]] $Path = (Join-Path $PSScriptRoot '*.Tests.ps1'),

    # Pester, by name or by path.
    [string] $Pester = 'Pester'
)
$ErrorActionPreference = 'Stop'
Import-Module $Pester -MinimumVersion 5.0
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$result = Invoke-Pester -Configuration $configuration
if ($global:SchoolServer) { $global:SchoolServer.Dispose() }
$result.Tests | Where-Object Result -EQ Failed | ForEach-Object { "failed: $($_.ExpandedPath)" }
$result.Tests | Where-Object Result -In Skipped, NotRun | ForEach-Object { "skipped: $($_.ExpandedPath)" }
"$($result.PassedCount) passed, $($result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount) failed, $($result.SkippedCount + $result.NotRunCount) skipped"
exit [int]($result.Result -ne 'Passed' -or $result.PassedCount -eq 0)
