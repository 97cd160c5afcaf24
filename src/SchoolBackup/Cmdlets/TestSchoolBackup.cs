using System.Management.Automation;
using SchoolBackup.Completion;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsDiagnostic.Test, "SchoolBackup")]
[OutputType(typeof(TestResult), typeof(bool))]
public sealed class TestSchoolBackup : ServerCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "Filename", "Name"), ValidateNotNullOrEmpty, ArgumentCompleter(typeof(BackupCompleter))]
    public string[] Backup { get; set; } = [];

    [Parameter, ValidateSet("Checksum", "Content", "Restore")]
    public string Level { get; set; } = nameof(VerifyLevel.Content);

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    protected override void ProcessRecord() => Each(Backup, Test);

    private void Test(string file)
    {
        VerifyLevel level = Enum.Parse<VerifyLevel>(Level, ignoreCase: true);
        var options = new VerifyOptions { File = file, Level = level, Keys = Keys, Connection = level == VerifyLevel.Restore ? Configuration.Connection : null };
        VerifyResult result = Run($"Testing {System.IO.Path.GetFileName(file)}", progress => new VerifyOperation(TimeProvider.System, progress).Run(options, Stop));
        var found = new TestResult(result);
        WriteObject(Quiet ? found.Valid is true : found);
    }
}
