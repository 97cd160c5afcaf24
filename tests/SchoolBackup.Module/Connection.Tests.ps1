BeforeAll { . $PSScriptRoot/School.ps1 }

Describe 'A server that was named once' {
    BeforeEach { $folder = Enter-Folder; $connected = Connect-SchoolBackupServer @connection }
    AfterEach { Disconnect-SchoolBackupServer; Exit-Folder $folder; Remove-Item env:DB_HOST, env:DB_PORT -ErrorAction Ignore }

    It 'is told of, with its version' {
        $connected.Server, $connected.Port, $connected.User | Should -Be '127.0.0.1', $connection.Port, 'root'
        $connected.ServerVersion | Should -Match '^\d+\.\d+\.\d+'
    }

    It 'serves every line of the README, with several databases in the folder' {
        $null = New-SchoolBackup -Database school
        $null = New-SchoolBackup -Database library
        (Get-SchoolBackup -Latest -Database school | Test-SchoolBackup -Level Restore).Valid | Should -BeTrue
        $done = Get-SchoolBackup -Latest -Database school | Restore-SchoolBackup -TargetDatabase school_copy -PassThru -Confirm:$false -WarningAction SilentlyContinue
        $done.SourceDatabase, $done.Rows | Should -Be 'school', 502
        Remove-Database school_copy
        { Remove-StaleSchoolBackup -RetentionDays 30 -WhatIf -ErrorAction Stop } | Should -Not -Throw
    }

    It 'goes before the environment, and is shown as what it is' {
        $env:DB_HOST, $env:DB_PORT = 'nowhere.invalid', '1'
        (New-SchoolBackup -Database library).Rows | Should -Be 2
        $shown = Get-SchoolBackupConfiguration | Where-Object Name -In Server, Port, Password
        $shown.Value | Should -Be '127.0.0.1', "$($connection.Port)", '****'
        $shown.Source | Should -Be Connection, Connection, Connection
        $shown[0].Place | Should -Be 'the connected server'
    }

    It 'is one thing: a command that names another server takes nothing of it' {
        $settings = Get-SchoolBackupConfiguration -Server other.invalid
        ($settings | Where-Object Name -In Port, User, Password).Source | Should -Be Default, Default, Default
        (Get-SchoolBackupConfiguration -Port 3307 | Where-Object Name -In Server, Port).Source | Should -Be Connection, Option
    }

    It 'is known to other runspaces, and its database is the one that is meant' {
        $null = Connect-SchoolBackupServer @connection -Database library
        (1..2 | ForEach-Object -Parallel { Import-Module $using:modulePath; New-SchoolBackup -Path "$using:folder/$_" }).Database | Should -Be library, library
    }

    It 'is remembered only if it lets somebody in, and forgotten on request' {
        $wrong = [pscredential]::new('root', (ConvertTo-SecureString wrong -AsPlainText))
        { Connect-SchoolBackupServer 127.0.0.1 $wrong -Port $connection.Port -ErrorAction Stop } | Should -Throw -ErrorId 'AccessDenied,*'
        (New-SchoolBackup -Database library).Rows | Should -Be 2
        Disconnect-SchoolBackupServer
        Disconnect-SchoolBackupServer
        (Get-SchoolBackupConfiguration | Where-Object Name -EQ Password).Source | Should -Be Default
    }
}
