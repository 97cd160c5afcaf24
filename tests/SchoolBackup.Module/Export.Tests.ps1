BeforeAll {
    . $PSScriptRoot/School.ps1
    $folder = Enter-Folder
    $key = New-SchoolBackupKey
    $backup = New-SchoolBackup school -Key $key @connection
    $password = ConvertTo-SecureString 'a school''s own words' -AsPlainText
}
AfterAll {
    Exit-Folder $folder
    Remove-Database school_copy
}

Describe 'An export' {
    It 'opens an encrypted backup for good: to <_>, which restores without the key' -ForEach 'open.sql', 'open.sql.gz' {
        $exported = $backup | Export-SchoolBackup -Destination ./$_ -Key $key
        $exported.Path | Should -Be (Join-Path $folder $_)
        $exported.Size | Should -Be (Get-Item $_).Length
        $exported.Rows | Should -Be 502
        $exported.BackupPath | Should -Be $backup.Path
        (Test-SchoolBackup ./$_).Valid | Should -BeTrue
        Restore-SchoolBackup ./$_ -TargetDatabase school_copy -NoSafetyBackup -Confirm:$false @connection
        Get-Sql 'SELECT COUNT(*) FROM school_copy.pupils' | Should -Be 500
        if (-not $IsWindows) { (Get-Item $_).UnixFileMode | Should -Be ([IO.UnixFileMode] 'UserRead, UserWrite') }
    }

    It 'makes a CSV of one table, of a backup that is named' {
        Export-SchoolBackup $backup.Filename ./pupils.csv -Table pupils -Key $key | Get-Item | ForEach-Object Name | Should -Be pupils.csv
        $rows = Import-Csv pupils.csv
        $rows.Count | Should -Be 500
        $rows[0].name | Should -Be 'pupil 1'
    }

    It 'makes a ZIP that is closed without its password' {
        $exported = $backup | Export-SchoolBackup -Destination ./school.zip -ZipPassword $password -Key $key
        $exported.Rows | Should -Be 502
        $zip = [IO.Compression.ZipFile]::OpenRead("$folder/school.zip")
        try {
            $zip.Entries.Name | Should -Be school.sql
            { $zip.Entries[0].Open() } | Should -Throw
        }
        finally { $zip.Dispose() }
    }

    It 'writes over nothing without -Force' {
        Set-Content mine.sql mine
        $backup | Export-SchoolBackup -Destination ./mine.sql -Key $key -ErrorAction SilentlyContinue -ErrorVariable trouble
        $trouble.FullyQualifiedErrorId | Should -Be 'BackupExists,SchoolBackup.Cmdlets.ExportSchoolBackup'
        $trouble[0].ErrorDetails.RecommendedAction | Should -Match '-Force'
        Get-Content mine.sql | Should -Be mine
        $backup | Export-SchoolBackup -Destination ./mine.sql -Key $key -Force | Should -Not -BeNullOrEmpty
        Get-Content mine.sql -TotalCount 1 | Should -BeLike '-- SchoolBackup archive*'
    }

    It 'is only told by -WhatIf, which looks whether it would do' {
        $backup | Export-SchoolBackup -Destination ./would.sql -Key $key -WhatIf | Should -BeNullOrEmpty
        { $backup | Export-SchoolBackup -Destination ./would.sql -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId 'KeyMissing,*'
        Get-ChildItem would.* | Should -BeNullOrEmpty
    }

    It 'is refused: <Name>' -ForEach @(
        @{ Name = 'a name that says no format'; Id = 'InvalidOption'; Action = 'let it end in \.sql'; With = @{ Destination = './school.txt' } }
        @{ Name = 'a CSV of nothing'; Id = 'InvalidOption'; Action = '-Table'; With = @{ Destination = './x.csv' } }
        @{ Name = 'a CSV of a table that is not there'; Id = 'TableNotFound'; Action = 'classes, pupils'; With = @{ Destination = './x.csv'; Table = 'pupil' } }
        @{ Name = 'one table where all would be written'; Id = 'InvalidOption'; Action = '-Table'; With = @{ Destination = './x.sql'; Table = 'pupils' } }
        @{ Name = 'a ZIP without a password'; Id = 'InvalidOption'; Action = '-ZipPassword'; With = @{ Destination = './x.zip' } }
        @{ Name = 'a password where nothing would ask for it'; Id = 'InvalidOption'; Action = '-ZipPassword'; With = @{ Destination = './x.sql.gz'; ZipPassword = ConvertTo-SecureString 'a school''s own words' -AsPlainText } }
        @{ Name = 'a folder that is not there'; Id = 'PathInvalid'; Action = 'folder'; With = @{ Destination = './none/x.sql' } }
    ) {
        $backup | Export-SchoolBackup -Key $key @With -ErrorAction SilentlyContinue -ErrorVariable trouble
        $trouble.FullyQualifiedErrorId | Should -Be "$Id,SchoolBackup.Cmdlets.ExportSchoolBackup"
        $trouble[0].ErrorDetails.RecommendedAction | Should -Match $Action
        $trouble[0].TargetObject | Should -Be $backup.Path
        Get-ChildItem x.* | Should -BeNullOrEmpty
    }

    It 'of two backups in one pipeline refuses the second, even with -Force' {
        $backup, $backup | Export-SchoolBackup -Destination ./two.sql -Force -Key $key -ErrorAction SilentlyContinue -ErrorVariable trouble | Should -HaveCount 1
        $trouble.FullyQualifiedErrorId | Should -Be 'InvalidOption,SchoolBackup.Cmdlets.ExportSchoolBackup'
    }
}

Describe 'The School ERP''s format' {
    BeforeAll {
        Get-Sql 'CREATE DATABASE school_erp' | Out-Null
        New-SchoolBackup school @connection -Path ./plain | Restore-SchoolBackup -TargetDatabase school_erp -Confirm:$false @connection
        $rows = New-SchoolBackup school_erp -Format Json -Key $key -WarningAction SilentlyContinue -WarningVariable said @connection
    }
    AfterAll { Remove-Database school_erp }

    It 'is made, listed and tested' {
        $rows.Filename | Should -BeLike '*_school_erp.json.enc'
        $rows.Rows | Should -Be 502
        $rows.Encrypted | Should -BeTrue
        "$said" | Should -Match 'rows only'
        (Get-SchoolBackup -Database school_erp -Key $key).Tool | Should -Be 'School ERP'
        (Test-SchoolBackup $rows -Key $key).Valid | Should -BeTrue
    }

    It 'is restored by upsert: what is lost comes back, and what is new stays' {
        Get-Sql 'DELETE FROM pupils WHERE id > 100; UPDATE classes SET name = ''lost''; INSERT INTO classes VALUES (3, ''1c'')' school_erp | Out-Null
        $result = $rows | Restore-SchoolBackup -Mode Upsert -NoSafetyBackup -PassThru -Confirm:$false -Key $key @connection
        $result.RecordsRestored | Should -Be 502
        $result.Rows | Should -Be 502
        Get-Sql 'SELECT COUNT(*) FROM pupils' school_erp | Should -Be 500
        Get-Sql 'SELECT GROUP_CONCAT(name ORDER BY id) FROM classes' school_erp | Should -Be '1a,1b,1c'
    }

    It 'is restored by the swap as well, and -WhatIf of an upsert says what it would do' {
        ($rows | Restore-SchoolBackup -Mode Swap -NoSafetyBackup -PassThru -Confirm:$false -Key $key @connection).RestoredTables | Should -Be 2
        Get-Sql 'SELECT COUNT(*) FROM classes' school_erp | Should -Be 2
        $said = pwsh -NoProfile -Command "Import-Module '$modulePath'; `$c = [pscredential]::new('root', (ConvertTo-SecureString '$($global:SchoolServer.RootPassword)' -AsPlainText)); Restore-SchoolBackup '$($backup.Path)' -Mode Upsert -WhatIf -Key (ConvertTo-SecureString '$(ConvertFrom-SecureString $key -AsPlainText)' -AsPlainText) -Server 127.0.0.1 -Port $($connection.Port) -Credential `$c" | Out-String
        $said | Should -Match 'What if: Insert and update rows in 2 tables of school'
    }

    It 'is refused: <Name>' -ForEach @(
        @{ Name = 'without a key'; Id = 'KeyMissing'; Script = { New-SchoolBackup school_erp -Format Json @connection } }
        @{ Name = 'with a passphrase'; Id = 'KeyInvalid'; Script = { New-SchoolBackup school_erp -Format Json -Passphrase $password @connection } }
        @{ Name = 'of several databases'; Id = 'InvalidOption'; Script = { New-SchoolBackup school_erp, school -Together -Format Json -Key $key @connection } }
        @{ Name = 'an upsert in place'; Id = 'InvalidOption'; Script = { $rows | Restore-SchoolBackup -Mode Upsert -InPlace -Key $key -Confirm:$false @connection } }
        @{ Name = 'an upsert that would keep what it replaces'; Id = 'InvalidOption'; Script = { $rows | Restore-SchoolBackup -Mode Upsert -KeepPrevious -Key $key -Confirm:$false @connection } }
    ) {
        { & $Script -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
    }
}
