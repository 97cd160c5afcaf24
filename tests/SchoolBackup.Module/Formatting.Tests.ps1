BeforeAll {
    . $PSScriptRoot/School.ps1
    $folder = Enter-Folder
    $backup = New-SchoolBackup school @connection
}
AfterAll { Exit-Folder $folder }

Describe 'What is shown' {
    BeforeAll { $PSStyle.OutputRendering = 'PlainText' }

    It 'is a table of backups that fits 120 columns, with sizes for people' {
        $text = $backup | Out-String -Width 120
        $text | Should -Match 'Timestamp +Database +Size +Rows +Valid +Location +Filename'
        $text | Should -Match "school +[\d.]+ KiB +502 +not checked +local +$($backup.Filename)"
    }

    It 'is a list with everything' {
        $text = $backup | Format-List | Out-String
        foreach ($part in 'Size +: [\d.]+ KiB', 'Duration +: [\d.]+ s', 'Tool +: SchoolBackup', "Path +: $([regex]::Escape($backup.Path))") { $text | Should -Match $part }
    }

    It 'has a view for <Type>' -ForEach @(
        @{ Type = 'TestResult'; Script = { $backup | Test-SchoolBackup -Level Restore @connection }; Pattern = 'yes +Restore +2 +502 +[\d.]+ s +[\d.]+ s +backup_' }
        @{ Type = 'RetentionDecision'; Script = { Remove-StaleSchoolBackup -WhatIf }; Pattern = 'Keep +[\d.]+ KiB backup_.*not older than 30 days' }
        @{ Type = 'TableInfo'; Script = { $backup | Get-SchoolBackupTable }; Pattern = 'school +pupils +Base +InnoDB +500 +[\d.]+ KiB [0-9a-f]{16}' }
        @{ Type = 'ConfigurationSetting'; Script = { Get-SchoolBackupConfiguration -Port 3307 }; Pattern = 'Port +3307 +-Port' }
        @{ Type = 'ExportResult'; Script = { $backup | Export-SchoolBackup -Destination ./shown.sql -Force }; Pattern = '[\d.]+ KiB +502 +[\d.]+ s .*shown\.sql' }
        @{ Type = 'KeyInfo'; Script = { New-SchoolBackupKey "./$([guid]::NewGuid()).key" }; Pattern = '[0-9a-f]{16} .*\.key' }
        @{ Type = 'RotationResult'; Script = { $key = New-SchoolBackupKey; $rotated = "./$([guid]::NewGuid())"; New-SchoolBackup library -Path $rotated -Key $key @connection | Out-Null; Update-SchoolBackupKey -Path $rotated -Key $key -NewKey $key -WhatIf }; Pattern = 'AlreadyDone [0-9a-f]{16} backup_.*\.sql\.gz\.enc' }
        @{ Type = 'RestoreResult'; Script = { $backup | Restore-SchoolBackup -TargetDatabase school_shown -PassThru -Confirm:$false @connection; Remove-Database school_shown }; Pattern = 'school_shown +2 +502 +[\d.]+ s yes' }
    ) {
        & $Script | Out-String -Width 160 | Should -Match $Pattern
        & $Script | Format-List | Out-String | Should -Match '\w+ +: '
    }

    It 'leaves the properties raw' {
        $backup.Size | Should -BeOfType ([long])
        $backup.Duration | Should -BeOfType ([timespan])
        $backup.Timestamp | Should -BeOfType ([datetime])
        $backup.Size | Should -Be (Get-Item $backup.Path).Length
    }
}

Describe 'What crosses a border' {
    It 'Export-Clixml and Import-Clixml keep every property, and the views' {
        $backup | Export-Clixml crossed.xml
        $crossed = Import-Clixml crossed.xml
        foreach ($property in $backup.PSObject.Properties.Name) { $crossed.$property | Should -Be $backup.$property -Because $property }
        ($crossed | Out-String -Width 120) | Should -Be ($backup | Out-String -Width 120)
        ($crossed | Test-SchoolBackup -Level Checksum).Valid | Should -BeTrue
        (Test-SchoolBackup -Backup $crossed).Valid | Should -BeTrue
    }

    It 'ConvertTo-Json has the names of the seeds' {
        $json = $backup | ConvertTo-Json | ConvertFrom-Json
        $json.PSObject.Properties.Name | Should -Contain 'Filename'
        foreach ($name in 'Timestamp', 'Size', 'Compressed', 'Location', 'Duration') { $json.PSObject.Properties.Name | Should -Contain $name }
    }
}
