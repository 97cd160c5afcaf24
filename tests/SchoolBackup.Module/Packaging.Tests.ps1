BeforeAll {
    $root = (Get-Item "$PSScriptRoot/../..").FullName
    $module = Get-Item "$root/output/SchoolBackup/*"
    $manifest = Import-PowerShellDataFile "$root/SchoolBackup.psd1"
    $files = @(
        'Dependencies/AWSSDK.Core.dll', 'Dependencies/AWSSDK.Extensions.Numerics.dll', 'Dependencies/AWSSDK.S3.dll', 'Dependencies/System.IO.Hashing.dll'
        'Dependencies/BouncyCastle.Cryptography.dll', 'Dependencies/dotenv.net.dll', 'Dependencies/ICSharpCode.SharpZipLib.dll', 'Dependencies/SchoolBackup.Engine.dll', 'Dependencies/SchoolBackup.Errors.dll', 'Dependencies/SchoolBackup.MySql.dll', 'Dependencies/SchoolBackup.Storage.dll', 'Dependencies/SchoolBackup.Storage.S3.dll'
        'linux-x64/libdeflate.so', 'linux-arm64/libdeflate.so', 'osx-x64/libdeflate.dylib', 'osx-arm64/libdeflate.dylib', 'win-x64/libdeflate.dll', 'win-arm64/libdeflate.dll' | ForEach-Object { "Dependencies/native/$_" }
        'en-US/about_SchoolBackup.help.txt', 'en-US/about_SchoolBackup_Recovery.help.txt', 'en-US/SchoolBackup.dll-Help.xml'
        'LICENSE', 'LICENSE-Apache-2.0.txt', 'SchoolBackup.dll', 'SchoolBackup.Format.ps1xml', 'SchoolBackup.Loading.dll', 'SchoolBackup.psd1', 'THIRD-PARTY-NOTICES.txt'
    ) | Sort-Object
}

Describe 'The module as it is built' {
    It 'has a manifest that PowerShell accepts' {
        $tested = Test-ModuleManifest (Join-Path $module SchoolBackup.psd1)
        $tested.Version.ToString() | Should -Be $module.Name
        $tested.PowerShellVersion | Should -Be '7.6'
        $tested.CompatiblePSEditions | Should -Be 'Core'
    }

    It 'exports what its manifest names, and the manifest names every cmdlet' {
        $cmdlets = (Import-Module (Join-Path $module SchoolBackup.psd1) -PassThru -Force).ExportedCmdlets.Keys | Sort-Object
        $cmdlets | Should -Be ($manifest.CmdletsToExport | Sort-Object)
        $written = Get-Item "$root/module/help/*-*.md" | Where-Object BaseName -CNotLike 'shared-*' | ForEach-Object BaseName | Sort-Object
        $cmdlets | Should -Be $written
    }

    It 'consists of what it needs and of nothing else' {
        Get-ChildItem $module -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath($module, $_).Replace('\', '/') } | Sort-Object | Should -Be $files
    }

    It 'has the one version, which the command line has, too' {
        (Get-Item "$root/src/SchoolBackup.Cli/bin/Release/net10.0/schoolbackup.dll").VersionInfo.ProductVersion | Should -Be $manifest.ModuleVersion
        [Reflection.AssemblyName]::GetAssemblyName((Join-Path $module SchoolBackup.dll)).Version.ToString(3) | Should -Be $manifest.ModuleVersion
    }
}

Describe 'The package for the Gallery' {
    BeforeAll {
        $package = & "$root/module/Package.ps1" -Module $module
        $archive = [IO.Compression.ZipFile]::OpenRead($package)
    }
    AfterAll {
        $archive.Dispose()
    }

    It 'is named after module and version' {
        $package.Name | Should -Be "SchoolBackup.$($manifest.ModuleVersion).nupkg"
    }

    It 'holds the module, and beside it only what makes it a package' {
        $entries = $archive.Entries.FullName | Where-Object { $_ -notlike '_rels/*' -and $_ -notlike 'package/*' -and $_ -notin '[Content_Types].xml', 'SchoolBackup.nuspec' }
        $entries | Sort-Object | Should -Be $files
    }

    It 'tells the Gallery which cmdlets are in it' {
        $reader = [IO.StreamReader]::new($archive.GetEntry('SchoolBackup.nuspec').Open())
        $metadata = ([xml] $reader.ReadToEnd()).package.metadata
        $reader.Dispose()
        $metadata.version | Should -Be $manifest.ModuleVersion
        $metadata.licenseUrl | Should -Be $manifest.PrivateData.PSData.LicenseUri
        $tags = $metadata.tags -split ' '
        $tags | Should -Contain PSModule
        $tags | Should -Contain PSEdition_Core
        foreach ($cmdlet in $manifest.CmdletsToExport) { $tags | Should -Contain "PSCmdlet_$cmdlet" }
    }
}

# On Windows the folder of the documents is asked for, which no variable moves.
Describe 'Installing' -Skip:$IsWindows {
    It 'puts the module where a new session finds it by its name, help and all' {
        $before = $env:HOME, $env:XDG_DATA_HOME
        try {
            $env:HOME = $TestDrive
            $env:XDG_DATA_HOME = $null
            $said = pwsh -NoProfile -NonInteractive -OutputFormat Text -Command @"
                `$null = & '$root/module/Install.ps1' -Module '$module'
                `$null = & '$root/module/Install.ps1' -Module '$module'
                (Get-Module -ListAvailable SchoolBackup).Version.ToString()
                (Get-Help Restore-SchoolBackup).Synopsis.Trim()
"@
        }
        finally {
            $env:HOME, $env:XDG_DATA_HOME = $before
        }
        $said[0] | Should -Be $manifest.ModuleVersion
        $said[1] | Should -BeLike 'Restores a backup*'
    }
}
