BeforeAll {
    . $PSScriptRoot/School.ps1
    $folder = Enter-Folder
    $school = New-SchoolBackup school @connection
    $library = New-SchoolBackup library @connection
    $both = New-SchoolBackup school, library -Together -Path ./together @connection
    $quiet = @{ NoSafetyBackup = $true; Confirm = $false }
}
AfterAll {
    Exit-Folder $folder
    Remove-Database tables_copy, tables_school, tables_library
}

Describe 'Tables that come down the pipeline' {
    It 'are restored from their backups, each into the database that is named' {
        $school, $library | Get-SchoolBackupTable | Where-Object Name -In pupils, classes | Restore-SchoolBackup -TargetDatabase tables_copy -PassThru @quiet @connection | ForEach-Object RestoredTables | Should -Be 2
        Get-Sql 'SELECT COUNT(*) FROM tables_copy.pupils' | Should -Be 500
        Get-Sql 'DELETE FROM tables_copy.classes WHERE id = 9; DELETE FROM tables_copy.pupils' | Out-Null
        $school | Get-SchoolBackupTable | Where-Object Name -EQ pupils | Restore-SchoolBackup -TargetDatabase tables_copy @quiet @connection
        Get-Sql 'SELECT COUNT(*) FROM tables_copy.pupils' | Should -Be 500
    }

    It 'of two backups for one database are refused before any is restored' {
        Get-Sql 'DELETE FROM tables_copy.pupils' | Out-Null
        $school, $library | Get-SchoolBackupTable | Restore-SchoolBackup -TargetDatabase tables_copy @quiet @connection -ErrorAction SilentlyContinue -ErrorVariable trouble
        $trouble.FullyQualifiedErrorId | Should -Be 'InvalidOption,SchoolBackup.Cmdlets.RestoreSchoolBackup'
        Get-Sql 'SELECT COUNT(*) FROM tables_copy.pupils' | Should -Be 0
    }

    It 'of a backup of several databases come from theirs' {
        $both | Get-SchoolBackupTable | Where-Object Name -EQ books | Restore-SchoolBackup -TargetDatabase tables_library @quiet @connection
        Get-Sql 'SELECT COUNT(*) FROM tables_library.books' | Should -Be 2
        Get-Sql "SELECT GROUP_CONCAT(table_name) FROM information_schema.tables WHERE table_schema = 'tables_library'" | Should -Be books
    }

    It 'are exported into a folder, each under a name of its own' {
        $made = $school, $library | Get-SchoolBackupTable | Export-SchoolBackup -Destination ./csv/
        $made.Filename | Should -Be ($school.Filename -replace '\.sql\.gz$', '.school.classes.csv'), ($school.Filename -replace '\.sql\.gz$', '.school.pupils.csv'), ($library.Filename -replace '\.sql\.gz$', '.library.books.csv')
        (Import-Csv $made[1].Path).Count | Should -Be 500
        ($both | Get-SchoolBackupTable | Where-Object Name -EQ books | Export-SchoolBackup -Destination ./books.csv).Rows | Should -Be 2
    }

    It 'take no backup with them where one would be removed, tested or rotated' {
        $tables = $school | Get-SchoolBackupTable
        $tables[0].PSObject.Properties.Name | Should -Not -Contain 'Backup'
        $tables | Remove-SchoolBackup -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable trouble
        $tables | Remove-StaleSchoolBackup -KeepLast 1 -Confirm:$false -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $trouble.Count | Should -Be 2
        Test-Path $school.Path | Should -BeTrue
    }

    It 'read back from a CSV are tables still' {
        $school | Get-SchoolBackupTable | Where-Object Name -EQ classes | Export-Csv tables.csv
        Import-Csv tables.csv | Restore-SchoolBackup -TargetDatabase tables_school @quiet @connection
        Get-Sql "SELECT GROUP_CONCAT(table_name) FROM information_schema.tables WHERE table_schema = 'tables_school'" | Should -Be classes
    }
}

Describe 'The newest of two databases' {
    It 'is not restored into one database, and the error says which to choose' {
        Remove-Database tables_copy
        Get-SchoolBackup -Latest | Restore-SchoolBackup -TargetDatabase tables_copy @quiet @connection -ErrorAction SilentlyContinue -ErrorVariable trouble
        $trouble.FullyQualifiedErrorId | Should -Be 'InvalidOption,SchoolBackup.Cmdlets.RestoreSchoolBackup'
        $trouble.ErrorDetails.RecommendedAction | Should -Match '-Database NAME'
        Get-Sql "SHOW DATABASES LIKE 'tables_copy'" | Should -BeNullOrEmpty
    }
}

Describe 'The exit code of pwsh' {
    BeforeAll {
        New-Item exit -ItemType Directory | Out-Null
        $good = (Copy-Item $library.Path exit -PassThru).FullName
        $bad = (Copy-Item $school.Path exit -PassThru).FullName
        $bytes = [IO.File]::ReadAllBytes($bad)
        $bytes[$bytes.Length / 2] = $bytes[$bytes.Length / 2] -bxor 1
        [IO.File]::WriteAllBytes($bad, $bytes)
        function Get-ExitCode([string] $Command) {
            pwsh -NoProfile -Command "Import-Module '$modulePath'; $Command" *> $null
            $LASTEXITCODE
        }
    }

    It 'is 1 with -FailOnInvalid when a backup is damaged, and 0 when none is' {
        Get-ExitCode "Test-SchoolBackup '$good' -FailOnInvalid" | Should -Be 0
        Get-ExitCode "'$bad', '$good' | Test-SchoolBackup -FailOnInvalid" | Should -Be 1
        Set-Content job.ps1 "Import-Module '$modulePath'; `$ErrorActionPreference = 'Stop'; Get-SchoolBackup -Path ./exit | Test-SchoolBackup -FailOnInvalid; 'not reached'"
        pwsh -NoProfile -File job.ps1 *> $null
        $LASTEXITCODE | Should -Be 1
    }

    It 'comes with a result and an error for each' {
        $found = $bad, $good | Test-SchoolBackup -FailOnInvalid -ErrorAction SilentlyContinue -ErrorVariable trouble
        $found.Valid | Should -Be $false, $true
        $trouble.FullyQualifiedErrorId | Should -Be 'BackupDamaged,SchoolBackup.Cmdlets.TestSchoolBackup'
        $trouble.TargetObject | Should -Be $bad
    }
}
