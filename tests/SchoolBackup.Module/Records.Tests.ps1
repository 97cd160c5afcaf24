BeforeAll {
    . $PSScriptRoot/School.ps1
    $folder = Enter-Folder
}
AfterAll { Exit-Folder $folder }

Describe 'An id' {
    BeforeAll { $b = New-SchoolBackup library @connection }

    It 'is accepted wherever a name is, and so are its first digits' {
        foreach ($id in $b.Id, $b.Id.Substring(0, 8)) {
            (Get-SchoolBackup $id).Path | Should -Be $b.Path
            (Test-SchoolBackup $id).Valid | Should -BeTrue
            (Get-SchoolBackupTable $id).Name | Should -Be 'books'
            (Restore-SchoolBackup $id -TargetDatabase library_by_id -NoSafetyBackup -PassThru -Confirm:$false @connection).Rows | Should -Be 2
            (Export-SchoolBackup $id "./$id.sql").BackupPath | Should -Be $b.Path
        }
        Remove-Database library_by_id
    }

    It 'that nobody has is no backup' {
        $fault = $(try { Test-SchoolBackup ffffffff -ErrorAction Stop } catch { $_ })
        $fault.FullyQualifiedErrorId | Should -Be 'BackupNotFound,SchoolBackup.Cmdlets.TestSchoolBackup'
    }

    It 'removes its backup' {
        $one = New-SchoolBackup school @connection
        Remove-SchoolBackup $one.Id -Confirm:$false
        Test-Path $one.Path | Should -BeFalse
        Test-Path $b.Path | Should -BeTrue
    }
}

Describe 'The history in the database' {
    AfterAll { Remove-Database schoolbackup }

    It 'is kept when it is asked for, failed runs too' {
        $null = New-SchoolBackup library @connection
        Get-Sql "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'schoolbackup'" | Should -Be 0
        $b = New-SchoolBackup library -RecordHistory -RunType Scheduled @connection
        $null = New-SchoolBackup not_there -RecordHistory -ErrorAction SilentlyContinue @connection
        Get-Sql 'SELECT id, file, size, type, status FROM schoolbackup.history WHERE number = 1' | Should -Be "$($b.Id)`t$($b.Filename)`t$($b.Size)`tscheduled`tcompleted"
        Get-Sql 'SELECT type, status, LEFT(error, 16) FROM schoolbackup.history WHERE number = 2' | Should -Be "manual`tfailed`tDatabaseNotFound"
    }
}

Describe 'Passphrases of older backups' {
    It 'open them beside the key of today' {
        Set-Content words 'correct horse battery staple'
        if (-not $IsWindows) { chmod 600 words }
        $null = New-SchoolBackupKey ./today.key
        $old = New-SchoolBackup library -PassphraseFile ./words @connection
        $new = New-SchoolBackup library -KeyFile ./today.key @connection
        ($old, $new | Test-SchoolBackup -KeyFile ./today.key -OldPassphraseFile ./words).Valid | Should -Be $true, $true
    }
}
