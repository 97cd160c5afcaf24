BeforeAll {
    . $PSScriptRoot/School.ps1
    $folder = Enter-Folder
    $good = New-SchoolBackup library @connection
}
AfterAll { Exit-Folder $folder }

Describe 'An error' {
    It '<Id> of <Command> has its category, its target and a recommendation' -ForEach @(
        @{ Id = 'DatabaseNotFound'; Category = 'ObjectNotFound'; Target = 'schol'; Command = 'New-SchoolBackup'; Script = { New-SchoolBackup schol @connection } }
        @{ Id = 'TableNotFound'; Category = 'ObjectNotFound'; Target = 'school'; Command = 'New-SchoolBackup'; Script = { New-SchoolBackup school -Table pupil @connection } }
        @{ Id = 'BackupNotFound'; Category = 'ObjectNotFound'; Target = 'nothing.sql.gz'; Command = 'Test-SchoolBackup'; Script = { Test-SchoolBackup nothing.sql.gz } }
        @{ Id = 'BackupNotFound'; Category = 'ObjectNotFound'; Target = 'nothing.sql.gz'; Command = 'Get-SchoolBackup'; Script = { Get-SchoolBackup nothing.sql.gz } }
        @{ Id = 'PathInvalid'; Category = 'ObjectNotFound'; Target = '*none'; Command = 'Get-SchoolBackup'; Script = { Get-SchoolBackup -Path ./none } }
        @{ Id = 'NotABackup'; Category = 'InvalidType'; Target = './cat.sql.gz'; Command = 'Test-SchoolBackup'; Script = { Set-Content cat.sql.gz meow; Test-SchoolBackup ./cat.sql.gz } }
        @{ Id = 'NotABackup'; Category = 'InvalidType'; Target = './notes.txt'; Command = 'Remove-SchoolBackup'; Script = { Set-Content notes.txt 'dear diary'; Remove-SchoolBackup ./notes.txt -Confirm:$false } }
    ) {
        $ErrorActionPreference = 'SilentlyContinue'
        & $Script | Out-Null
        $record = $Error[0]
        $record.FullyQualifiedErrorId | Should -BeLike "$Id,SchoolBackup.Cmdlets.*"
        $record.CategoryInfo.Category | Should -Be $Category
        $record.TargetObject | Should -BeLike $Target
        $record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $record.InvocationInfo.MyCommand.Name | Should -Be $Command
    }

    It '<Id> ends the pipeline, because every further input would fail the same way' -ForEach @(
        @{ Id = 'CannotConnect'; Category = 'OpenError'; Parameters = @{ Port = 1 } }
        @{ Id = 'AccessDenied'; Category = 'AuthenticationError'; Parameters = @{ Credential = [pscredential]::new('root', (ConvertTo-SecureString wrong -AsPlainText)) } }
        @{ Id = 'TlsFailed'; Category = 'SecurityError'; Parameters = @{ SslMode = 'VerifyIdentity' } }
    ) {
        $wrong = $connection + @{}
        foreach ($name in $Parameters.Keys) { $wrong[$name] = $Parameters[$name] }
        foreach ($run in { 'library', 'school' | New-SchoolBackup @wrong }, { $good, $good | Restore-SchoolBackup -TargetDatabase library_copy -Confirm:$false @wrong }, { $good, $good | Test-SchoolBackup -Level Restore @wrong }) {
            $record = try { & $run } catch { $_ }
            $record | Should -HaveCount 1
            $record.FullyQualifiedErrorId | Should -BeLike "$Id,SchoolBackup.Cmdlets.*"
            $record.CategoryInfo.Category | Should -Be $Category
            $record.TargetObject | Should -BeIn 'library', $good.Path
            $record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        }
    }

    It 'of a log-in is the only one: a server may count them against the account' {
        function Get-Refused { [int] ((Get-Sql "SHOW GLOBAL STATUS LIKE 'Aborted_connects'") -split '\s+')[-1] }
        $wrong = @{ Server = '127.0.0.1'; Port = $connection.Port; Credential = [pscredential]::new('root', (ConvertTo-SecureString wrong -AsPlainText)) }
        $before = Get-Refused
        { New-SchoolBackup library, school, archive_of_marks @wrong } | Should -Throw -ErrorId 'AccessDenied,*'
        { 'library', 'school', 'archive_of_marks' | New-SchoolBackup @wrong } | Should -Throw -ErrorId 'AccessDenied,*'
        Get-Refused | Should -Be ($before + 2)
    }

    It 'says that <Command> takes no <Name> that is <Given>: nothing, as the outcome of a filter, never means everything' -ForEach $(
        foreach ($parameter in @(
                @{ Command = 'New-SchoolBackup'; Name = 'Table' }, @{ Command = 'New-SchoolBackup'; Name = 'ExcludeTable' }, @{ Command = 'New-SchoolBackup'; Name = 'StructureOnly' }
                @{ Command = 'Restore-SchoolBackup'; Name = 'Table' }, @{ Command = 'Restore-SchoolBackup'; Name = 'Definer' }
                @{ Command = 'Get-SchoolBackup'; Name = 'OldKeyFile' }, @{ Command = 'Get-SchoolBackup'; Name = 'OldPassphraseFile' }, @{ Command = 'Get-SchoolBackup'; Name = 'Database' })) {
            @{ Given = 'null'; Value = $null }, @{ Given = 'empty'; Value = '' }, @{ Given = 'an empty array'; Value = @() }, @{ Given = 'an array with null in it'; Value = 'pupils', $null } |
                ForEach-Object { $_ + $parameter }
        }
    ) {
        $given = @{ $Name = $Value }
        $before = @(Get-ChildItem backups).Count
        $what = $Command -eq 'Get-SchoolBackup' ? @{} : $Command -eq 'New-SchoolBackup' ? @{ Database = 'school' } + $connection : @{ Backup = $good.Path; TargetDatabase = 'nowhere' } + $connection
        { & $Command @what @given } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        @(Get-ChildItem backups).Count | Should -Be $before
    }

    It 'of one backup does not end the rest' {
        Set-Content backups/backup_2026-01-01T02-00-00_library.sql.gz 'damaged'
        $results = 'nothing.sql.gz', $good.Filename | Test-SchoolBackup -ErrorAction SilentlyContinue -ErrorVariable trouble
        $results.Filename | Should -Be $good.Filename
        $trouble.Count | Should -Be 1
        $made = New-SchoolBackup nope, school -ErrorAction SilentlyContinue @connection
        $made.Database | Should -Be school
        Remove-Item backups/backup_2026-01-01T02-00-00_library.sql.gz
    }

    It 'is no error when a test finds damage: that is what it was for' {
        $bytes = [IO.File]::ReadAllBytes($good.Path)
        $bytes[$bytes.Length / 2] = $bytes[$bytes.Length / 2] -bxor 0xff
        [IO.File]::WriteAllBytes("$folder/damaged.sql.gz", $bytes)
        $result = Test-SchoolBackup ./damaged.sql.gz
        $result.Valid | Should -BeFalse
        $result.Problems | Should -Not -BeNullOrEmpty
        Test-SchoolBackup ./damaged.sql.gz -Quiet | Should -BeFalse
    }

    It 'ends the pipeline when nothing could be done: <Name>' -ForEach @(
        @{ Name = 'a configuration'; Id = 'ConfigurationInvalid'; Script = { Set-Content broken.cnf '[client'; Get-SchoolBackupConfiguration -DefaultsFile ./broken.cnf } }
        @{ Name = 'a definer'; Id = 'InvalidOption'; Script = { $good | Restore-SchoolBackup -Definer a=b=c @connection } }
        @{ Name = 'no database'; Id = 'InvalidOption'; Script = { New-SchoolBackup @connection } }
        @{ Name = 'a path that is none'; Id = 'PathInvalid'; Script = { Get-SchoolBackup -Path Env:/HOME } }
    ) {
        { & $Script -ErrorAction SilentlyContinue } | Should -Throw -ErrorId "$Id,*"
    }

    It 'speaks of parameters, not of the options of a command line' {
        $record = try { New-SchoolBackup school -Server 127.0.0.1 -Port 1 } catch { $_ }
        $record.ErrorDetails.RecommendedAction | Should -Be 'check -Server, -Port or -Socket, and that the server runs'
        $record = try { New-SchoolBackup school -Server "127.0.0.1:$($connection.Port)" } catch { $_ }
        $record.ErrorDetails.RecommendedAction | Should -Be 'say the port by -Port, and the server without it by -Server'
    }

    It 'never tells a password' {
        New-SchoolBackup schol @connection -ErrorAction SilentlyContinue -ErrorVariable trouble
        ($trouble | Format-List * -Force | Out-String) | Should -Not -Match ([regex]::Escape($global:SchoolServer.RootPassword))
    }

    It 'of an account that cannot see everything names the privilege and the parameter' {
        Get-Sql "CREATE USER blind@'%' IDENTIFIED BY 'x'; GRANT SELECT, LOCK TABLES ON school.* TO blind@'%'" | Out-Null
        $blind = @{ Server = '127.0.0.1'; Port = $connection.Port; Credential = [pscredential]::new('blind', (ConvertTo-SecureString x -AsPlainText)) }
        New-SchoolBackup school @blind -ErrorAction SilentlyContinue -ErrorVariable trouble
        $trouble[0].FullyQualifiedErrorId | Should -BeLike 'PrivilegeMissing,*'
        $trouble[0].ErrorDetails.RecommendedAction | Should -Match '-AllowPartial'
        $partial = New-SchoolBackup school -AllowPartial -Path ./partial @blind -WarningAction SilentlyContinue
        $partial.Partial | Should -BeTrue
        $partial.Omitted | Should -Not -BeNullOrEmpty
        Get-Sql "DROP USER blind@'%'" | Out-Null
    }
}
