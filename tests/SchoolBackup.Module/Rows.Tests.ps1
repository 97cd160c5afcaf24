BeforeAll {
    . $PSScriptRoot/School.ps1
    $other = [SchoolBackup.Demo.ThrowawayServerOptions]::new()
    $other.GetType().GetProperty('RootPassword').SetValue($other, $global:SchoolServer.RootPassword)
    $second = [SchoolBackup.Demo.ThrowawayServer]::Start($other)
    $null = $second.RunSql('CREATE DATABASE school; CREATE TABLE school.pupils (id INT PRIMARY KEY); INSERT INTO school.pupils VALUES (1), (2), (3); CREATE DATABASE sports; CREATE TABLE sports.teams (id INT PRIMARY KEY)')
}
AfterAll { $second.Dispose() }

Describe 'A CSV of servers' {
    BeforeAll {
        $folder = Enter-Folder
        $head = 'Server,Port,Database'
        $rows = "127.0.0.1,$($connection.Port),school", "127.0.0.1,$($second.Port),school"
    }
    AfterAll { Exit-Folder $folder }

    It 'is backed up row by row, each from its own server' {
        $made = $head, $rows | Write-Output | ConvertFrom-Csv | New-SchoolBackup -Credential $credential
        $made.Rows | Should -Be 502, 3
        $made.Server | Should -Be 127.0.0.1, 127.0.0.1
        $made.Port | Should -Be $connection.Port, $second.Port
    }

    It 'may have the names that others give: <Head>' -ForEach @{ Head = 'ServerInstance,Port,DatabaseName' }, @{ Head = 'ComputerName,Port,Database' }, @{ Head = 'SqlInstance,Port,Database' }, @{ Head = 'Host,Port,Database' } {
        ($Head, $rows[1] | ConvertFrom-Csv | New-SchoolBackup -Path ./others -Credential $credential).Rows | Should -Be 3
    }

    It 'may name the account, and what is typed goes before a row' {
        ("$head,User", "$($rows[1]),root" | ConvertFrom-Csv | New-SchoolBackup -Path ./users -Credential $credential).Rows | Should -Be 3
        ($head, $rows[1] | ConvertFrom-Csv | New-SchoolBackup -Path ./users @connection).Rows | Should -Be 502
        "$head,User", "$($rows[1]),teacher" | ConvertFrom-Csv | New-SchoolBackup -Path ./users -Credential $credential -ErrorAction SilentlyContinue -ErrorVariable trouble
        $trouble.FullyQualifiedErrorId | Should -Be 'InvalidOption,SchoolBackup.Cmdlets.NewSchoolBackup'
    }

    It 'goes on after a server that does not answer' {
        $made = $head, '127.0.0.1,1,school', $rows[1] | ConvertFrom-Csv | New-SchoolBackup -Path ./down -Credential $credential -ErrorAction SilentlyContinue -ErrorVariable trouble
        $made.Rows | Should -Be 3
        $trouble[0].FullyQualifiedErrorId | Should -Be 'CannotConnect,SchoolBackup.Cmdlets.NewSchoolBackup'
    }

    It 'without a database means the configured one, and an object that says nothing is no name of a database' {
        $env:DB_NAME = 'sports'
        try { ('Server,Port', "127.0.0.1,$($second.Port)" | ConvertFrom-Csv | New-SchoolBackup -Path ./default -Credential $credential).Database | Should -Be sports } finally { Remove-Item env:DB_NAME }
        [pscustomobject]@{ Colour = 'red' } | New-SchoolBackup @connection -ErrorAction SilentlyContinue -ErrorVariable trouble | Should -BeNullOrEmpty
        $trouble[0].FullyQualifiedErrorId | Should -Match '^InputObjectNotBound'
    }

    It 'makes one file for each server with -Together' {
        $made = $head, $rows, "127.0.0.1,$($second.Port),sports" | Write-Output | ConvertFrom-Csv | New-SchoolBackup -Together -Path ./together -Credential $credential
        $made.Count | Should -Be 2
        $made[0].Databases | Should -Be school
        $made[1].Databases | Should -Be school, sports
    }

    It 'shows the configuration of each row' {
        $settings = $head, $rows | Write-Output | ConvertFrom-Csv | Get-SchoolBackupConfiguration
        ($settings | Where-Object Name -EQ Port).Value | Should -Be $connection.Port, $second.Port
    }
}

Describe 'A backup of one server and a restore' {
    BeforeAll {
        $folder = Enter-Folder
        $there = @{ Server = '127.0.0.1'; Port = $second.Port; Credential = $credential }
    }
    AfterAll { Exit-Folder $folder }

    It 'never goes back there by itself, and never silently elsewhere' {
        foreach ($env:DB_PORT in "$($connection.Port)", '1') {
            New-SchoolBackup sports @there | Restore-SchoolBackup -TargetDatabase back -Credential $credential -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable trouble
            $trouble.FullyQualifiedErrorId | Should -Be 'InvalidOption,SchoolBackup.Cmdlets.RestoreSchoolBackup'
            $trouble.ErrorDetails.RecommendedAction | Should -Match '-Server'
            New-SchoolBackup sports @there | Test-SchoolBackup -Level Restore -Credential $credential -ErrorAction SilentlyContinue -ErrorVariable trouble
            $trouble.FullyQualifiedErrorId | Should -Be 'InvalidOption,SchoolBackup.Cmdlets.TestSchoolBackup'
        }
        Remove-Item env:DB_PORT
        $second.RunSql("SHOW DATABASES LIKE 'back'").Trim() | Should -BeNullOrEmpty
        Get-Sql "SHOW DATABASES LIKE 'back'" | Should -BeNullOrEmpty
    }

    It 'goes where -Server says' {
        $made = New-SchoolBackup school @there
        $result = $made | Restore-SchoolBackup -TargetDatabase school_moved -PassThru -Confirm:$false @connection
        Get-Sql 'SELECT COUNT(*) FROM school_moved.pupils' | Should -Be 3
        $result.Server, $result.Port, $result.Database, $result.SourceDatabase, $result.Path | Should -Be '127.0.0.1', $connection.Port, 'school_moved', 'school', $made.Path
        Remove-Database school_moved
    }
}

Describe 'Wildcards' {
    BeforeAll { $folder = Enter-Folder }
    AfterAll { Exit-Folder $folder }

    It 'mean databases of the server, but for its own' {
        (New-SchoolBackup * -Path ./all -Server 127.0.0.1 -Port $second.Port -Credential $credential).Database | Should -Be school, sports
        (New-SchoolBackup -Database 'sch*', sports, 's*' -Path ./some -Server 127.0.0.1 -Port $second.Port -Credential $credential).Database | Should -Be school, sports
    }

    It 'that nothing fits are an error, with the names that there are' {
        New-SchoolBackup 'x*' @connection -ErrorAction SilentlyContinue -ErrorVariable trouble | Should -BeNullOrEmpty
        $trouble.FullyQualifiedErrorId | Should -Be 'DatabaseNotFound,SchoolBackup.Cmdlets.NewSchoolBackup'
        $trouble.ErrorDetails.RecommendedAction | Should -Match 'library, school'
    }
}

Describe 'Results as rows' {
    BeforeAll {
        $folder = Enter-Folder
        $school = New-SchoolBackup school @connection
        $both = New-SchoolBackup library, school -Together -Path ./together @connection
    }
    AfterAll { Exit-Folder $folder }

    It 'group by the name of their database' {
        $null = New-SchoolBackup library, school -Path ./many @connection
        $null = New-SchoolBackup school -NoCompression -Path ./many @connection
        $groups = Get-SchoolBackup -Path ./many | Group-Object Database | Sort-Object Name
        $groups.Name | Should -Be library, school
        $groups.ForEach{ $_.Count } | Should -Be 1, 2
        Get-SchoolBackup -Path ./many | Where-Object Database -EQ library | Should -HaveCount 1
    }

    It 'are texts in a CSV' {
        $tested = $school | Test-SchoolBackup
        $decisions = Remove-StaleSchoolBackup -WhatIf
        foreach ($result in $school, $both, $tested, $decisions[0]) { ($result | ConvertTo-Csv) -join "`n" | Should -Not -Match 'System\.|SchoolBackup\.' }
        ($school | ConvertTo-Csv | ConvertFrom-Csv).Database | Should -Be school
        ($both | ConvertTo-Csv | ConvertFrom-Csv).Databases | Should -Be 'library, school'
    }

    It 'read back from a CSV are backups still, and name a database that can be backed up again' {
        $school, $both | Export-Csv made.csv
        (Import-Csv made.csv | Test-SchoolBackup).Valid | Should -Be $true, $true
        (Import-Csv made.csv | Select-Object -First 1 | New-SchoolBackup -Path ./again -Credential $credential).Database | Should -Be school
        Import-Csv made.csv | Select-Object -Last 1 | New-SchoolBackup -Path ./again -Credential $credential -ErrorAction SilentlyContinue -ErrorVariable trouble | Should -BeNullOrEmpty
        "$trouble" | Should -Match 'Database'
    }

    It 'tell what a backup is of: server version, binary log, and what a test and a decision are about' {
        $school.ServerVersion | Should -Match '^\d+\.\d+\.\d+-MariaDB'
        $school.ServerVersion | Should -Not -Match '^5\.5\.5-'
        (Get-SchoolBackup $school.Filename).ServerVersion | Should -Be $school.ServerVersion
        $tested = $school | Test-SchoolBackup -Level Restore @connection
        $tested.Database, $tested.Server, $tested.Port | Should -Be school, 127.0.0.1, $connection.Port
        $tested.TestedAt | Should -BeOfType ([datetime])
        (Test-SchoolBackup $school).Server | Should -BeNullOrEmpty
        $decision = Remove-StaleSchoolBackup -KeepLast 1 -WhatIf
        $decision.Path | Should -Be $school.Path
        $decision.Database | Should -Be school
    }

    It 'that retention would remove can be piped on' {
        foreach ($days in 1, 2) { New-OldBackup (Get-Date).AddDays(-$days) library stale }
        Remove-StaleSchoolBackup -Path ./stale -KeepLast 1 -WhatIf | Where-Object Action -EQ Remove | Remove-SchoolBackup -Confirm:$false
        Get-ChildItem stale/*.sql | Should -HaveCount 1
    }
}
