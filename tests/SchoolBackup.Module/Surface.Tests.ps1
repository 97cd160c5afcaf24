BeforeAll { . $PSScriptRoot/School.ps1 }

Describe 'The surface of the module' {
    It 'is the approved one: surface.approved.txt' {
        $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
        $surface = foreach ($command in Get-Command -Module SchoolBackup | Sort-Object Name) {
            $attribute = [Management.Automation.CmdletAttribute] $command.ImplementingType.GetCustomAttributes([Management.Automation.CmdletAttribute], $false)[0]
            "$($command.Name) -> $($command.OutputType.Name -join ', ')"
            if ($attribute.SupportsShouldProcess) { "    confirms: $($attribute.ConfirmImpact)" }
            foreach ($parameter in $command.Parameters.Values | Where-Object Name -NotIn $common | Sort-Object Name) {
                $bind = $parameter.ParameterSets.Values | Select-Object -First 1
                $notes = @(
                    if ($bind.IsMandatory) { 'mandatory' }
                    if ($bind.Position -ge 0) { "position $($bind.Position)" }
                    if ($bind.ValueFromPipeline) { 'pipeline' }
                    if ($bind.ValueFromPipelineByPropertyName) { 'by name' }
                    if ($parameter.Aliases) { "alias $($parameter.Aliases -join ', ')" }
                )
                $type = [Management.Automation.LanguagePrimitives]::ConvertTo($parameter.ParameterType, [string])
                "    -$($parameter.Name) <$type>$($notes ? " ($($notes -join '; '))" : '')"
            }
        }
        $received = Join-Path $PSScriptRoot surface.received.txt
        $surface | Set-Content $received
        (Get-Content $received -Raw) | Should -BeExactly (Get-Content $PSScriptRoot/surface.approved.txt -Raw)
        Remove-Item $received
    }

    It 'answers with its own types, a truth value, a secret, or nothing' {
        (Get-Command -Module SchoolBackup).OutputType.Name | Should -Match '^(SchoolBackup\.\w+|System\.Boolean|System\.Void|System\.Security\.SecureString)$'
    }

    It 'asks before everything that changes anything' {
        foreach ($command in Get-Command -Module SchoolBackup -Verb Export, New, Remove, Restore, Update) { $command.Parameters.Keys | Should -Contain 'WhatIf' }
    }

    It 'takes no secret as a text, only the place where one is' {
        $secrets = (Get-Command -Module SchoolBackup).Parameters.Values | Where-Object Name -Match 'Password|Passphrase|Secret|Key' | Where-Object Name -NotMatch '(File|SecretName|Vault)$'
        $secrets.Name | Sort-Object -Unique | Should -Be Key, NewKey, NewPassphrase, Passphrase, ZipPassword
        $secrets.ParameterType | Sort-Object -Unique | Should -Be ([securestring])
        (Get-Command New-SchoolBackup).Parameters.Credential.ParameterType | Should -Be ([pscredential])
    }
}
