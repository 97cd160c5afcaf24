BeforeAll {
    . $PSScriptRoot/School.ps1
    $folder = Enter-Folder
    $backup = New-SchoolBackup school @connection

    function Get-Heading([string] $Text) {
        $lines = $Text -split '\r?\n'
        $rule = $lines -match '^ *-+( +-+)*$' | Select-Object -First 1
        $lines[[array]::IndexOf($lines, $rule) - 1].Trim() -split ' +'
    }

    # Where PowerShell leaves something out.
    $cut = [char] 0x2026

    # What a table says, whatever the width at which it was wrapped.
    function Get-Unwrapped([string] $Text) { $Text -replace '\r?\n +' -replace '\s' }
}
AfterAll { Exit-Folder $folder }

Describe 'What is shown' {
    BeforeAll { $PSStyle.OutputRendering = 'PlainText' }

    It 'is a table of backups, with sizes for people, below the folder' {
        $text = $backup | Out-String -Width 80
        $text | Should -Match "Folder: $([regex]::Escape((Split-Path $backup.Path))) \(local\)"
        $text | Should -Match 'Timestamp +Size Valid Filename'
        $text | Should -Match "\d\d:\d\d [\d.]+ KiB - +$([regex]::Escape($backup.Filename))"
    }

    It 'is a list with everything' {
        $text = $backup | Format-List | Out-String
        foreach ($part in 'Size +: [\d.]+ KiB', 'Duration +: [\d.]+ s', 'Tool +: SchoolBackup', "Path +: $([regex]::Escape($backup.Path))") { $text | Should -Match $part }
    }

    It 'has a view for <Type>' -ForEach @(
        @{ Type = 'TestResult'; Script = { $backup | Test-SchoolBackup -Level Restore @connection }; Pattern = 'yes +Restore +[\d.]+ s backup_' }
        @{ Type = 'RetentionDecision'; Script = { Remove-StaleSchoolBackup -WhatIf }; Pattern = '(?s)Keep +[\d.]+ KiB backup_.*not older than\s+30 days' }
        @{ Type = 'ServerInfo'; Script = { Connect-SchoolBackupServer @connection; Disconnect-SchoolBackupServer }; Pattern = '127\.0\.0\.1 +\d+ root' }
        @{ Type = 'TableInfo'; Script = { $backup | Get-SchoolBackupTable }; Pattern = '(?s)Database: school in backup_.* 500 +[\d.]+ KiB [0-9a-f]{16} pupils' }
        @{ Type = 'ConfigurationSetting'; Script = { Get-SchoolBackupConfiguration -Port 3307 }; Pattern = 'Port +3307 +-Port' }
        @{ Type = 'ExportResult'; Script = { $backup | Export-SchoolBackup -Destination ./shown.sql -Force }; Pattern = '[\d.]+ KiB +502 +[\d.]+ s .*shown\.sql' }
        @{ Type = 'KeyInfo'; Script = { New-SchoolBackupKey "./$([guid]::NewGuid()).key" }; Pattern = '[0-9a-f]{16} .*\.key' }
        @{ Type = 'RotationResult'; Script = { $key = New-SchoolBackupKey; $rotated = "./$([guid]::NewGuid())"; New-SchoolBackup library -Path $rotated -Key $key @connection | Out-Null; Update-SchoolBackupKey -Path $rotated -Key $key -NewKey $key -WhatIf }; Pattern = 'AlreadyDone [0-9a-f]{16} backup_.*\.sql\.gz\.enc' }
        @{ Type = 'RestoreResult'; Script = { $backup | Restore-SchoolBackup -TargetDatabase school_shown -PassThru -Confirm:$false @connection; Remove-Database school_shown }; Pattern = '(?s)Database +: school_shown.*RestoredTables +: 2.*Rows +: 502.*ContentChecked : True' }
    ) {
        & $Script | Out-String -Width 160 | Should -Match $Pattern
        & $Script | Format-List | Out-String | Should -Match '\w+ +: '
        $wide, $narrow = 200, 79 | ForEach-Object { & $Script | Format-Table | Out-String -Width $_ }
        Get-Heading $narrow | Should -Be (Get-Heading $wide)
        $wide, $narrow | Should -Not -Match $cut
    }

    It 'leaves the properties raw' {
        $backup.Size | Should -BeOfType ([long])
        $backup.Duration | Should -BeOfType ([timespan])
        $backup.Timestamp | Should -BeOfType ([datetime])
        $backup.Size | Should -Be (Get-Item $backup.Path).Length
    }
}

Describe 'A terminal of <Width> columns' -ForEach @{ Width = 80 }, @{ Width = 120 }, @{ Width = 200 } {
    BeforeAll {
        $PSStyle.OutputRendering = 'PlainText'
        Push-Location (New-Item $Width -ItemType Directory)
        $key = New-SchoolBackupKey
        $encrypted = New-SchoolBackup school -Key $key @connection
        $together = New-SchoolBackup school, library -Together @connection
        $dump = New-OldBackup ([datetime]::new(2026, 1, 1, 2, 0, 0, [DateTimeKind]::Utc)) school
        $damaged = New-SchoolBackup library @connection
        $bytes = [IO.File]::ReadAllBytes($damaged.Path)
        for ($i = $bytes.Length - 1; $i -gt 30; $i -= 40) { $bytes[$i] = $bytes[$i] -bxor 1 }
        [IO.File]::WriteAllBytes($damaged.Path, $bytes)
        $large = $encrypted | Select-Object *
        $large.PSTypeNames.Insert(0, 'SchoolBackup.BackupInfo')
        $large.Size, $large.Rows = 411MB, 13564015

        # The path is not said twice.
        function Get-Reason([string] $Text) { $Text.Replace($damaged.Path, '') -replace '^:|\s' }
        # The last column of a terminal stays free.
        function Get-Line($Object) { ($Object | Out-String -Width ($Width - 1)) -split '\r?\n' }
    }
    AfterAll { Pop-Location }

    It 'shows each backup in one line, its name whole, because that is what people copy' {
        $lines = Get-Line @($large, $backup)
        $lines -match 'sql\.gz' | Should -HaveCount 2
        $lines | Where-Object { $_ -match "411 MiB - +$([regex]::Escape($encrypted.Filename))$" } | Should -HaveCount 1
    }

    It 'shows all of a longer name, in one line where there is room' {
        $lines = Get-Line $together
        Get-Unwrapped ($lines -join "`n") | Should -Match ([regex]::Escape($together.Filename))
        if ($Width -ge 120) { $lines -match 'library\+school\.sql\.gz$' | Should -HaveCount 1 }
    }

    It 'shows below the name of a backup why it cannot be read' {
        $listed = Get-SchoolBackup $damaged.Filename
        $listed.Problem | Should -Not -BeNullOrEmpty
        Get-Unwrapped ((Get-Line $listed) -join "`n") | Should -Match ([regex]::Escape("$($damaged.Filename)$(Get-Reason $listed.Problem)"))
    }

    It 'shows below the name of a damaged backup what a test has found' {
        $found = $damaged, $dump | Test-SchoolBackup
        $found[0].Problems, $found[1].Remarks | Should -Not -BeNullOrEmpty
        $said = Get-Unwrapped ((Get-Line $found) -join "`n")
        $said | Should -Match 'NOContent'
        foreach ($reason in @($found.Problems) + $found.Remarks | Where-Object { $_ }) { $said | Should -Match ([regex]::Escape((Get-Reason $reason))) }
    }

    It 'says below its name that a backup is none of a whole database' {
        $chosen = New-SchoolBackup school -Table pupils @connection
        (Get-Line $chosen) -match '^ +chosen tables only$' | Should -HaveCount 1
        $large.Kind = 'Safety'
        (Get-Line $large) -match '^ +what a restore replaced$' | Should -HaveCount 1
        $large.Kind = 'Whole'
    }

    It 'shows a drill in one line, with the time that a recovery takes' {
        $lines = Get-Line ($encrypted | Test-SchoolBackup -Level Restore -Key $key @connection)
        $lines -match "^yes +Restore +[\d.]+ s $([regex]::Escape($encrypted.Filename))$" | Should -HaveCount 1
    }

    It 'shows every reason of a decision' {
        $decisions = Remove-StaleSchoolBackup -WhatIf
        (Get-Line $decisions) -match '^(Keep|Remove) ' | Should -HaveCount @($decisions).Count
        (Get-Line $decisions) -join "`n" | Should -Not -Match $cut
    }
}

Describe 'A list' {
    BeforeAll { $PSStyle.OutputRendering = 'PlainText' }

    It 'says when a backup was verified, and how far, also of one that is not valid' {
        $null = $backup | Test-SchoolBackup -Level Content
        $text = Get-SchoolBackup $backup.Filename | Format-List | Out-String
        $text | Should -Match '(?m)^Valid +: yes'
        $text | Should -Match '(?m)^VerifiedLevel +: (Content|Restore)' # a drill that passed before stands
        $text | Should -Match '(?m)^VerifiedAt +: .*\d'
    }

    It 'leaves none of many warnings out' {
        $many = $backup | Select-Object *
        $many.PSTypeNames.Insert(0, 'SchoolBackup.BackupInfo')
        $many.Warnings = 1..9 | ForEach-Object { "warning $_" }
        $many | Format-List | Out-String | Should -Match 'warning 9'
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
