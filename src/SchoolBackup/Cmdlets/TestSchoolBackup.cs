using System.Management.Automation;
using SchoolBackup.Completion;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Errors;
using SchoolBackup.Pipeline;
using SchoolBackup.Storage;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsDiagnostic.Test, "SchoolBackup")]
[OutputType(typeof(TestResult), typeof(bool))]
public sealed class TestSchoolBackup : ServerCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "Filename", "Name"), KnownByName, ValidateNotNullOrEmpty, SupportsWildcards, ArgumentCompleter(typeof(BackupCompleter))]
    public string[] Backup { get; set; } = [];

    [Parameter, ValidateSet("Checksum", "Content", "Restore")]
    public string Level { get; set; } = nameof(VerifyLevel.Content);

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    [Parameter]
    public SwitchParameter FailOnInvalid { get; set; }

    protected override void ProcessRecord() => Each(Backup, Test);

    private void Test(BackupRef backup)
    {
        VerifyLevel level = Enum.Parse<VerifyLevel>(Level, ignoreCase: true);
        if (level == VerifyLevel.Restore) RequireServerInForce();
        var options = new VerifyOptions { Backup = backup, Level = level, Keys = Keys, Connection = level == VerifyLevel.Restore ? Configuration.Connection : null };
        VerifyResult result = Run(
            $"Testing {backup.Name}", progress => new VerifyOperation(TimeProvider.System, progress).Run(options, Stop));
        IReadOnlyList<string> databases = Catalogue.At(backup, [], Keys, Stop).Databases;
        var found = new TestResult(
            result, databases, options.Connection?.Host, options.Connection?.TcpPort, TimeProvider.System.GetUtcNow());
        WriteObject(Quiet ? found.Valid is true : found);
        if (FailOnInvalid && found.Valid is false)
            throw new BackupException(
                BackupError.BackupDamaged,
                $"{backup} is not valid: {string.Join("; ", found.Problems)}",
                "do not rely on this file; keep it, test an older one, and make a new backup");
    }
}
