BeforeAll { . $PSScriptRoot/School.ps1 }

Describe 'What people type out of habit' {
    BeforeEach { $folder = Enter-Folder }
    AfterEach { Exit-Folder $folder }

    It 'a list where nobody has backed up yet is empty, with a warning' {
        Get-SchoolBackup -WarningVariable said -WarningAction SilentlyContinue -ErrorAction Stop | Should -BeNullOrEmpty
        "$said" | Should -Match ([regex]::Escape((Join-Path $folder backups)))
        { Get-SchoolBackup -Path ./backups -ErrorAction Stop } | Should -Throw -ErrorId 'PathInvalid,*'
    }

    It 'a pattern behind a folder' {
        $one, $two = 1, 2 | ForEach-Object { New-OldBackup (Get-Date).AddDays(-$_) school }
        (Get-SchoolBackup ./backups/*.sql).Filename | Should -Be $one, $two
        (Get-SchoolBackup "$folder/backups/*.sql" -Latest).Filename | Should -Be $one
        Get-SchoolBackup ./backups/*.zip | Should -BeNullOrEmpty
    }

    It 'the configuration shows whole paths' {
        ((Get-SchoolBackupConfiguration -ExternalPath ./usb) | Where-Object Name -In Path, ExternalPath).Value | Should -Be (Join-Path $folder backups), (Join-Path $folder usb)
    }

    It 'times with and without a zone' {
        $one, $two = 1, 3 | ForEach-Object { New-OldBackup (Get-Date).AddDays(-$_) school }
        foreach ($time in [datetimeoffset]::Now.AddDays(-2), (Get-Date).AddDays(-2), (Get-Date).ToUniversalTime().AddDays(-2)) {
            (Get-SchoolBackup -After $time).Filename | Should -Be $one
            (Get-SchoolBackup -Before $time).Filename | Should -Be $two
        }
    }

    It '-Verbose of a list and of a cleanup says what is read, and why each stays or goes' {
        $one, $two = 1, 2 | ForEach-Object { New-OldBackup (Get-Date).AddDays(-$_) school }
        (Get-SchoolBackup -Latest -Verbose 4>&1) -join "`n" | Should -Match "Reading .*backups(?s).*Not asked for: $two"
        (Remove-StaleSchoolBackup -KeepLast 1 -WhatIf -Verbose 4>&1) -join "`n" | Should -Match "Keep $one"
    }

    It 'a rotation with -WhatIf says what it would do' {
        $null = New-SchoolBackupKey ./old.key
        $null = New-SchoolBackupKey ./new.key
        $null = New-SchoolBackup library -KeyFile ./old.key @connection
        (Update-SchoolBackupKey -KeyFile ./old.key -NewKeyFile ./new.key -WhatIf).Outcome | Should -Be WouldRotate
        (Update-SchoolBackupKey -KeyFile ./old.key -NewKeyFile ./new.key -Confirm:$false).Outcome | Should -Be Rotated
    }
}
