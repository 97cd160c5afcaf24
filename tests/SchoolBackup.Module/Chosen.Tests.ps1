BeforeAll { . $PSScriptRoot/School.ps1 }

Describe 'Backups that come down the pipeline' {
    BeforeEach {
        $folder = Enter-Folder
        $school = foreach ($days in 1, 2, 3) { New-OldBackup (Get-Date).AddDays(-$days) school }
        $library = foreach ($days in 1, 2) { New-OldBackup (Get-Date).AddDays(-$days) library }
        function Get-Left { (Get-ChildItem backups -File *.sql).Name | Sort-Object }
    }
    AfterEach { Exit-Folder $folder }

    It 'are judged, and no others are' {
        $decisions = Get-SchoolBackup -Database school | Remove-StaleSchoolBackup -KeepLast 1 -Confirm:$false
        $decisions.Filename | Should -Be $school
        Get-Left | Should -Be ($school[0], $library | Write-Output | Sort-Object)
    }

    It 'are named by -Database or -Backup as well' {
        Remove-StaleSchoolBackup -Database lib* -KeepLast 1 -Confirm:$false | ForEach-Object Database | Sort-Object -Unique | Should -Be library
        Get-Left | Should -Be ($school, $library[0] | Write-Output | Sort-Object)
        Remove-StaleSchoolBackup -Backup $school[1], $school[2] -KeepLast 1 -Confirm:$false | Out-Null
        Get-Left | Should -Be ($school[0], $school[1], $library[0] | Sort-Object)
    }

    It 'are none when <Why>: then nothing is removed' -ForEach @(
        @{ Why = 'a filter finds nothing'; Script = { Get-SchoolBackup -Database nobody | Remove-StaleSchoolBackup -KeepLast 1 -Confirm:$false } }
        @{ Why = 'the objects are something else'; Script = { Get-Process -Id $PID | Select-Object Id | Remove-StaleSchoolBackup -KeepLast 1 -Confirm:$false -ErrorAction SilentlyContinue } }
        @{ Why = 'there is only null'; Script = { $null | Remove-StaleSchoolBackup -KeepLast 1 -Confirm:$false -ErrorAction SilentlyContinue } }
        @{ Why = 'the list is empty'; Script = { @() | Remove-StaleSchoolBackup -KeepLast 1 -Confirm:$false } }
        @{ Why = 'the command that should find them fails'; Script = { Get-SchoolBackup nothing.sql -ErrorAction SilentlyContinue | Remove-StaleSchoolBackup -KeepLast 1 -Confirm:$false } }
        @{ Why = 'there is no backup of that name'; Script = { 'nothing.sql' | Remove-StaleSchoolBackup -KeepLast 1 -Confirm:$false -ErrorAction SilentlyContinue } }
        @{ Why = '-Backup names what is not there'; Script = { Remove-StaleSchoolBackup -Backup nothing.sql -KeepLast 1 -Confirm:$false -ErrorAction SilentlyContinue } }
    ) {
        & $Script | Should -BeNullOrEmpty
        (Get-Left).Count | Should -Be 5
    }

    It 'that lie elsewhere are refused, and no file of that name is removed here' {
        Copy-Item -Recurse backups elsewhere
        Get-SchoolBackup -Path ./elsewhere | Remove-StaleSchoolBackup -KeepLast 1 -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable trouble
        $trouble[0].FullyQualifiedErrorId | Should -Be 'PathInvalid,SchoolBackup.Cmdlets.RemoveStaleSchoolBackup'
        (Get-Left).Count | Should -Be 5
    }

    It 'survive a serialisation, as in a job' {
        $text = [Management.Automation.PSSerializer]::Serialize(@(Get-SchoolBackup -Database library))
        [Management.Automation.PSSerializer]::Deserialize($text) | Remove-StaleSchoolBackup -KeepLast 1 -Confirm:$false | Out-Null
        Get-Left | Should -Be ($school, $library[0] | Write-Output | Sort-Object)
    }

    It 'are not waited for where nothing is piped: a job, another runspace, a script''s block' {
        $other = [powershell]::Create().AddScript({ param($module, $folder) Import-Module $module; Set-Location $folder }).AddArgument($modulePath).AddArgument($folder)
        $other.Invoke() | Out-Null
        $other.Commands.Clear()
        $other.AddCommand('Remove-StaleSchoolBackup').AddParameter('KeepLast', 2).AddParameter('Confirm', $false).Invoke().Count | Should -Be 5
        $other.Dispose()
        (Get-Left).Count | Should -Be 4
        1 | & { process { Remove-StaleSchoolBackup -KeepLast 1 -Confirm:$false | Out-Null } }
        (Get-Left).Count | Should -Be 2
    }
}

Describe 'A key for backups that come down the pipeline' {
    BeforeAll {
        $folder = Enter-Folder
        $null = New-SchoolBackupKey ./old.key
        $new = New-SchoolBackupKey ./new.key
        $school = New-SchoolBackup school -KeyFile ./old.key -ExternalPath ./usb @connection
        $library = New-SchoolBackup library -KeyFile ./old.key @connection
        $keys = @{ KeyFile = './old.key'; NewKeyFile = './new.key'; RemoveOld = $true; Confirm = $false }
    }
    AfterAll { Exit-Folder $folder }

    It 'is given to none when there are none' {
        Get-SchoolBackup -Database nobody | Update-SchoolBackupKey @keys | Should -BeNullOrEmpty
        [pscustomobject]@{ Other = 1 } | Update-SchoolBackupKey @keys -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        (Get-SchoolBackup).KeyId | Should -Not -Contain $new.KeyId
    }

    It 'is given to those, in both folders, and to no others' {
        $done = Get-SchoolBackup -Database school -ExternalPath ./usb | Update-SchoolBackupKey -ExternalPath ./usb @keys
        $done.Filename | Should -Be $school.Filename, $school.Filename
        (Get-SchoolBackup $school.Filename).KeyId | Should -Be $new.KeyId
        (Get-SchoolBackup -Path ./usb).KeyId | Should -Be $new.KeyId
        (Get-SchoolBackup $library.Filename).KeyId | Should -Not -Contain $new.KeyId
    }

    It 'is given by -Database' {
        (Update-SchoolBackupKey -Database library @keys).Filename | Should -Be $library.Filename
    }
}
