# A stand-in for the module of that name: what of it is used here, with the parameters and answers of the real one. Secrets live as long as the module does.
$secrets = @{}

function Set-Secret([Parameter(Mandatory)] [string] $Name, [securestring] $SecureStringSecret, [object] $Secret, [string] $Vault = 'standard') {
    $secrets["$Vault/$Name"] = $SecureStringSecret ?? $Secret
}

function Get-Secret {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Name, [string] $Vault, [switch] $AsPlainText)
    $key = $secrets.Keys | Where-Object { $_ -like "$($Vault ? $Vault : '*')/$Name" } | Sort-Object | Select-Object -First 1
    if (-not $key) {
        Write-Error "The secret $Name was not found." -ErrorId GetSecretNotFound -Category ObjectNotFound
        return
    }
    if ($AsPlainText -and $secrets[$key] -is [securestring]) { ConvertFrom-SecureString $secrets[$key] -AsPlainText } else { $secrets[$key] }
}
