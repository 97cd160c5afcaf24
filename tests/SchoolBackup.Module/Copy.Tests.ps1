BeforeAll { . $PSScriptRoot/School.ps1 }

Describe 'Copy-SchoolBackup' {
    BeforeEach {
        $folder = Enter-Folder
        $school = foreach ($days in 1, 2) { New-OldBackup (Get-Date).AddDays(-$days) school }
        $library = New-OldBackup (Get-Date).AddDays(-3) library
    }
    AfterEach { Exit-Folder $folder }

    It 'copies what is missing, and answers with the copies' {
        $copied = Copy-SchoolBackup ./usb
        $copied.Filename | Sort-Object | Should -Be ($school, $library | Write-Output | Sort-Object)
        $copied.Outcome | Sort-Object -Unique | Should -Be Copied
        $copied.Path | Split-Path | Sort-Object -Unique | Should -Be (Join-Path $PWD usb)
        (Copy-SchoolBackup ./usb).Outcome | Sort-Object -Unique | Should -Be Present
        Get-FileHash usb/*.sql | ForEach-Object { $_.Hash | Should -Be (Get-FileHash "backups/$(Split-Path -Leaf $_.Path)").Hash }
    }

    It 'takes backups of any folder from the pipeline, and those of a database' {
        Rename-Item backups elsewhere
        (Get-SchoolBackup -Path ./elsewhere -Database school | Copy-SchoolBackup ./usb).Filename | Sort-Object | Should -Be ($school | Sort-Object)
        (Copy-SchoolBackup ./more -Path ./elsewhere -Database lib*).Filename | Should -Be $library
    }

    It 'groups by place, and becomes a CSV' {
        Copy-SchoolBackup ./usb, ./share | Group-Object Location | ForEach-Object Count | Should -Be 3, 3
        Copy-SchoolBackup ./usb | Export-Csv copies.csv
        (Import-Csv copies.csv).Count | Should -Be 3
    }

    It 'copies nothing when a pipeline brings nothing, or what is no backup' {
        Get-SchoolBackup -Database nobody | Copy-SchoolBackup ./usb | Should -BeNullOrEmpty
        Get-Process -Id $PID | Select-Object Id | Copy-SchoolBackup ./usb -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Test-Path usb | Should -BeFalse
    }

    It 'only looks with -WhatIf' {
        (Copy-SchoolBackup ./usb -WhatIf).Outcome | Should -Be Missing, Missing, Missing
        Test-Path usb | Should -BeFalse
    }

    It 'reports what lies there under the same name, and copies the others' {
        New-Item -ItemType Directory usb | Out-Null
        Copy-Item "backups/$library" "usb/$($school[0])"
        $copied = Copy-SchoolBackup ./usb -ErrorAction SilentlyContinue -ErrorVariable trouble
        $trouble[0].FullyQualifiedErrorId | Should -Be 'BackupExists,SchoolBackup.Cmdlets.CopySchoolBackup'
        $copied.Count | Should -Be 2
    }

    It 'mirrors to every other place, and says how far each was behind' {
        New-Item -ItemType Directory usb | Out-Null
        Copy-Item "backups/$($school[1])" usb
        $places = Copy-SchoolBackup -Mirror -ExternalPath ./usb, ./unplugged -ErrorAction SilentlyContinue -ErrorVariable trouble
        $places.Copied | Should -Be 0, 2, 0
        $places[1].Lag.TotalHours | Should -Be 24
        $places[2].Problem | Should -BeLike '*unplugged*'
        $trouble[0].FullyQualifiedErrorId | Should -Be 'PathInvalid,SchoolBackup.Cmdlets.CopySchoolBackup'
        Test-Path unplugged | Should -BeFalse
    }

    It 'wants a destination or a mirror, and says which is missing: <Arguments>' -ForEach @(
        @{ Arguments = @{} }
        @{ Arguments = @{ Mirror = $true } }
        @{ Arguments = @{ Mirror = $true; Destination = './usb' } }
        @{ Arguments = @{ Mirror = $true; ExternalPath = './usb'; Database = 'school' } }
    ) {
        { Copy-SchoolBackup @Arguments } | Should -Throw -ErrorId 'InvalidOption,SchoolBackup.Cmdlets.CopySchoolBackup'
    }
}
