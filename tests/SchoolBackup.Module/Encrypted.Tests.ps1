BeforeAll {
    . $PSScriptRoot/School.ps1
    $folder = Enter-Folder
    function Get-Digit([securestring] $Key) { ConvertFrom-SecureString $Key -AsPlainText }
    function Get-Fault([scriptblock] $Script) {
        $ErrorActionPreference = 'SilentlyContinue'
        try { & $Script | Out-Null } catch { return $_ }
        $Error[0]
    }
}
AfterAll { Exit-Folder $folder }

Describe 'A key' {
    It 'goes into a file that its owner alone may read, and is named by its id' {
        $made = New-SchoolBackupKey ./one.key
        $made.KeyId | Should -Match '^[0-9a-f]{16}$'
        $made.Path | Should -Be (Join-Path $folder one.key)
        Get-Content one.key | Should -Match '^[0-9a-f]{64}$'
        if (-not $IsWindows) { (Get-Item one.key).UnixFileMode | Should -Be ([IO.UnixFileMode] 'UserRead, UserWrite') }
        ($made | Out-String) | Should -Not -Match (Get-Content one.key)
    }

    It 'is never written over' {
        New-SchoolBackupKey ./kept.key
        $before = Get-Content kept.key
        $fault = Get-Fault { New-SchoolBackupKey -OutFile ./kept.key }
        $fault.FullyQualifiedErrorId | Should -Be 'KeyInvalid,SchoolBackup.Cmdlets.NewSchoolBackupKey'
        $fault.ErrorDetails.RecommendedAction | Should -Match 'name another file'
        Get-Content kept.key | Should -Be $before
    }

    It 'is not made by -WhatIf' {
        New-SchoolBackupKey ./none.key -WhatIf | Should -BeNullOrEmpty
        Test-Path none.key | Should -BeFalse
    }

    It 'without a file is a SecureString of 64 digits, another one each time, and is not told' {
        $said = New-SchoolBackupKey -Verbose 4>&1
        $said[1] | Should -BeOfType ([securestring])
        Get-Digit $said[1] | Should -Match '^[0-9a-f]{64}$'
        Get-Digit $said[1] | Should -Not -Be (Get-Digit (New-SchoolBackupKey))
        $said[0].Message | Should -Match '^Made key [0-9a-f]{16}$'
    }
}

Describe 'An encrypted backup, by <Name>' -ForEach @(
    @{ Name = '-Key'; Make = { $key = New-SchoolBackupKey; @{ Key = $key } } }
    @{ Name = '-KeyFile'; Make = { New-SchoolBackupKey ./encrypted.key | Out-Null; @{ KeyFile = './encrypted.key' } } }
    @{ Name = '-KeySecretName'; Make = { Set-Secret -Name school -SecureStringSecret (New-SchoolBackupKey); @{ KeySecretName = 'school' } } }
    @{ Name = '-Passphrase'; Make = { @{ Passphrase = ConvertTo-SecureString 'correct horse battery staple' -AsPlainText } } }
    @{ Name = '-PassphraseFile'; Make = { Set-Content words 'correct horse battery staple'; if (-not $IsWindows) { chmod 600 words }; @{ PassphraseFile = './words' } } }
) {
    BeforeAll {
        Import-Module $PSScriptRoot/Vaults/Microsoft.PowerShell.SecretManagement
        $with = & $Make
        $repository = (New-Item -ItemType Directory ([guid]::NewGuid())).FullName
        $backup = New-SchoolBackup school -Path $repository @with @connection
    }
    AfterAll {
        Remove-Module Microsoft.PowerShell.SecretManagement
        Remove-Database school_copy
    }

    It 'is made, and its name says so' {
        $backup.Filename | Should -BeLike '*.sql.gz.enc'
        $backup.Encrypted | Should -BeTrue
        $backup.KeyId | Should -Match '^[0-9a-f]{16}$'
        $backup.Rows | Should -Be 502
    }

    It 'is listed without it: name, time, size, database and the id of its key' {
        $listed = Get-SchoolBackup -Path $repository
        $listed.Rows | Should -BeNullOrEmpty
        foreach ($property in 'Filename', 'Timestamp', 'Size', 'Database', 'KeyId', 'Encrypted', 'Id') { $listed.$property | Should -Be $backup.$property -Because $property }
    }

    It 'is tested: with it every byte and by a drill, without it only as far as that goes' {
        (Test-SchoolBackup $backup @with).Valid | Should -BeTrue
        (Test-SchoolBackup $backup -Level Restore @with @connection).Valid | Should -BeTrue
        $without = Test-SchoolBackup $backup
        $without.Valid | Should -BeNullOrEmpty
        $without.Remarks | Should -Match 'without the key'
    }

    It 'is looked into and restored, whole and one table' {
        (Get-SchoolBackupTable $backup @with).Name | Should -Be classes, pupils
        $backup | Restore-SchoolBackup -TargetDatabase school_copy -Confirm:$false @with @connection
        Get-Sql 'DELETE FROM school_copy.pupils' | Out-Null
        $result = $backup | Restore-SchoolBackup -TargetDatabase school_copy -Table pupils -NoSafetyBackup -PassThru -Confirm:$false @with @connection
        $result.RestoredTables | Should -Be 1
        $result.RecordsRestored | Should -Be 500
        Get-Sql 'SELECT COUNT(*) FROM school_copy.pupils' | Should -Be 500
    }

    It 'is closed to another key, and to none' {
        $fault = Get-Fault { $backup | Restore-SchoolBackup -TargetDatabase school_copy -Confirm:$false @connection }
        $fault.FullyQualifiedErrorId | Should -Be 'KeyMissing,SchoolBackup.Cmdlets.RestoreSchoolBackup'
        $fault.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $fault = Get-Fault { $backup | Get-SchoolBackupTable -Key (New-SchoolBackupKey) }
        $fault.FullyQualifiedErrorId | Should -Be 'KeyWrong,SchoolBackup.Cmdlets.GetSchoolBackupTable'
        $fault.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $fault.ErrorDetails.RecommendedAction | Should -Match 'Update-SchoolBackupKey'
    }
}

Describe 'A key that is given' {
    It 'is refused when it is <Name>, and is not repeated' -ForEach @(
        @{ Name = 'a digit short'; Id = 'KeyInvalid'; Text = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a0' }
        @{ Name = 'all zeros'; Id = 'KeyInvalid'; Text = '0' * 64 }
        @{ Name = 'no number'; Id = 'KeyInvalid'; Text = 'your-own-words-in-place-of-the-64-digits-that-a-key-has-to-have!' }
    ) {
        $fault = Get-Fault { New-SchoolBackup school -Key (ConvertTo-SecureString $Text -AsPlainText) @connection }
        $fault.FullyQualifiedErrorId | Should -Be "$Id,SchoolBackup.Cmdlets.NewSchoolBackup"
        $fault.ErrorDetails.RecommendedAction | Should -Be 'make a key with New-SchoolBackupKey'
        ($fault | Format-List * -Force | Out-String -Width 4000) | Should -Not -Match $Text
        Test-Path backups | Should -BeFalse
    }

    It 'is refused when there are two' {
        $fault = Get-Fault { Get-SchoolBackup -Key (New-SchoolBackupKey) -PassphraseFile ./words }
        $fault.FullyQualifiedErrorId | Should -Be 'InvalidOption,SchoolBackup.Cmdlets.GetSchoolBackup'
        $fault.Exception.Message | Should -Match '^-Key and -PassphraseFile'
    }

    It 'goes before that of the configuration, and -NoEncryption before both' {
        New-SchoolBackupKey ./env.key | Out-Null
        $key = New-SchoolBackupKey
        $env:BACKUP_ENCRYPTION_KEY_FILE = "$folder/env.key"
        try {
            (New-SchoolBackup library -Path ./before -Key $key @connection | Test-SchoolBackup -Key $key).Valid | Should -BeTrue
            (New-SchoolBackup library -Path ./open -Key $key -NoEncryption @connection).Encrypted | Should -BeFalse
        }
        finally { Remove-Item env:BACKUP_ENCRYPTION_KEY_FILE }
    }

    It 'is told by nothing that a run says' {
        $key = New-SchoolBackupKey
        $said = New-SchoolBackup library -Path ./told -Key $key -Verbose @connection *>&1
        $said += Get-SchoolBackupConfiguration -Key $key -Verbose *>&1
        ($said | Format-List * -Force | Out-String -Width 4000) | Should -Not -Match (Get-Digit $key)
    }
}

Describe 'A secret in a vault' {
    It 'needs the module, and the error says which' {
        $fault = Get-Fault { Get-SchoolBackup -KeySecretName school }
        $fault.FullyQualifiedErrorId | Should -Be 'KeyInvalid,SchoolBackup.Cmdlets.GetSchoolBackup'
        $fault.ErrorDetails.RecommendedAction | Should -Match 'Install-PSResource Microsoft\.PowerShell\.SecretManagement'
    }

    Context 'with the module where modules are' {
        BeforeAll {
            $before = $env:PSModulePath
            $env:PSModulePath = "$PSScriptRoot/Vaults", $before -join [IO.Path]::PathSeparator
            Set-Secret -Name mine -SecureStringSecret (New-SchoolBackupKey) -Vault a
            $key = New-SchoolBackupKey
            Set-Secret -Name mine -SecureStringSecret $key -Vault b
            Set-Secret -Name number -Secret 42
            Set-Secret -Name short -SecureStringSecret (ConvertTo-SecureString 'abc' -AsPlainText)
            New-Item -ItemType Directory vaulted | Out-Null
        }
        AfterAll {
            $env:PSModulePath = $before
            Remove-Module Microsoft.PowerShell.SecretManagement
        }

        It 'is taken from the vault that is named' {
            $backup = New-SchoolBackup library -Path ./vaulted -KeySecretName mine -KeyVault b @connection
            (Test-SchoolBackup $backup -Key $key).Valid | Should -BeTrue
            (Get-Fault { Get-SchoolBackupTable $backup -KeySecretName mine }).FullyQualifiedErrorId | Should -BeLike 'KeyWrong,*' # a comes before b
        }

        It 'is an error when it <Name>' -ForEach @(
            @{ Name = 'is not there'; Secret = 'none'; Message = '^the secret none cannot be read: The secret none was not found'; Action = 'Get-SecretInfo' }
            @{ Name = 'is no text'; Secret = 'number'; Message = 'is a Int32'; Action = 'Set-Secret' }
            @{ Name = 'is no key'; Secret = 'short'; Message = 'the secret short has 3 characters'; Action = 'New-SchoolBackupKey' }
        ) {
            $fault = Get-Fault { Get-SchoolBackup -Path ./vaulted -KeySecretName $Secret }
            $fault.FullyQualifiedErrorId | Should -Be 'KeyInvalid,SchoolBackup.Cmdlets.GetSchoolBackup'
            $fault.Exception.Message | Should -Match $Message
            $fault.ErrorDetails.RecommendedAction | Should -Match $Action
        }

        It 'leads from one key to another' {
            $results = Update-SchoolBackupKey -Path ./vaulted -Key $key -NewKeySecretName mine -KeyVault a -Confirm:$false
            $results.Outcome | Should -Be Rotated
            (Get-SchoolBackup -Path ./vaulted | Test-SchoolBackup -KeySecretName mine).Valid | Should -BeTrue
        }
    }
}

Describe 'A rotation' {
    BeforeEach {
        $repository = (New-Item -ItemType Directory ([guid]::NewGuid())).FullName
        $old = New-SchoolBackupKey
        $made = 'school', 'library' | New-SchoolBackup -Path $repository -Key $old @connection
        New-SchoolBackup school -Table classes -Path $repository -WarningAction SilentlyContinue @connection | Out-Null # open, and none of its business
        $new = New-SchoolBackupKey
        function Get-Hash { (Get-ChildItem $repository -File | Get-FileHash).Hash -join ' ' }
    }

    It 'is only told by -WhatIf' {
        $before = Get-Hash
        $would = Update-SchoolBackupKey -Path $repository -Key $old -NewKey $new -WhatIf
        $would.Outcome | Should -Be WouldRotate, WouldRotate
        $would.Filename | Should -Be ($made.Filename | Sort-Object)
        Get-Hash | Should -Be $before
        (Test-SchoolBackup $made[0].Path -Key $old).Valid | Should -BeTrue
    }

    It 'gives every encrypted backup the new key, beside the old one; and is done once' {
        $results = Update-SchoolBackupKey -Path $repository -Key $old -NewKey $new -Confirm:$false
        $results.Outcome | Should -Be Rotated, Rotated
        foreach ($key in $old, $new) { ($made.Path | Test-SchoolBackup -Key $key).Valid | Should -Be $true, $true }
        (Update-SchoolBackupKey -Path $repository -Key $old -NewKey $new -Confirm:$false).Outcome | Should -Be AlreadyDone, AlreadyDone
        Get-SchoolBackup -Path $repository | Where-Object Encrypted | ForEach-Object { $_.KeyId | Should -Contain $results[0].KeyId }
    }

    It 'takes the old one away with -RemoveOld' {
        New-SchoolBackupKey $repository/new.key | Out-Null
        Update-SchoolBackupKey -Path $repository -Key $old -NewKeyFile $repository/new.key -RemoveOld -Confirm:$false | Out-Null
        ($made.Path | Test-SchoolBackup -KeyFile $repository/new.key).Valid | Should -Be $true, $true
        (Get-Fault { $made[0] | Get-SchoolBackupTable -Key $old }).FullyQualifiedErrorId | Should -BeLike 'KeyWrong,*'
    }

    It 'reaches a passphrase' {
        $words = ConvertTo-SecureString 'correct horse battery staple' -AsPlainText
        $results = Update-SchoolBackupKey -Path $repository -Key $old -NewPassphrase $words -RemoveOld -Confirm:$false
        $results[0].KeyId | Should -BeNullOrEmpty
        ($made.Path | Test-SchoolBackup -Passphrase $words).Valid | Should -Be $true, $true
    }

    It 'that cannot open all says which, and goes on from there with the key that was missing' {
        New-SchoolBackupKey $repository/other.key | Out-Null
        Start-Sleep -Seconds 1 # a name tells seconds
        $other = New-SchoolBackup library -Path $repository -KeyFile $repository/other.key @connection
        $fault = Get-Fault { Update-SchoolBackupKey -Path $repository -Key $old -NewKey $new -Confirm:$false }
        $fault.FullyQualifiedErrorId | Should -Be 'RotationIncomplete,SchoolBackup.Cmdlets.UpdateSchoolBackupKey'
        $fault.TargetObject | Should -Be $repository
        $fault.Exception.Message | Should -Match $other.Filename
        $fault.ErrorDetails.RecommendedAction | Should -Match 'run it again'
        $results = Update-SchoolBackupKey -Path $repository -Key $old -OldKeyFile $repository/other.key -NewKey $new -Confirm:$false
        $results.Outcome | Sort-Object | Should -Be AlreadyDone, AlreadyDone, Rotated
    }

    It 'without a new key says how to give one, and does nothing' {
        $before = Get-Hash
        $fault = Get-Fault { Update-SchoolBackupKey -Path $repository -Key $old -Confirm:$false }
        $fault.FullyQualifiedErrorId | Should -Be 'InvalidOption,SchoolBackup.Cmdlets.UpdateSchoolBackupKey'
        $fault.ErrorDetails.RecommendedAction | Should -Match '-NewKeyFile'
        Get-Hash | Should -Be $before
    }
}
