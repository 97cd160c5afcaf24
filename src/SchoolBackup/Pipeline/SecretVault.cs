using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Security;
using SchoolBackup.Errors;

namespace SchoolBackup.Pipeline;

/// <summary>The vaults of SecretManagement: a module of its own, which nobody needs who names no secret.</summary>
/// <param name="session">Where the module is looked for.</param>
/// <param name="vault">The vault; null for all that are registered.</param>
/// <seealso href="https://learn.microsoft.com/powershell/module/microsoft.powershell.secretmanagement/get-secret"/>
internal sealed class SecretVault(CommandInvocationIntrinsics session, string? vault)
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";
    private const string Command = Module + "\\Get-Secret";

    /// <exception cref="BackupException">KeyInvalid: there is no such module, vault or secret, or the secret is no text.</exception>
    public SecureString Get(string name, string parameter)
    {
        if (session.GetCommand(Command, CommandTypes.Cmdlet | CommandTypes.Function) is null)
            throw Refused(
                $"{parameter} needs the module {Module}, which is not installed",
                $"run: Install-PSResource {Module}; or give the key by -Key or -KeyFile");
        var asked = new Hashtable { ["Name"] = name, ["ErrorAction"] = nameof(ActionPreference.Stop) };
        if (vault is not null) asked["Vault"] = vault;
        try
        {
            object? found = session.InvokeScript($"param($asked) {Command} @asked", true, PipelineResultTypes.None, null, asked)
                .FirstOrDefault()?.BaseObject;
            return found as SecureString
                ?? throw Refused(
                    $"the secret {name} is {(found is null ? "empty" : $"a {found.GetType().Name}")}, and a key is kept as text",
                    $"run: Set-Secret -Name '{name}' -SecureStringSecret (New-SchoolBackupKey)");
        }
        catch (RuntimeException fault) when (fault is not PipelineStoppedException)
        {
            throw Refused(
                $"the secret {name} cannot be read: {fault.ErrorRecord.Exception.Message}",
                "see Get-SecretInfo and Get-SecretVault for what there is, and Unlock-SecretVault",
                fault);
        }
    }

    private static BackupException Refused(string what, string hint, Exception? fault = null) =>
        new(BackupError.KeyInvalid, what, hint, fault);
}
