BeforeAll {
    . $PSScriptRoot/School.ps1
    $folder = Enter-Folder
    Get-Sql 'CREATE DATABASE `a school`' | Out-Null
    $backup = New-SchoolBackup school @connection
    $older = New-OldBackup ([datetime]::new(2026, 1, 1, 2, 0, 0, [DateTimeKind]::Utc)) library
    function Get-Completion([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText }
    $server = "-Server 127.0.0.1 -Port $($connection.Port) -Credential `$credential"
}
AfterAll {
    Exit-Folder $folder
    Remove-Database 'a school'
}

Describe 'Tab' {
    It 'completes databases' { Get-Completion "New-SchoolBackup $server -Database lib" | Should -Be library }
    It 'completes what matches a pattern' {
        Get-Completion "New-SchoolBackup $server -Database *brary" | Should -Be library
        Get-Completion 'Get-SchoolBackup *_lib' | Should -Be $older
    }
    It 'does not offer a database that a restore has left beside another' {
        Get-Sql 'CREATE DATABASE library_before_20261126_020000_123; CREATE DATABASE library_sbscratch_0123abcd; CREATE TABLE library_sbscratch_0123abcd._schoolbackup (purpose INT)' | Out-Null
        Get-Completion "New-SchoolBackup $server -Database lib" | Should -Be library
        Remove-Database library_before_20261126_020000_123, library_sbscratch_0123abcd
    }
    It 'completes paths of backups of <_>' -ForEach 'Test-SchoolBackup', 'Restore-SchoolBackup', 'Remove-SchoolBackup', 'Get-SchoolBackupTable', 'Export-SchoolBackup' {
        Get-Completion "$_ ./back" | Should -Be (Resolve-Path backups -Relative)
        Get-Completion "$_ -Backup backups/backup_" | Should -Be (Get-Item backups/backup_* | Resolve-Path -Relative)
        Get-Completion "$_ ~/" | Should -Not -BeNullOrEmpty
    }
    It 'goes on completing folders and files elsewhere' {
        Get-Completion 'Get-SchoolBackup -Path ./back' | Should -Be (Resolve-Path backups -Relative)
        Get-Completion 'Export-SchoolBackup x -Destination back' | Should -Be (Resolve-Path backups -Relative)
    }
    It 'quotes what has to be quoted' { Get-Completion "New-SchoolBackup $server -Database a" | Should -Be "'a school'", 'archive_of_marks' }
    It 'completes the tables of the database that is named' { Get-Completion "New-SchoolBackup $server -Database school -Table " | Should -Be classes, pupils }
    It 'completes backups, newest first, of <_>' -ForEach 'Get-SchoolBackup', 'Test-SchoolBackup', 'Restore-SchoolBackup', 'Remove-SchoolBackup', 'Get-SchoolBackupTable', 'Export-SchoolBackup' {
        Get-Completion "$_ backup_" | Should -Be $backup.Filename, $older
    }
    It 'looks where -Path says' {
        New-Item empty -ItemType Directory -Force | Out-Null
        Get-Completion 'Get-SchoolBackup -Path ./empty -Name backup_' | Should -Not -Contain $backup.Filename
    }
    It 'completes what has been backed up, without a server' { Get-Completion 'Get-SchoolBackup -Database ' | Should -Be library, school }
    It 'completes the tables of the backup that is named, without a server' {
        Get-Completion "Export-SchoolBackup $($backup.Filename) -Destination x.csv -Table " | Should -Be classes, pupils
        Get-Completion "Export-SchoolBackup -Path ./backups -Backup $($backup.Filename) -Table p" | Should -Be pupils
        Get-Completion "Restore-SchoolBackup $($backup.Filename) -Table " | Should -Be classes, pupils
        Get-Completion "Restore-SchoolBackup ./backups/$($backup.Filename) -Table " | Should -Be classes, pupils
    }
    It 'completes the tables of the newest backup where one will come from the pipeline' {
        Get-Completion 'Get-SchoolBackup -Latest | Restore-SchoolBackup -Table ' | Should -Be classes, pupils
    }
    It 'completes the databases that can be restored: <_>' -ForEach 'Restore-SchoolBackup', 'Export-SchoolBackup' { Get-Completion "$_ x -SourceDatabase s" | Should -Be school }
    It 'completes modes and formats' {
        Get-Completion 'Restore-SchoolBackup x -Mode ' | Should -Be Swap, Upsert
        Get-Completion 'New-SchoolBackup x -Format ' | Should -Be Json, Sql
    }
    It 'looks where -Path says under its other name, too' { Get-Completion 'Get-SchoolBackup -RepositoryPath ./none -Name backup_' | Should -Not -Contain $backup.Filename }
    It 'completes levels' { Get-Completion 'Test-SchoolBackup x -Level ' | Should -Be Checksum, Content, Restore }
    It 'is silent when there is no server, no repository, or a broken configuration' {
        $Error.Clear()
        Get-Completion 'New-SchoolBackup -Server 127.0.0.1 -Port 1 -Database sch' | Should -Not -Contain school
        Get-Completion 'Get-SchoolBackup -Path ./none -Name backup_' | Should -Not -Contain $backup.Filename
        Get-Completion 'Get-SchoolBackup -EnvFile ./none -Name backup_' | Should -Not -Contain $backup.Filename
        $Error | Should -BeNullOrEmpty
    }
}
