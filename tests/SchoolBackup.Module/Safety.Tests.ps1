BeforeAll {
    . $PSScriptRoot/School.ps1

    # A session of its own, where somebody answers what is asked; in this one nobody could.
    function Invoke-Answering([string] $Answer, [string] $Script) {
        $file = Join-Path $folder answering.ps1
        Set-Content $file @"
Import-Module '$modulePath'
`$connection = @{ Server = '127.0.0.1'; Port = $($connection.Port); Credential = [pscredential]::new('root', (ConvertTo-SecureString '$($global:SchoolServer.RootPassword)' -AsPlainText)) }
Set-Location '$folder'
$Script
"@
        $Answer | pwsh -NoProfile -File $file 2>&1 | Out-String
    }

    function Get-Everything { (Get-ChildItem $folder -Recurse -File -Force | Get-FileHash | ForEach-Object { "$($_.Path) $($_.Hash)" }) + (Get-Sql 'SELECT table_schema, table_name, table_rows, create_time FROM information_schema.tables WHERE table_schema <> ''information_schema'' ORDER BY 1, 2') -join "`n" }
}

Describe '-WhatIf' {
    BeforeAll {
        $folder = Enter-Folder
        $backup = New-SchoolBackup school @connection
        $backup | Restore-SchoolBackup -TargetDatabase school_copy -Confirm:$false @connection
        New-OldBackup (Get-Date).AddDays(-40) school | Out-Null
        $before = Get-Everything
    }
    AfterAll {
        Exit-Folder $folder
        Remove-Database school_copy
    }

    It 'of <Name> changes nothing' -ForEach @(
        @{ Name = 'New-SchoolBackup'; Script = { New-SchoolBackup school, library -WhatIf @connection } }
        @{ Name = 'Restore-SchoolBackup'; Script = { $backup | Restore-SchoolBackup -TargetDatabase school_copy -WhatIf @connection } }
        @{ Name = 'Remove-SchoolBackup'; Script = { Get-SchoolBackup | Remove-SchoolBackup -WhatIf } }
        @{ Name = 'Remove-StaleSchoolBackup'; Script = { Remove-StaleSchoolBackup -RetentionDays 30 -WhatIf } }
        @{ Name = 'New-SchoolBackupKey'; Script = { New-SchoolBackupKey ./school.key -WhatIf } }
        @{ Name = 'Update-SchoolBackupKey'; Script = { Update-SchoolBackupKey -NewKey (New-SchoolBackupKey) -WhatIf } }
        @{ Name = 'Export-SchoolBackup'; Script = { $backup | Export-SchoolBackup -Destination ./school.sql -WhatIf } }
    ) {
        & $Script | Out-Null
        Get-Everything | Should -Be $before
    }

    It 'says exactly what would be done' {
        $said = pwsh -NoProfile -Command "Import-Module '$modulePath'; `$c = [pscredential]::new('root', (ConvertTo-SecureString '$($global:SchoolServer.RootPassword)' -AsPlainText)); New-SchoolBackup school -WhatIf -Server 127.0.0.1 -Port $($connection.Port) -Credential `$c; Restore-SchoolBackup $($backup.Filename) -TargetDatabase school_copy -WhatIf -Server 127.0.0.1 -Port $($connection.Port) -Credential `$c" | Out-String
        $said | Should -Match "What if: Back up school \(2 tables, about [\d.]+ KiB of data\) of root@127\.0\.0\.1:$($connection.Port) to $([regex]::Escape($folder))"
        $said | Should -Match "What if: Replace 2 tables of school_copy \(about \d+ rows\) by those of $($backup.Filename), made .* UTC: classes, pupils; on root@.*; what is there now is first backed up to"
    }

    It 'of Remove-StaleSchoolBackup gives the decisions of a real run' {
        $would = Remove-StaleSchoolBackup -RetentionDays 30 -WhatIf
        New-Item -ItemType Directory copy | Out-Null
        Copy-Item backups/* copy
        $does = Remove-StaleSchoolBackup -Path ./copy -RetentionDays 30 -Confirm:$false
        Remove-Item -Recurse -Force copy
        $would | Select-Object * -ExcludeProperty Path, FullName, PSPath, LiteralPath | ConvertTo-Json | Should -Be ($does | Select-Object * -ExcludeProperty Path, FullName, PSPath, LiteralPath | ConvertTo-Json)
    }

    It 'plans for real: what could not be backed up is an error, also under $WhatIfPreference' {
        { New-SchoolBackup schol -WhatIf @connection -ErrorAction Stop } | Should -Throw -ErrorId 'DatabaseNotFound,*'
        { $WhatIfPreference = $true; New-SchoolBackup school -Table pupil @connection -ErrorAction Stop } | Should -Throw -ErrorId 'TableNotFound,*'
        { $WhatIfPreference = $true; New-SchoolBackup school -WhatIf:$false @connection -Path ./real -ErrorAction Stop | Should -Not -BeNullOrEmpty } | Should -Not -Throw
        Remove-Item -Recurse -Force real
    }

    It 'plans for real: what could not be restored is an error' {
        Set-Content damaged.sql.gz 'no gzip at all'
        { Restore-SchoolBackup ./damaged.sql.gz -WhatIf @connection -ErrorAction Stop } | Should -Throw -ErrorId 'NotABackup,*'
        Remove-Item damaged.sql.gz
    }
}

Describe 'A question' {
    BeforeEach {
        $folder = Enter-Folder
        $backup = New-SchoolBackup school @connection
    }
    AfterEach {
        Exit-Folder $folder
        Remove-Database school_copy
    }

    It 'about a restore says what would be replaced; no means no' {
        $backup | Restore-SchoolBackup -TargetDatabase school_copy -Confirm:$false @connection
        Get-Sql 'DELETE FROM school_copy.pupils' | Out-Null
        $said = Invoke-Answering n 'Get-SchoolBackup -Latest | Restore-SchoolBackup -TargetDatabase school_copy @connection'
        $said | Should -Match 'Replace 2 tables of school_copy'
        Get-Sql 'SELECT COUNT(*) FROM school_copy.pupils' | Should -Be 0
        (Get-SchoolBackup).Count | Should -Be 1
    }

    It 'about a rotation says which key and what becomes of the old one; no means no' {
        $key = New-SchoolBackupKey ./old.key
        $encrypted = New-SchoolBackup library -KeyFile ./old.key @connection
        $said = Invoke-Answering n 'Update-SchoolBackupKey -KeyFile ./old.key -NewKey (New-SchoolBackupKey) -RemoveOld'
        $said -replace '\s' | Should -Match 'Letkey[0-9a-f]{16}openeveryencryptedbackupin.*nootherkeyopensthemanymore\?'
        (Get-SchoolBackup $encrypted.Filename).KeyId | Should -Be $key.KeyId
    }

    It 'about a restore is answered by yes' {
        Invoke-Answering y 'Get-SchoolBackup -Latest | Restore-SchoolBackup -TargetDatabase school_copy @connection' | Out-Null
        Get-Sql 'SELECT COUNT(*) FROM school_copy.pupils' | Should -Be 500
    }

    It 'about removing says which backup; no means no' {
        (Invoke-Answering n 'Get-SchoolBackup | Remove-SchoolBackup') -replace '\s' | Should -Match "Removethebackup.*$($backup.Filename)"
        Test-Path $backup.Path | Should -BeTrue
    }

    It 'about each stale backup can be answered apart, and a no is a reason to stay' {
        $stale = foreach ($days in 40, 50) { New-OldBackup (Get-Date).AddDays(-$days) school }
        $said = Invoke-Answering "y`nn" 'Remove-StaleSchoolBackup -RetentionDays 30 | Format-List'
        $said | Should -Match 'somebody wants it to stay, although'
        Test-Path backups/$($stale[0]) | Should -BeFalse
        Test-Path backups/$($stale[1]) | Should -BeTrue
    }
}
