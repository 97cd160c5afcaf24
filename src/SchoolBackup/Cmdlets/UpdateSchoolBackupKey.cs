using System.Management.Automation;
using System.Security;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Errors;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsData.Update, "SchoolBackupKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RotationResult))]
public sealed class UpdateSchoolBackupKey : ChoosingCmdlet
{
    [Parameter, ValidateNotNull]
    public SecureString? NewKey { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? NewKeyFile { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? NewKeySecretName { get; set; }

    [Parameter, ValidateNotNull]
    public SecureString? NewPassphrase { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? NewPassphraseFile { get; set; }

    [Parameter]
    public SwitchParameter RemoveOld { get; set; }

    private protected override void Work()
    {
        using MasterKey next = GivenKeys.Read("New")
            ?? throw new BackupException(
                BackupError.InvalidOption,
                "a rotation needs a new key, and none is given",
                "give it by -NewKey, -NewKeyFile, -NewKeySecretName, -NewPassphrase or -NewPassphraseFile");
        string fate = RemoveOld ? "no other key opens them any more" : "the keys that open them now still do";
        HashSet<string>? files = FilesMeant();
        string which = files is null ? "every encrypted backup" : "the encrypted ones of the backups that were given (" + string.Join(", ", files.Select(System.IO.Path.GetFileName).Distinct(StringComparer.Ordinal)) + ")";
        if (!Agreed($"Let {next} open {which} in {Configuration.Folders}; {fate}") && !IsWhatIf) return;
        var options = new RotationOptions
        {
            Places = Configuration.Repositories,
            Keys = Keys,
            NewKey = next,
            Files = files,
            OldKeys = RemoveOld ? OldKeys.Remove : OldKeys.Keep,
            LockTimeout = TimeSpan.FromSeconds(LockTimeout),
            Mode = IsWhatIf ? RotationMode.WhatIf : RotationMode.Rotate,
        };
        WriteObject(Run("Rotating keys", progress => new RotationOperation(TimeProvider.System, progress).Run(options, Stop)).Select(backup => new RotationResult(backup, next, options.Mode)), enumerateCollection: true);
    }
}
