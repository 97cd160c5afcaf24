BeforeDiscovery {
    $missing = -not (Get-Module -ListAvailable PSScriptAnalyzer)
}

# Skipped where PSScriptAnalyzer is not installed.
Describe 'PSScriptAnalyzer' -Skip:$missing {
    BeforeAll {
        $root = (Get-Item "$PSScriptRoot/../..").FullName
        $ours = "$root/PSScriptAnalyzerSettings.psd1"
        function Get-Finding { Invoke-ScriptAnalyzer @args -ErrorAction Stop | ForEach-Object { "$($_.ScriptPath):$($_.Line) $($_.RuleName): $($_.Message)" } }
    }

    It 'finds nothing in the scripts that build' {
        "$root/*.ps1", "$root/module/*.ps1" | ForEach-Object { Get-Finding -Path $_ -Settings $ours } | Should -BeNullOrEmpty
    }

    # The manifest is judged here, with its files beside it.
    It 'finds nothing in the built module, nor would the Gallery' {
        $ours, 'PSGallery' | ForEach-Object { Get-Finding -Path (Get-Item "$root/output/SchoolBackup/*") -Recurse -Settings $_ } | Should -BeNullOrEmpty
    }

    It 'finds nothing in the tests' {
        Get-Finding -Path $PSScriptRoot -Recurse -Settings "$PSScriptRoot/PSScriptAnalyzerSettings.psd1" | Should -BeNullOrEmpty
    }

    # At a prompt, a result is kept for later.
    It 'warns of nothing in the examples' {
        $prompt = @{ Severity = 'Error', 'Warning'; ExcludeRules = 'PSUseDeclaredVarsMoreThanAssignments' }
        $examples = foreach ($page in Get-Item "$root/README.md", "$root/module/help/*.md") { [regex]::Matches((Get-Content -Raw $page), '(?ms)^ *```powershell\r?\n(.*?)^ *```') | ForEach-Object { $_.Groups[1].Value } }
        $examples | Should -Not -BeNullOrEmpty
        foreach ($example in $examples) { Get-Finding -ScriptDefinition $example -Settings $prompt | Should -BeNullOrEmpty -Because $example }
    }
}
