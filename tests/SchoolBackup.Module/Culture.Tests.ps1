BeforeAll { . $PSScriptRoot/School.ps1 }

# PowerShell has the user's culture, whatever the command line does.
Describe 'Under <_>' -ForEach 'sv-SE', 'tr-TR', 'ar-SA', 'fa-IR', 'th-TH' {
    BeforeAll {
        $before = [cultureinfo]::CurrentCulture
        $folder = Enter-Folder
        Get-Sql 'CREATE DATABASE culture CHARACTER SET utf8mb4; USE culture; CREATE TABLE culture.INFO (id INT PRIMARY KEY, d DOUBLE, x VARCHAR(20)) CHARACTER SET utf8mb4; INSERT INTO culture.INFO SELECT -seq, -seq / 8, ''Iı'' FROM seq_1_to_1000' | Out-Null
        $expected = New-SchoolBackup culture -NoCompression @connection
        [cultureinfo]::CurrentCulture = $_
    }
    AfterAll {
        [cultureinfo]::CurrentCulture = $before
        Remove-Database culture, culture_copy
        Exit-Folder $folder
    }

    It 'a backup of negative keys holds the same rows' {
        $rows = { Select-String '^[(]-' $args[0] | ForEach-Object Line }
        $made = New-SchoolBackup culture -NoCompression @connection
        $made.Filename | Should -Match '^backup_20\d\d-'
        $text = & $rows $made.Path
        $text | Should -HaveCount 1000
        $text | Should -Be (& $rows $expected.Path)
    }

    It 'it is found, proven and restored' {
        $found = Get-SchoolBackup -Latest
        $found.Filename | Should -Match '^backup_20\d\d-'
        ($found | Test-SchoolBackup -Level Restore @connection).Valid | Should -BeTrue
        Restore-SchoolBackup $found.Filename -TargetDatabase culture_copy -Confirm:$false @connection | Out-Null
        Get-Sql 'SELECT SUM(id), SUM(d) FROM culture_copy.INFO' | Should -Be (Get-Sql 'SELECT SUM(id), SUM(d) FROM culture.INFO')
    }

    It 'retention takes times as they are' {
        New-OldBackup (Get-Date).AddDays(-400) culture | Out-Null
        (Remove-StaleSchoolBackup -Database culture -KeepDaily 2 -WhatIf).Where{ $_.Action -eq 'Remove' } | Should -HaveCount 1
    }
}
