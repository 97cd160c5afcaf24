BeforeDiscovery {
    $root = (Get-Item "$PSScriptRoot/../..").FullName
    Import-Module (Get-Item "$root/output/SchoolBackup/*/SchoolBackup.psd1") -Force
    $cmdlets = (Get-Module SchoolBackup).ExportedCmdlets.Keys | Sort-Object
    $pages = (Get-Item "$root/module/help/*.md").Name
    $examples = foreach ($cmdlet in $cmdlets) {
        foreach ($example in (Get-Help $cmdlet -Full).Examples.Example) { @{ Cmdlet = $cmdlet; Title = $example.Title -replace '^-+ Example \d+: | -+$'; Code = $example.Code } }
    }
}

BeforeAll {
    $root = (Get-Item "$PSScriptRoot/../..").FullName
    Import-Module (Get-Item "$root/output/SchoolBackup/*/SchoolBackup.psd1") -Force

    # What PowerShell itself would say about a script, and the parameters of our cmdlets that there are not.
    function Get-ScriptFault([string] $Code) {
        $faults = $null
        $script = [Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $faults)
        $faults.Message
        foreach ($call in $script.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)) {
            $command = Get-Command $call.GetCommandName() -Module SchoolBackup -ErrorAction Ignore
            if (-not $command) { continue }
            $known = $command.Parameters.Values | ForEach-Object { $_.Name; $_.Aliases }
            $call.CommandElements | Where-Object { $_ -is [Management.Automation.Language.CommandParameterAst] -and $_.ParameterName -notin $known } | ForEach-Object { "$($command.Name) has no -$($_.ParameterName)" }
        }
    }
}

Describe 'Help of <_>' -ForEach $cmdlets {
    BeforeAll {
        $help = Get-Help $_ -Full
    }

    It 'has a synopsis, a description, inputs and outputs' {
        $help.Synopsis | Should -Match '^[A-Z].*\.$'
        ($help.Description.Text -join ' ').Length | Should -BeGreaterThan 100
        $help.InputTypes.InputType.Type.Name | Should -Not -BeNullOrEmpty
        $help.ReturnValues.ReturnValue.Type.Name | Should -Not -BeNullOrEmpty
    }

    It 'describes every parameter, each as it is' {
        $common = [Management.Automation.PSCmdlet]::CommonParameters
        $parameters = (Get-Command $_).Parameters.Values | Where-Object Name -NotIn $common
        $help.Parameters.Parameter.Name | Sort-Object | Should -Be ($parameters.Name | Sort-Object)
        foreach ($parameter in $parameters) {
            $told = $help.Parameters.Parameter | Where-Object Name -EQ $parameter.Name
            $told.Description.Text | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name) is a parameter"
            $told.Required | Should -Be "$($parameter.Attributes.Mandatory -contains $true)".ToLower() -Because "-$($parameter.Name) is or is not mandatory"
            ($told.Aliases -split ', ' | Sort-Object) | Should -Be ($parameter.Aliases ? ($parameter.Aliases | Sort-Object) : 'none')
        }
    }

    It 'shows a syntax with the parameters of each set' {
        foreach ($set in (Get-Command $_).ParameterSets) {
            $names = $set.Parameters.Name | Where-Object { $_ -notin [Management.Automation.PSCmdlet]::CommonParameters } | Sort-Object
            $help.Syntax.SyntaxItem | ForEach-Object { ($_.Parameter.Name | Sort-Object) -join ' ' } | Should -Contain ($names -join ' ')
        }
    }

    It 'has three examples or more, and leads on' {
        $help.Examples.Example.Count | Should -BeGreaterOrEqual 3
        foreach ($link in $help.RelatedLinks.NavigationLink.LinkText) { (Get-Help $link).Count | Should -BeGreaterThan 0 }
    }
}

Describe 'The page <_>' -ForEach $pages {
    It 'shows code that PowerShell understands, with parameters that there are' {
        foreach ($code in [regex]::Matches((Get-Content -Raw "$root/module/help/$_"), '(?ms)^ *```powershell\r?\n(.*?)^ *```')) { Get-ScriptFault $code.Groups[1].Value | Should -BeNullOrEmpty }
    }
}

Describe 'The topic <_>' -ForEach 'about_SchoolBackup', 'about_SchoolBackup_Recovery' {
    It 'is found by its name, and says in one line what it is about' {
        (Get-Help $_) -join "`n" | Should -Match "^TOPIC\s+$_"
        (Get-Help "$_*" | Where-Object Name -EQ $_).Synopsis | Should -Match '^[A-Z].*\.$'
    }
}

Describe 'The examples of the help' {
    BeforeAll {
        Add-Type -Path "$root/src/SchoolBackup.Demo/bin/Release/net10.0/SchoolBackup.Demo.dll"
        $options = [SchoolBackup.Demo.ThrowawayServerOptions]::new()
        $options.GetType().GetProperty('RootPassword').SetValue($options, 'a secret')
        $server = [SchoolBackup.Demo.ThrowawayServer]::Start($options)
        $null = [SchoolBackup.Demo.SampleSchool]::Create($server, 'school', 0.002)
        $null = $server.RunSql('CREATE DATABASE school_archive; CREATE TABLE school_archive.pupils (id INT PRIMARY KEY); INSERT INTO school_archive.pupils VALUES (1)')

        # What the examples leave to the configuration. Runspaces of their own find the module by its name.
        $settings = @{ DB_HOST = '127.0.0.1'; DB_PORT = "$($server.Port)"; DB_USER = 'root'; DB_PASSWORD = 'a secret'; DB_NAME = 'school'; PSModulePath = "$root/output", "$PSScriptRoot/Vaults", $env:PSModulePath -join [IO.Path]::PathSeparator }
        $before = @{}
        foreach ($name in $settings.Keys) { $before[$name] = [Environment]::GetEnvironmentVariable($name); [Environment]::SetEnvironmentVariable($name, $settings[$name]) }
        function global:Get-Credential { [pscredential]::new('root', (ConvertTo-SecureString 'a secret' -AsPlainText -Force)) }

        function global:Read-Host { ConvertTo-SecureString 'correct horse battery staple' -AsPlainText }

        # A repository as it is after a while: two backups, one a minute older, and a dump from before.
        $template = (New-Item (Join-Path $TestDrive template) -ItemType Directory).FullName
        $null = New-SchoolBackup -Path $template
        $server.RunSql('DELETE FROM school.audit_log')
        $null = New-SchoolBackup -Path $template
        Set-Content (Join-Path $template backup_2024-01-15T02-00-00.sql) "-- MySQL dump 10.13`nCREATE TABLE ``pupils`` (``id`` int);`nINSERT INTO ``pupils`` VALUES (1);`n-- Dump completed on 2024-01-15  2:00:01"
    }

    AfterAll {
        foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
        Remove-Item function:global:Get-Credential, function:global:Read-Host
        $server.Dispose()
    }

    BeforeEach {
        $folder = (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory).FullName
        Copy-Item $template (Join-Path $folder backups) -Recurse
        Set-Content (Join-Path $folder .env) 'BACKUP_PATH=./backups'
        Push-Location $folder
    }

    AfterEach {
        Pop-Location
    }

    It 'and the commands of <_>, pasted one after the other' -ForEach 'about_SchoolBackup', 'about_SchoolBackup_Recovery' {
        $page = Get-Content -Raw "$root/module/help/$_.md"
        $blocks = '(?ms)^ *```powershell\r?\n(.*?)^ *```'
        $inProse = '`((?:(?:Get|Remove)-\w*SchoolBackup|\$backup \|)[^`]*)`'
        $commands = foreach ($pattern in $blocks, $inProse) { [regex]::Matches($page, $pattern).ForEach{ $_.Groups[1].Value } }
        $commands.Count | Should -BeGreaterThan 5
        Copy-Item backups elsewhere -Recurse
        $null = New-SchoolBackupKey ./school.key

        # What the page takes from the machine, and no test may touch.
        foreach ($name in 'Stop-Service', 'Start-Service', 'Disable-ScheduledTask', 'Enable-ScheduledTask', 'New-ScheduledTaskAction', 'New-ScheduledTaskTrigger', 'Register-ScheduledTask') {
            Set-Item "function:$name" { $null = $args }
        }
        $ConfirmPreference, $InformationPreference = 'None', 'SilentlyContinue'
        foreach ($code in $commands) {
            Get-ScriptFault $code | Should -BeNullOrEmpty
            $code = $code -replace '/mnt/backup', './elsewhere' -replace '~/', './' -replace '-KeySecretName school-backup', '-KeyFile ./school.key'
            # One shows how errors are looked at.
            $ErrorActionPreference = $code -match '-ErrorVariable' ? 'SilentlyContinue' : 'Stop'
            try { . ([scriptblock]::Create($code)) 3>&1 6>&1 | Out-Null } catch { throw "$_ Said by: $code" }
        }
        foreach ($database in $server.RunSql("SHOW DATABASES LIKE 'school\\_%'").Trim() -split '\n' -ne 'school_archive') { $null = $server.RunSql("DROP DATABASE $database") }
    }

    It '<Cmdlet>: <Title>' -ForEach $examples {
        Get-ScriptFault $Code | Should -BeNullOrEmpty
        $output = & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'; `$ConfirmPreference = 'None'; `$InformationPreference = 'SilentlyContinue'`n$Code")) 3>&1
        # What removes, restores or copies says nothing, and what looks for trouble finds none here.
        if ($Code -notmatch 'New-SchoolBackup .*-WhatIf|^Disconnect-|Remove-SchoolBackup|Restore-SchoolBackup|Copy-Item|if \(-not|-NE \$true') { $output | Should -Not -BeNullOrEmpty }
    }
}
