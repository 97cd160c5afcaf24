using System.Management.Automation;
using System.Security;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsCommon.New, "SchoolBackupKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(KeyInfo), typeof(SecureString))]
public sealed class NewSchoolBackupKey : BackupCmdlet
{
    [Parameter(Position = 0), Alias("Path", "OutFile"), ValidateNotNullOrEmpty]
    public string? KeyFile { get; set; }

    protected override void EndProcessing() => Attempt(KeyFile, () =>
    {
        using RawKey key = RawKey.NewRandom();
        if (KeyFile is null)
        {
            WriteVerbose($"Made {key}");
            WriteObject(SecureText.Of(key));
            return;
        }

        string file = Resolve(KeyFile);
        if (!Agreed($"Write a new key to {file}")) return;
        Engine.Keys.KeyFile.Write(key, file);
        WriteObject(new KeyInfo(key.Id, file));
    });
}
