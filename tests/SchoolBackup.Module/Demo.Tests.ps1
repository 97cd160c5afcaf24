BeforeAll {
    . $PSScriptRoot/School.ps1
    $script = "$repository/src/SchoolBackup.Demo/Demo.ps1"
}

Describe 'The demo' {
    # It has a temporary folder of its own, to see that nothing is left there; .NET keeps its pipes there while it runs.
    BeforeEach {
        $folder = Enter-Folder
        $said = Join-Path $folder said.txt
        $temporary = (New-Item -ItemType Directory (Join-Path $folder tmp)).FullName
    }
    AfterEach { Exit-Folder $folder }

    It 'tells the story with the cmdlets, and leaves nothing' {
        $before, $env:TMPDIR, $env:DB_HOST = $env:TMPDIR, $temporary, 'db.example'
        try { pwsh -NoProfile -File $script -Scale 0.002 -Module $modulePath *> $said }
        finally {
            $env:TMPDIR = $before
            Remove-Item env:DB_HOST
        }
        $LASTEXITCODE | Should -Be 0 -Because (Get-Content -Raw $said)
        $typed = (Get-Content $said) -match '^PS> '
        foreach ($cmdlet in 'New-', 'Get-', 'Test-', 'Restore-', 'Remove-Stale') { $typed -match "\b${cmdlet}SchoolBackup\b" | Should -Not -BeNullOrEmpty }
        (Get-Content -Raw $said) | Should -Match 'every definition and every value is the same[\s\S]*The school came back identical\.'
        Get-ChildItem $temporary -Filter sb-* | Should -BeNullOrEmpty
    }

    It 'is stopped by Ctrl+C, and leaves nothing' -Skip:$IsWindows {
        $process = Start-Process sh '-c', "`"TMPDIR='$temporary' exec pwsh -NoProfile -File '$script' -Scale 0.002 -Module '$modulePath' >'$said' 2>&1`"" -PassThru
        foreach ($attempt in 1..6000) { if ((Test-Path $said) -and (Select-String -Quiet '^PS> New-SchoolBackup' $said)) { break }; Start-Sleep -Milliseconds 10 }
        kill -INT $process.Id
        $process.WaitForExit()
        Get-Content -Raw $said | Should -Not -Match 'came back identical'
        Get-ChildItem $temporary -Filter sb-* | Should -BeNullOrEmpty
    }
}
