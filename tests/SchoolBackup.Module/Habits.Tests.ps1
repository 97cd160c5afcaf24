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

    It 'wildcards behind every cmdlet that takes backups' {
        $one, $two = 1, 2 | ForEach-Object { New-OldBackup (Get-Date).AddDays(-$_) school }
        (Test-SchoolBackup ./backups/*.sql -Level Checksum).Filename | Should -Be $one, $two
        (Test-SchoolBackup *.sql -Level Checksum).Filename | Should -Be $one, $two
        { Test-SchoolBackup *.zip -ErrorAction Stop } | Should -Throw -ErrorId 'BackupNotFound,*'
        Remove-SchoolBackup *_school.sql -Confirm:$false
        Get-SchoolBackup -Path ./backups | Should -BeNullOrEmpty
    }

    It 'several folders, and patterns of folders' {
        $a, $b = 1, 2 | ForEach-Object { New-OldBackup (Get-Date).AddDays(-$_) school "./school$_" }
        (Get-SchoolBackup -Path ./school1, ./school2).Filename | Should -Be $a, $b
        (Get-SchoolBackup -Path ./school*).Filename | Should -Be $a, $b
        (Get-SchoolBackup -Path ./school2, ./school1 -Latest).Filename | Should -Be $a
        (Test-SchoolBackup $b -Path ./school* -Level Checksum).Path | Should -Be (Join-Path $folder school2 $b)
        @(Get-SchoolBackup $b -Path ./school*).Count | Should -Be 1
        (Remove-StaleSchoolBackup -Path ./school* -KeepLast 1 -WhatIf).Action | Should -Be Keep, Keep
        $decided = Get-SchoolBackup -Path ./school2 | Remove-StaleSchoolBackup -Path ./school* -KeepLast 1 -WhatIf
        $decided.Filename | Should -Be $b
        { Get-SchoolBackup -Path ./none* -ErrorAction Stop } | Should -Throw -ErrorId 'PathInvalid,*'
        { New-SchoolBackup school -Path ./school* @connection -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidOption,*'
    }

    It 'all databases of the server' {
        (New-SchoolBackup -AllDatabases @connection).Database | Should -Contain library
        { New-SchoolBackup school -AllDatabases @connection } | Should -Throw -ErrorId 'InvalidOption,*'
    }

    It '-Latest is the newest of each database, and of one when it is named' {
        $null = New-OldBackup (Get-Date).AddDays(-3) school
        $school, $library = 'school', 'library' | ForEach-Object { New-OldBackup (Get-Date).AddDays(-1) $_ }
        (Get-SchoolBackup -Latest).Filename | Sort-Object | Should -Be ($school, $library | Sort-Object)
        (Get-SchoolBackup -Latest -Database school).Filename | Should -Be $school
        (Get-SchoolBackup -Latest 2).Count | Should -Be 3
        Get-SchoolBackup | Select-Object -First 1 | Should -HaveCount 1
    }

    It 'a run of another process is waited for, as long as somebody wants to' {
        $null = New-Item -ItemType Directory ./backups
        $lock = [IO.File]::Open((Join-Path $folder backups .schoolbackup.lock), 'OpenOrCreate', 'ReadWrite', 'None')
        try { New-SchoolBackup library -LockTimeout 1 @connection -ErrorAction SilentlyContinue -ErrorVariable refused } finally { $lock.Dispose() }
        $refused.FullyQualifiedErrorId | Should -Match '^RepositoryLocked'
        $refused.ErrorDetails.RecommendedAction | Should -Match '-LockTimeout SECONDS'
        $lock = [IO.File]::Open((Join-Path $folder backups .schoolbackup.lock), 'OpenOrCreate', 'ReadWrite', 'None')
        $job = Start-ThreadJob { Import-Module $using:modulePath; Set-Location $using:folder; New-SchoolBackup library -LockTimeout 600 -Verbose @using:connection 4>&1 }
        $deadline = (Get-Date).AddMinutes(2)
        while ("$($job.Output)" -notmatch 'Waiting for another run' -and (Get-Date) -lt $deadline) { Start-Sleep -Milliseconds 100 }
        $lock.Dispose()
        ($job | Receive-Job -Wait -AutoRemoveJob)[-1].Rows | Should -Be 2
    }

    It 'views under ConstrainedLanguage show numbers, too' {
        $one = New-OldBackup (Get-Date).AddDays(-1) school
        $runspace = [runspacefactory]::CreateRunspace()
        $runspace.Open()
        try {
            $invoke = { param($Script) $shell = [powershell]::Create($runspace); $null = $shell.AddScript($Script); $shell.Invoke(); $shell.Dispose() }
            & $invoke "Import-Module '$modulePath'; Set-Location '$folder'"
            & $invoke '$ExecutionContext.SessionState.LanguageMode = "ConstrainedLanguage"'
            & $invoke 'Get-SchoolBackup | Out-String -Width 100' | Should -Match "\d MiB - +$([regex]::Escape($one))"
            & $invoke 'Get-SchoolBackup | Format-List | Out-String -Width 100' | Should -Match 'Size +: \d'
            & $invoke 'Remove-StaleSchoolBackup -WhatIf | Out-String -Width 100' | Should -Match '(?s)Keep .*MiB.*not older than 30 days'
        }
        finally { $runspace.Dispose() }
    }

    It 'a decision and its reason fit 80 columns, and no word is broken' {
        $one, $two = 1, 40 | ForEach-Object { New-OldBackup (Get-Date).AddDays(-$_) school }
        $decided = Remove-StaleSchoolBackup -RetentionDays 30 -WhatIf
        $lines = ($decided | Out-String -Width 79) -split '\r?\n'
        $words = ($lines -join ' ') -split '\s+'
        foreach ($word in $decided.Reason -split '\s+') { $words | Should -Contain $word }
        $lines | Where-Object Length -GT 79 | Should -BeNullOrEmpty
    }
}
