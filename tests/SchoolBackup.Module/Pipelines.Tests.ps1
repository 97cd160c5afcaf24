BeforeAll { . $PSScriptRoot/School.ps1 }

Describe 'A day with the module' {
    BeforeEach { $folder = Enter-Folder }
    AfterEach {
        Exit-Folder $folder
        Remove-Database school_copy, school_of_two
    }

    It 'backs up, lists, proves, restores and cleans up, as the tour shows' {
        $b = New-SchoolBackup -Database school -Server 127.0.0.1 -Port $connection.Port -Credential $credential
        $b.Database | Should -Be school
        $b.Rows | Should -Be 502
        $b.Path | Should -Be (Join-Path $folder "backups/$($b.Filename)")
        Test-Path $b.Path | Should -BeTrue

        $tested = Get-SchoolBackup -Latest | Test-SchoolBackup -Level Restore @connection
        $tested.Valid | Should -BeTrue
        $tested.EstimatedRecoveryTime | Should -BeGreaterThan ([timespan]::Zero)
        Get-Sql "SHOW DATABASES LIKE '%drill%'" | Should -BeNullOrEmpty

        $old = New-OldBackup (Get-Date).AddDays(-40) school
        Get-SchoolBackup | Where-Object Timestamp -LT (Get-Date).AddDays(-30) | Remove-SchoolBackup -WhatIf
        Test-Path backups/$old | Should -BeTrue

        Get-SchoolBackup -Latest | Restore-SchoolBackup -TargetDatabase school_copy -Confirm:$false @connection | Should -BeNullOrEmpty
        Get-Sql 'SELECT COUNT(*) FROM school_copy.pupils' | Should -Be 500

        $decisions = Remove-StaleSchoolBackup -RetentionDays 30 -WhatIf
        $decisions.Action | Should -Be 'Keep', 'Remove'
        $decisions[1].Filename | Should -Be $old
        Test-Path backups/$old | Should -BeTrue
        (Get-SchoolBackup)[0].Valid | Should -BeTrue
    }

    It 'takes databases from the pipeline, a file for each' {
        $made = 'school', 'library' | New-SchoolBackup @connection
        $made.Database | Should -Be school, library
        (Get-ChildItem backups/*.sql.gz).Count | Should -Be 2
    }

    It 'puts several into one file with -Together, and restores the one that is named' {
        $made = 'school', 'library' | New-SchoolBackup -Together @connection
        $made.Databases | Should -Be school, library
        $made.Database | Should -BeNullOrEmpty
        $made | Restore-SchoolBackup -SourceDatabase library -TargetDatabase school_of_two -Confirm:$false @connection
        Get-Sql 'SELECT COUNT(*) FROM school_of_two.books' | Should -Be 2
    }

    It 'writes to every place, and removes from each' {
        $made = New-SchoolBackup library -ExternalPath ./usb, ./nas @connection
        $made.Location | Should -Be both
        (Get-ChildItem backups, usb, nas -File | Get-FileHash).Hash | Select-Object -Unique | Should -HaveCount 1
        (Get-SchoolBackup -ExternalPath ./usb, ./nas).Location | Should -Be both
        $made | Remove-SchoolBackup -ExternalPath ./usb, ./nas -Confirm:$false
        Get-ChildItem backups, usb, nas -File | Should -BeNullOrEmpty
    }

    It 'names what a bucket cannot be' {
        { Get-SchoolBackup -Path 's3://No_Bucket/a' -ErrorAction Stop } | Should -Throw -ErrorId 'PathInvalid,*'
        { Get-SchoolBackup -Path 's3://school-backups?endpoint=minio' -ErrorAction Stop } | Should -Throw -ErrorId 'PathInvalid,*'
    }

    It 'chooses tables, and leaves out what is not to be in' {
        $some = New-SchoolBackup school -Table cl* @connection
        ($some | Get-SchoolBackupTable).Name | Should -Be classes
        $some.Kind | Should -Be Chosen
        $most = New-SchoolBackup school -ExcludeTable classes -StructureOnly pupils -NoCompression -Path ./plain @connection
        $most.Compressed | Should -BeFalse
        $tables = $most | Get-SchoolBackupTable
        $tables.Name | Should -Be pupils
        $tables.ContentHash | Should -BeNullOrEmpty
    }

    It 'tells each table with its rows, size and hash' {
        $tables = New-SchoolBackup school @connection | Get-SchoolBackupTable
        $tables.Name | Should -Be classes, pupils
        $tables.Rows | Should -Be 2, 500
        $tables[1].Size | Should -BeGreaterThan 5000
        $tables[1].ContentHash | Should -Match '^[0-9a-f]{16}$'
    }

    It 'pipes backups into the cmdlets of others' {
        New-SchoolBackup library @connection | Get-Item | Copy-Item -Destination (New-Item usb -ItemType Directory)
        Get-ChildItem usb/*.gz | Test-SchoolBackup -Quiet | Should -BeTrue
        Get-SchoolBackup | Get-FileHash | ForEach-Object Hash | Should -Match '^[0-9A-F]{64}$'
    }

    It 'restores with -PassThru and -KeepPrevious, and what was there comes back' {
        $b = New-SchoolBackup library @connection
        $b | Restore-SchoolBackup -TargetDatabase school_copy -NoSafetyBackup -Confirm:$false @connection
        Get-Sql 'DELETE FROM school_copy.books WHERE id = 1' | Out-Null
        $result = $b | Restore-SchoolBackup -TargetDatabase school_copy -NoSafetyBackup -KeepPrevious -PassThru -Confirm:$false @connection
        $result.RestoredTables | Should -Be 1
        $result.ContentChecked | Should -BeTrue
        Get-Sql "SELECT COUNT(*) FROM $($result.Previous).books" | Should -Be 1
        Get-Sql 'SELECT COUNT(*) FROM school_copy.books' | Should -Be 2
        Remove-Database $result.Previous
    }

    It 'keeps the safety backup beside the backup when nobody says where' {
        $b = New-SchoolBackup library -Path ./elsewhere @connection
        $b | Restore-SchoolBackup -TargetDatabase school_copy -Confirm:$false @connection
        $result = $b | Restore-SchoolBackup -TargetDatabase school_copy -PassThru -Confirm:$false @connection
        Split-Path $result.SafetyBackup | Should -Be (Join-Path $folder elsewhere)
        Test-Path backups | Should -BeFalse
    }

    It 'refuses a second backup of the same target in one pipeline' {
        $b = New-SchoolBackup library @connection
        $b, $b | Restore-SchoolBackup -TargetDatabase school_copy -NoSafetyBackup -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable trouble @connection
        $trouble.FullyQualifiedErrorId | Should -Be 'InvalidOption,SchoolBackup.Cmdlets.RestoreSchoolBackup'
    }

    It 'means the same latest backup after a restore as before, also when chosen tables were backed up since' {
        $b = New-SchoolBackup school @connection
        $b | Restore-SchoolBackup -TargetDatabase school_copy -Confirm:$false @connection
        New-SchoolBackup school -Table classes @connection | ForEach-Object Kind | Should -Be Chosen
        Get-Sql 'DELETE FROM pupils' school_copy | Out-Null
        Get-SchoolBackup -Database school -Latest | Restore-SchoolBackup -TargetDatabase school_copy -Confirm:$false @connection
        Get-Sql 'SELECT COUNT(*) FROM pupils' school_copy | Should -Be 500
        (Get-SchoolBackup -Latest).Filename | Should -Be $b.Filename
        (Get-SchoolBackup -Database school_copy).Kind | Should -Be Safety
        (Get-SchoolBackup $b.Filename).Kind | Should -Be Whole
    }

    It 'restores the tables that objects name, by -Table or down the pipeline, and no others' {
        $b = New-SchoolBackup school @connection
        $b | Restore-SchoolBackup -TargetDatabase school_copy -Confirm:$false @connection
        Get-Sql 'DELETE FROM pupils; UPDATE classes SET name = "mine"' school_copy | Out-Null
        $tables = $b | Get-SchoolBackupTable | Where-Object Name -EQ pupils
        $b | Restore-SchoolBackup -Table $tables -TargetDatabase school_copy -NoSafetyBackup -Confirm:$false @connection
        Get-Sql 'SELECT COUNT(*) FROM pupils' school_copy | Should -Be 500
        Get-Sql 'DELETE FROM pupils' school_copy | Out-Null
        $tables | Restore-SchoolBackup -TargetDatabase school_copy -NoSafetyBackup -Confirm:$false @connection
        Get-Sql 'SELECT COUNT(*) FROM pupils' school_copy | Should -Be 500
        Get-Sql 'SELECT GROUP_CONCAT(DISTINCT name) FROM classes' school_copy | Should -Be mine
    }

    It 'tests the file that an export made, and not its source' {
        New-SchoolBackup school @connection | Export-SchoolBackup -Destination ./school.sql | Test-SchoolBackup | ForEach-Object Filename | Should -Be school.sql
    }

    It 'warns of what -InPlace means while it works' {
        $b = New-SchoolBackup library @connection
        $b | Restore-SchoolBackup -TargetDatabase school_copy -InPlace -Confirm:$false -WarningVariable said -WarningAction SilentlyContinue @connection
        "$said" | Should -Match 'school_copy is incomplete until this ends'
    }

    It 'removes what is stale, and says why the rest stays' {
        $old = New-OldBackup (Get-Date).AddDays(-40) library
        New-SchoolBackup library @connection | Out-Null
        $decisions = Remove-StaleSchoolBackup -RetentionDays 30 -Confirm:$false
        $decisions.Action | Should -Be Keep, Remove
        $decisions.Reason | Should -Match 'older than 30 days'
        Test-Path backups/$old | Should -BeFalse
        (Get-SchoolBackup).Count | Should -Be 1
    }
}

Describe 'Names that look like patterns' {
    BeforeAll {
        $folder = Enter-Folder
        New-Item backups -ItemType Directory | Out-Null
        foreach ($name in 'star[1].sql', 'star1.sql', 'a`b.sql') { Set-Content -LiteralPath "backups/$name" '-- MariaDB dump 10.19  Distrib 10.11.1-MariaDB' }
    }
    AfterAll { Exit-Folder $folder }

    It 'a name that is a file''s very name is that file' {
        (Get-SchoolBackup 'star[1].sql').Filename | Should -Be 'star[1].sql'
        (Get-SchoolBackup 'a`b.sql').Filename | Should -Be 'a`b.sql'
        (Get-ChildItem backups | Get-SchoolBackup).Filename | Should -Be (Get-ChildItem backups).Name
        (Get-SchoolBackup (Join-Path $folder 'backups/star[1].sql')).Filename | Should -Be 'star[1].sql'
    }

    It 'any other one is a pattern, if it is one' {
        (Get-SchoolBackup 'star[12].sql').Filename | Should -Be star1.sql
        (Get-SchoolBackup 'star`[1`].sql').Filename | Should -Be 'star[1].sql'
        Get-SchoolBackup 'star[34].sql' | Should -BeNullOrEmpty
    }

    It 'no backup of ours has one, whatever its database is called' {
        Get-Sql 'CREATE DATABASE `star[1]`; CREATE TABLE `star[1]`.t (a INT PRIMARY KEY)' | Out-Null
        $made = New-SchoolBackup 'star[1]' -Path ./own @connection
        $made.Filename | Should -BeLike 'backup_*_star%5B1%5D.sql.gz'
        $made.Database | Should -Be 'star[1]'
        (Get-SchoolBackup $made.Filename -Path ./own).Id | Should -Be $made.Id
        (Get-ChildItem own | Get-SchoolBackup -Path ./own).Id | Should -Be $made.Id
        ($made | Get-Item).FullName | Should -Be $made.Path
        Remove-Database 'star[1]'
    }
}

Describe 'Where things lie' {
    BeforeEach { $folder = Enter-Folder }
    AfterEach { Exit-Folder $folder }

    It 'a relative path begins at the session''s location, not at the process''s folder' {
        $here = New-Item deeper -ItemType Directory
        Push-Location $here
        try { New-SchoolBackup library -Path ./mine @connection | Out-Null } finally { Pop-Location }
        Get-ChildItem deeper/mine/*.sql.gz | Should -HaveCount 1
    }

    It 'a drive of the session and ~ are paths' {
        New-PSDrive -Name Vault -PSProvider FileSystem -Root $folder -Scope Global | Out-Null
        try {
            $made = New-SchoolBackup library -Path Vault:/kept @connection
            $made.Path | Should -BeLike "$folder*kept*"
            (Get-SchoolBackup -Path Vault:/kept).Filename | Should -Be $made.Filename
            Test-SchoolBackup "Vault:/kept/$($made.Filename)" -Quiet | Should -BeTrue
        }
        finally { Remove-PSDrive Vault -Scope Global }
        $value = (Get-SchoolBackupConfiguration -Path '~/backups' | Where-Object Name -EQ Path).Value
        $value | Should -Be (Join-Path (Get-Item ~).FullName backups)
    }

    It 'a .env of the location is read, and its relative path begins there' {
        Set-Content .env "BACKUP_PATH=./from_env`nDB_HOST=127.0.0.1`nDB_PORT=$($connection.Port)`nDB_USER=root`nDB_PASSWORD=$($global:SchoolServer.RootPassword)`nDB_NAME=library"
        (New-SchoolBackup).Path | Should -BeLike "$folder*from_env*"
        $settings = Get-SchoolBackupConfiguration
        ($settings | Where-Object Name -EQ Password).Value | Should -Be '****'
        ($settings | Where-Object Name -EQ Port).Place | Should -Match 'DB_PORT in .*\.env:3'
        ($settings | Out-String) | Should -Not -Match ([regex]::Escape($global:SchoolServer.RootPassword))
    }
}

Describe 'Get-SchoolBackup' {
    BeforeAll {
        $folder = Enter-Folder
        $names = foreach ($day in 1..5) { New-OldBackup ([datetime]::new(2026, 11, $day, 2, 0, 0, [DateTimeKind]::Utc)) school }
        $other = New-OldBackup ([datetime]::new(2026, 10, 1, 2, 0, 0, [DateTimeKind]::Utc)) library
    }
    AfterAll { Exit-Folder $folder }

    It 'lists the newest first' { (Get-SchoolBackup).Filename | Should -Be ($names[4..0] + $other) }
    It 'knows wildcards in names' { (Get-SchoolBackup *2026-11-0[12]*).Filename | Should -Be $names[1..0] }
    It 'takes names from the pipeline' { ($names[0], $names[2] | Get-SchoolBackup).Filename | Should -Be $names[0], $names[2] }
    It 'filters by database' { (Get-SchoolBackup -Database lib*).Filename | Should -Be $other }
    It 'filters by time, and local times are local' {
        (Get-SchoolBackup -After '2026-11-04T02:00:00Z').Filename | Should -Be $names[4..3]
        (Get-SchoolBackup -Before '2026-11-01T02:00:00Z').Filename | Should -Be $other
        (Get-SchoolBackup $names[0]).Timestamp | Should -Be ([datetime]::new(2026, 11, 1, 2, 0, 0, [DateTimeKind]::Utc).ToLocalTime())
    }
    It 'an external folder that is missing is an error, and what lies in the repository is listed' {
        $listed = $names[0], $names[2] | Get-SchoolBackup -ExternalPath ./unplugged -ErrorAction SilentlyContinue -ErrorVariable trouble
        $listed.Filename | Should -Be $names[0], $names[2]
        $trouble.FullyQualifiedErrorId | Should -Be 'PathInvalid,SchoolBackup.Cmdlets.GetSchoolBackup'
        $trouble.TargetObject | Should -Be (Join-Path $folder unplugged)
        { Remove-StaleSchoolBackup -KeepLast 1 -ExternalPath ./unplugged -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'PathInvalid,*'
        { Remove-SchoolBackup $other -ExternalPath ./unplugged -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'PathInvalid,*'
        Test-Path backups/$other | Should -BeTrue
    }
    It '-Latest gives one of each database, -Newest so many' {
        (Get-SchoolBackup -Latest).Filename | Should -Be $names[4], $other
        (Get-SchoolBackup -Newest 2).Filename | Should -Be $names[4], $names[3], $other
    }
    It '-Latest takes a number, too' {
        (Get-SchoolBackup -Latest 2).Filename | Should -Be $names[4], $names[3], $other
        (Get-SchoolBackup *school* -Latest 2).Filename | Should -Be $names[4], $names[3]
        { Get-SchoolBackup -Latest 0 } | Should -Throw -ErrorId 'InvalidOption,*'
    }
    It 'filters what is named by its id like everything else' {
        $id = (Get-SchoolBackup $other).Id
        (Get-SchoolBackup $id -Database library).Filename | Should -Be $other
        Get-SchoolBackup $id -Database school | Should -BeNullOrEmpty
        Get-SchoolBackup $id -After '2026-10-02T00:00:00Z' | Should -BeNullOrEmpty
    }
}
