# A module that carries another dotenv.net than ours, and SchoolBackup: in one process, either may come first. Each test is a process of its own, because what is loaded stays.
BeforeAll {
    $ours = (Get-Item "$PSScriptRoot/../../output/SchoolBackup/*/SchoolBackup.psd1").FullName
    $envFile = Join-Path $TestDrive settings.env
    Set-Content $envFile 'DB_NAME=school_of_the_file'

    $otherFile = Join-Path $TestDrive other.env
    Set-Content $otherFile 'WHO=the other'
    $other = New-Item (Join-Path $TestDrive Other) -ItemType Directory
    dotnet msbuild "$PSScriptRoot/OtherDotEnv/OtherDotEnv.csproj" -restore -t:Unpack -nologo -v:quiet -p:Folder="$other/" | Out-Host
    $LASTEXITCODE | Should -Be 0
    Set-Content (Join-Path $other Other.psm1) 'function Read-Other($File) { [dotenv.net.DotEnv]::Fluent().WithEnvFiles($File).Read()["WHO"] }'
    New-ModuleManifest (Join-Path $other Other.psd1) -RootModule Other.psm1 -RequiredAssemblies dotenv.net.dll -FunctionsToExport Read-Other

    function Invoke-InNewProcess([string[]] $Module, [scriptblock] $Script) {
        $lines = @('$ErrorActionPreference = "Stop"'; $Module | ForEach-Object { "Import-Module '$_'" }; $Script)
        pwsh -NoProfile -NonInteractive -OutputFormat Text -Command ($lines -join "`n") 2>&1
    }
}

Describe 'SchoolBackup beside a module with another version of its dependency' {
    It 'works, and lets the other work, when <_> is imported first' -ForEach 'the other', 'SchoolBackup' {
        $modules = @((Join-Path $other Other.psd1), $ours)
        if ($_ -eq 'SchoolBackup') { [array]::Reverse($modules) }
        $said = Invoke-InNewProcess $modules ([scriptblock]::Create(@"
            (Get-SchoolBackupConfiguration -EnvFile '$envFile' | Where-Object Name -EQ Database).Value
            Read-Other '$otherFile'
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'dotenv.net' } | ForEach-Object { `$_.GetName().Version.ToString() } | Sort-Object
"@))
        $said | Should -HaveCount 4
        $said[0..2] | Should -Be 'school_of_the_file', 'the other', '3.1.2.0'
        $said[3] | Should -Match '^[4-9]\.'
    }
}

Describe 'Import-Module SchoolBackup' {
    It 'loads none of the packages that the engine uses' {
        Invoke-InNewProcess $ours { [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name | Where-Object { $_ -in 'dotenv.net', 'ICSharpCode.SharpZipLib', 'BouncyCastle.Cryptography', 'SchoolBackup.MySql' } } | Should -BeNullOrEmpty
    }

    It 'lets every runspace have the module, and one remove it without harm to the others' {
        $said = Invoke-InNewProcess $ours ([scriptblock]::Create(@"
            `$counts = 1..3 | ForEach-Object -Parallel { Import-Module '$ours'; if (`$_ -eq 2) { Remove-Module SchoolBackup } else { @(Get-SchoolBackupConfiguration).Count } }
            (@(`$counts) + @(Get-SchoolBackupConfiguration).Count | Select-Object -Unique).Count
            `$counts.Count
"@))
        $said | Should -Be '1', '2'
    }
}
