@{
    RootModule           = 'SchoolBackup.dll'
    # Comes before the root module, which PowerShell cannot look into without the engine.
    NestedModules        = @('SchoolBackup.Loading.dll')
    # The one version there is: the build reads it from here for the module, its help, the package and the command line.
    ModuleVersion        = '0.1.0'
    GUID                 = '5c2c9b7e-85d8-4435-9c5c-624a8d0a599a'
    Author               = 'The SchoolBackup authors'
    CompanyName          = 'The SchoolBackup authors'
    Copyright            = '(c) The SchoolBackup authors. MIT License.'
    Description          = 'Backs up, proves and restores the MySQL or MariaDB database of a school. A backup is exact or there is none, one plain gzip file without lock-in; a restore never harms the live database; and a backup proves itself by a test restore.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('SchoolBackup.Format.ps1xml')
    CmdletsToExport      = @(
        'Connect-SchoolBackupServer'
        'Copy-SchoolBackup'
        'Disconnect-SchoolBackupServer'
        'Export-SchoolBackup'
        'Get-SchoolBackup'
        'Get-SchoolBackupConfiguration'
        'Get-SchoolBackupTable'
        'New-SchoolBackup'
        'New-SchoolBackupKey'
        'Remove-SchoolBackup'
        'Remove-StaleSchoolBackup'
        'Restore-SchoolBackup'
        'Test-SchoolBackup'
        'Update-SchoolBackupKey'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('MySQL', 'MariaDB', 'Backup', 'Restore', 'Database', 'School', 'DisasterRecovery', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://spdx.org/licenses/MIT.html'
            ProjectUri   = 'https://www.powershellgallery.com/packages/SchoolBackup'
            ReleaseNotes = 'The first release: back up, verify, restore, export and clean up, encrypted with a key or a passphrase that can be rotated, in the format of its own or that of the School ERP; as cmdlets and as a command line.'
        }
    }
}
