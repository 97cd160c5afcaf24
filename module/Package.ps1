#Requires -Version 7.6
<#
.SYNOPSIS
Makes the nupkg that the PowerShell Gallery takes, with the tags by which Find-PSResource finds the cmdlets in it.
.LINK
https://learn.microsoft.com/powershell/gallery/concepts/package-manifest-affecting-ui
#>
[CmdletBinding()]
param(
    # Folder of the module, named after its version.
    [Parameter(Mandatory)]
    [IO.DirectoryInfo] $Module
)
$ErrorActionPreference = 'Stop'

$manifest = Import-PowerShellDataFile (Join-Path $Module SchoolBackup.psd1)
$gallery = $manifest.PrivateData.PSData
$tags = @(
    'PSModule'
    $manifest.CompatiblePSEditions | ForEach-Object { "PSEdition_$_" }
    'PSIncludes_Cmdlet'
    $manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_"; "PSCommand_$_" }
    $gallery.Tags
)
[xml] $nuspec = @'
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
  <metadata />
  <files><file src="**" target="" /></files>
</package>
'@
$fields = [ordered]@{
    id = 'SchoolBackup'; version = $manifest.ModuleVersion; authors = $manifest.Author; owners = $manifest.CompanyName; requireLicenseAcceptance = 'false'
    licenseUrl = $gallery.LicenseUri; projectUrl = $gallery.ProjectUri; description = $manifest.Description; releaseNotes = $gallery.ReleaseNotes; copyright = $manifest.Copyright; tags = $tags -join ' '
}
foreach ($field in $fields.GetEnumerator()) {
    $element = $nuspec.CreateElement($field.Key, $nuspec.DocumentElement.NamespaceURI)
    $element.InnerText = $field.Value
    $null = $nuspec.GetElementsByTagName('metadata')[0].AppendChild($element)
}
$output = $Module.Parent.Parent
$nuspecFile = Join-Path $output SchoolBackup.nuspec
$nuspec.Save($nuspecFile)
dotnet pack (Join-Path $PSScriptRoot ../src/SchoolBackup) -c Release --no-build --nologo -v quiet -o $output -p:NuspecFile=$nuspecFile -p:NuspecBasePath=$Module | Out-Host
if ($LASTEXITCODE) { throw "dotnet pack ended with $LASTEXITCODE" }
Get-Item (Join-Path $output "SchoolBackup.$($manifest.ModuleVersion).nupkg")
