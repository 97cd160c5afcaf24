#Requires -Version 7.6
<#
.SYNOPSIS
Puts the built module where PowerShell looks for the modules of this account.
#>
[CmdletBinding()]
param(
    # Folder of the module, named after its version.
    [Parameter(Mandatory)]
    [IO.DirectoryInfo] $Module
)
$ErrorActionPreference = 'Stop'

$target = [IO.Path]::Combine([Management.Automation.ModuleIntrinsics]::GetPSModulePath('User'), $Module.Parent.Name, $Module.Name)
if (Test-Path $target) { Remove-Item $target -Recurse }
$null = New-Item $target -ItemType Directory
Copy-Item (Join-Path $Module '*') $target -Recurse
Get-Item $target
