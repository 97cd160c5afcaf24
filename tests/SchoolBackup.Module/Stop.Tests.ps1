BeforeAll {
    . $PSScriptRoot/School.ps1

    # A pipeline in a runspace of its own, so that it can be stopped as Ctrl+C stops it.
    function Start-Pipeline([string] $Script) {
        $shell = [powershell]::Create()
        [void] $shell.AddScript('param($modulePath, $folder, $connection) Import-Module $modulePath; Set-Location $folder').AddArgument($modulePath).AddArgument($folder).AddArgument($connection).Invoke()
        $shell.Commands.Clear()
        [void] $shell.AddScript("param(`$connection) $Script").AddArgument($connection)
        @{ Shell = $shell; Running = $shell.BeginInvoke() }
    }

    function Wait-For([scriptblock] $Condition) {
        foreach ($attempt in 1..3000) { if (& $Condition) { return }; Start-Sleep -Milliseconds 10 }
        throw "it never came to: $Condition"
    }

    # While somebody writes to its table, no snapshot of the library begins: a run that backs it up goes no further.
    function Lock-Library {
        $server = $global:SchoolServer
        Start-ThreadJob { ($using:server).RunSql('LOCK TABLES books WRITE; SELECT SLEEP(600)', 'library') }
        Wait-For { Get-LockOfLibrary }
    }

    function Unlock-Library([object] $Job) {
        Get-Sql "KILL $(Get-LockOfLibrary)" | Out-Null
        $Job | Receive-Job -Wait -AutoRemoveJob -ErrorAction SilentlyContinue | Out-Null
    }

    function Get-LockOfLibrary { Get-Sql "SELECT id FROM information_schema.processlist WHERE db = 'library' AND info LIKE 'SELECT SLEEP%'" }

    function Get-Leftover { Get-ChildItem $folder -Recurse -File -Filter *.partial; Get-ChildItem $folder -Recurse -File -Filter *.gz }
}

Describe 'Ctrl+C' {
    BeforeEach { $folder = Enter-Folder }
    AfterEach { Exit-Folder $folder }

    It 'in mid-backup leaves no file and no lock' {
        $pipeline = Start-Pipeline 'New-SchoolBackup archive_of_marks -ThrottleLimit 1 @connection'
        Wait-For { Get-ChildItem backups -Filter *.partial -ErrorAction Ignore }
        $pipeline.Shell.Stop()
        $pipeline.Shell.InvocationStateInfo.State | Should -Be Stopped
        Get-Leftover | Should -BeNullOrEmpty
        (New-SchoolBackup library @connection).Rows | Should -Be 2
    }

    It 'in mid-restore leaves the live database, and no other' {
        $backup = New-SchoolBackup archive_of_marks @connection
        $pipeline = Start-Pipeline "Restore-SchoolBackup $($backup.Filename) -NoSafetyBackup -Confirm:`$false @connection"
        Wait-For { Get-Sql "SHOW DATABASES LIKE 'archive_of_marks\_%'" }
        $pipeline.Shell.Stop()
        Get-Sql "SHOW DATABASES LIKE 'archive_of_marks%'" | Should -Be archive_of_marks
        Get-Sql 'SELECT COUNT(*) FROM archive_of_marks.marks' | Should -Be 200000
    }

    # A process of its own: the line is for whoever sits at the terminal. Windows has no signal that a test could send to it alone.
    It 'in place says that the database is incomplete, although the pipeline takes no errors any more' -Skip:$IsWindows {
        $backup = New-SchoolBackup archive_of_marks @connection
        Set-Content in_place.ps1 "Set-Content pid.txt `$PID; Import-Module '$modulePath'; Restore-SchoolBackup '$($backup.Path)' -TargetDatabase marks_in_place -InPlace -NoSafetyBackup -Confirm:`$false -Server 127.0.0.1 -Port $($connection.Port) -Credential ([pscredential]::new('root', (ConvertTo-SecureString '$($global:SchoolServer.RootPassword)' -AsPlainText)))"
        $process = Start-Process sh '-c', '"pwsh -NoProfile -File in_place.ps1 >out.txt 2>&1"' -PassThru
        Wait-For { Get-Sql "SELECT table_name FROM information_schema.tables WHERE table_schema = 'marks_in_place'" }
        kill -INT (Get-Content pid.txt)
        $process.WaitForExit()
        (Get-Content out.txt -Raw) -replace '\s+', ' ' | Should -Match "'marks_in_place' is INCOMPLETE.*restore this backup again"
        Remove-Database marks_in_place
    }
}

Describe 'Ctrl+C in an export' {
    BeforeEach { $folder = Enter-Folder }
    AfterEach { Exit-Folder $folder }

    It 'leaves no file' {
        $backup = New-SchoolBackup archive_of_marks @connection
        $pipeline = Start-Pipeline "Export-SchoolBackup $($backup.Filename) ./marks.zip -ZipPassword (ConvertTo-SecureString 'a school''s own words' -AsPlainText)"
        Wait-For { Get-ChildItem marks.zip* }
        $pipeline.Shell.Stop()
        $pipeline.Shell.InvocationStateInfo.State | Should -Be Stopped
        Get-ChildItem marks.zip* | Should -BeNullOrEmpty
    }
}

Describe 'Select-Object -First 1' {
    BeforeEach { $folder = Enter-Folder }
    AfterEach { Exit-Folder $folder }

    It 'ends a row of backups after the first, and leaves no lock' {
        (New-SchoolBackup library, school, archive_of_marks @connection | Select-Object -First 1).Database | Should -Be library
        Get-Leftover | Should -HaveCount 1
        (New-SchoolBackup school @connection).Database | Should -Be school
    }

    It 'ends a list' {
        foreach ($day in 1..40) { New-OldBackup (Get-Date).AddDays(-$day) school | Out-Null }
        Get-SchoolBackup | Select-Object -First 1 | Should -HaveCount 1
    }
}

Describe 'Several at once' {
    BeforeEach { $folder = Enter-Folder }
    # A test that fails leaves its lock, and whoever waits for that would keep the suite waiting.
    AfterEach {
        Get-LockOfLibrary | Where-Object { $_ } | ForEach-Object { Get-Sql "KILL $_" } | Out-Null
        Exit-Folder $folder
    }

    It 'ForEach-Object -Parallel backs up to several repositories' {
        $made = 'school', 'library' | ForEach-Object -Parallel {
            Import-Module $using:modulePath
            $connection = $using:connection
            New-SchoolBackup $_ -Path (Join-Path $using:folder $_) @connection
        }
        $made.Rows | Sort-Object | Should -Be 2, 502
    }

    It 'ForEach-Object -Parallel backs up to one repository, in turn' {
        $made = 'school', 'library', 'school', 'library' | ForEach-Object -Parallel {
            Import-Module $using:modulePath
            $connection = $using:connection
            New-SchoolBackup $_ -Path $using:folder @connection
        }
        $made.Rows | Sort-Object | Should -Be 2, 2, 502, 502
        $made | Test-SchoolBackup -Quiet | Should -Be $true, $true, $true, $true
    }

    It 'thread jobs restore, and their safety backups go into one folder, in turn' {
        $backup = New-SchoolBackup library @connection
        $targets = 'library_of_one', 'library_of_two'
        foreach ($round in 1, 2) {
            $results = $targets | ForEach-Object {
                Start-ThreadJob {
                    Import-Module $using:modulePath
                    $connection = $using:connection
                    $using:backup | Restore-SchoolBackup -TargetDatabase $using:_ -PassThru -Confirm:$false @connection
                }
            } | Receive-Job -Wait -AutoRemoveJob
            $results.Database | Sort-Object | Should -Be $targets
        }
        $results.SafetyBackup | Should -HaveCount 2
        $results.SafetyBackup | Test-SchoolBackup -Quiet | Should -Be $true, $true
        Remove-Database $targets
    }

    It 'a run that waits for another one of this session says so, and Ctrl+C ends it' {
        $lock = Lock-Library
        $first = Start-Pipeline 'New-SchoolBackup library @connection'
        Wait-For { Get-ChildItem backups -Filter *.partial -ErrorAction Ignore }
        $second = Start-Pipeline 'New-SchoolBackup school -Verbose @connection'
        Wait-For { $second.Shell.Streams.Verbose.Message -contains 'Waiting for another run' }
        $second.Shell.Stop()
        $second.Shell.InvocationStateInfo.State | Should -Be Stopped
        $first.Running.IsCompleted | Should -BeFalse
        Unlock-Library $lock
        $first.Shell.EndInvoke($first.Running).Database | Should -Be library
        Get-Leftover | Should -HaveCount 1
    }

    It 'a run of another process is not waited for: whoever comes second is refused, and told who holds the repository' {
        $lock = Lock-Library
        $job = Start-Job { Import-Module $using:modulePath; $connection = $using:connection; New-SchoolBackup library -Path $using:folder @connection }
        Wait-For { Get-ChildItem $folder -Filter *.partial }
        { New-SchoolBackup school -Path $folder @connection -ErrorAction Stop } | Should -Throw 'the repository * is locked by process *' -ErrorId 'RepositoryLocked,*'
        Unlock-Library $lock
        ($job | Receive-Job -Wait -AutoRemoveJob).Database | Should -Be library
    }

    It 'a thread job hands its results over' {
        $job = Start-ThreadJob { Import-Module $using:modulePath; $connection = $using:connection; New-SchoolBackup library -Path $using:folder @connection }
        $made = $job | Receive-Job -Wait -AutoRemoveJob
        $made | Should -BeOfType ([SchoolBackup.BackupInfo])
        $made | Test-SchoolBackup -Quiet | Should -BeTrue
    }

    It 'a job in another process does, too, and what comes back is a backup for every cmdlet' {
        $job = Start-Job { Import-Module $using:modulePath; $connection = $using:connection; New-SchoolBackup library -Path $using:folder @connection }
        $made = $job | Receive-Job -Wait -AutoRemoveJob
        $made.PSTypeNames[0] | Should -Be Deserialized.SchoolBackup.BackupInfo
        ($made | Test-SchoolBackup).Valid | Should -BeTrue
        ($made | Get-SchoolBackupTable).Name | Should -Be books
        $made | Restore-SchoolBackup -TargetDatabase library_of_the_job -Confirm:$false @connection
        Get-Sql 'SELECT COUNT(*) FROM library_of_the_job.books' | Should -Be 2
        Remove-Database library_of_the_job
        $made | Remove-SchoolBackup -Confirm:$false
        Test-Path $made.Path | Should -BeFalse
    }
}

Describe 'Progress' {
    It 'names the run and its phases, tells them with -Verbose, and is completed at the end, also after an error' {
        $folder = Enter-Folder
        $pipeline = Start-Pipeline 'New-SchoolBackup archive_of_marks -ThrottleLimit 1 -Verbose @connection; Restore-SchoolBackup (Get-ChildItem backups/*.gz) -TargetDatabase "no/such" -Definer strip -Confirm:$false @connection'
        [void] $pipeline.Running.AsyncWaitHandle.WaitOne()
        $bars = $pipeline.Shell.Streams.Progress
        $bars.Activity | Should -Contain 'Backing up archive_of_marks'
        $child = $bars | Where-Object Activity -EQ Reading | Select-Object -First 1
        $child.ParentActivityId | Should -Be ($bars | Where-Object Activity -EQ 'Backing up archive_of_marks' | Select-Object -First 1).ActivityId
        $pipeline.Shell.Streams.Verbose.Message | Should -Contain Reading
        $shown = $bars | Where-Object RecordType -EQ Processing | ForEach-Object ActivityId | Sort-Object -Unique
        $ended = $bars | Where-Object RecordType -EQ Completed | ForEach-Object ActivityId | Sort-Object -Unique
        $shown | Where-Object { $_ -notin $ended } | Should -BeNullOrEmpty
        Exit-Folder $folder
        Remove-Database 'no/such'
    }

    It 'says that the first reading of a restore is the backup of what is replaced' {
        $folder = Enter-Folder
        $pipeline = Start-Pipeline 'New-SchoolBackup library @connection | Restore-SchoolBackup -Confirm:$false -Verbose @connection'
        [void] $pipeline.Running.AsyncWaitHandle.WaitOne()
        $steps = $pipeline.Shell.Streams.Verbose.Message
        $steps | Should -Contain 'Backing up what is replaced'
        $steps | Should -Not -Contain 'Reading'
        Exit-Folder $folder
    }

    It 'is told at most ten times a second: the bar of the phase with rate and time left, and that of the run only when it says something else' {
        $folder = Enter-Folder
        # Some seconds of work, because no rate is told of the first second.
        Get-Sql 'CREATE DATABASE essays; USE essays; CREATE TABLE essays (id INT PRIMARY KEY, words TEXT NOT NULL, KEY (words(40))) SELECT seq AS id, REPEAT(MD5(seq), 16) AS words FROM seq_1_to_400000' | Out-Null
        $pipeline = Start-Pipeline 'New-SchoolBackup essays -ThrottleLimit 1 @connection | Test-SchoolBackup -Level Restore @connection'
        $bars = $pipeline.Shell.Streams.Progress
        Wait-For { $bars.Count }
        $watch, $before = [Diagnostics.Stopwatch]::StartNew(), $bars.Count
        [void] $pipeline.Running.AsyncWaitHandle.WaitOne()
        $seconds = $watch.Elapsed.TotalSeconds
        $told = @($bars | Where-Object RecordType -EQ Processing)
        $children = @($told | Where-Object ParentActivityId -GE 0)
        $parents = @($told | Where-Object ParentActivityId -LT 0)
        $children.Count | Should -BeGreaterThan 10
        $children.Count - $before | Should -BeLessOrEqual ($seconds * 10 + 1)
        $parents | ForEach-Object { "$($_.ActivityId) $($_.StatusDescription)" } | Group-Object | Where-Object Count -GT 1 | Should -BeNullOrEmpty
        $parents.StatusDescription | Should -Match '^since \d\d:\d\d:\d\d, step \d$'
        foreach ($run in $children | Group-Object ParentActivityId) {
            $parents.ActivityId | Should -Contain ([int] $run.Name)
            $run.Group.ActivityId | Sort-Object -Unique | Should -Be ([int] $run.Name + 1)
            $bars.IndexOf(($parents | Where-Object ActivityId -EQ $run.Name)[0]) | Should -BeLessThan $bars.IndexOf($run.Group[0])
        }
        $children.SecondsRemaining -gt 0 | Should -Not -BeNullOrEmpty
        Exit-Folder $folder
        Remove-Database essays
    }
}
