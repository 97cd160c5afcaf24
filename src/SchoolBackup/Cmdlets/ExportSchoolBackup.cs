using System.Management.Automation;
using System.Security;
using SchoolBackup.Completion;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsData.Export, "SchoolBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ExportResult))]
public sealed class ExportSchoolBackup : RepositoryCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "Filename", "Name"), ValidateNotNullOrEmpty, ArgumentCompleter(typeof(BackupCompleter))]
    public string Backup { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1), ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    [Parameter, ValidateNotNullOrEmpty, ArgumentCompleter(typeof(BackedUpTableCompleter))]
    public string? Table { get; set; }

    [Parameter, ValidateNotNullOrEmpty, ArgumentCompleter(typeof(BackedUpDatabaseCompleter))]
    public string? SourceDatabase { get; set; }

    [Parameter, ValidateNotNull]
    public SecureString? ZipPassword { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord() => Attempt(Backup, () =>
    {
        string to = Resolve(Destination);
        var options = new ExportOptions
        {
            File = Find(Backup),
            To = to,
            Format = ExportOptions.FormatOf(to),
            Existing = Force ? ExistingFile.Replace : ExistingFile.Keep,
            Table = Table,
            Database = SourceDatabase,
            Password = ZipPassword is null ? null : SecureText.Read(ZipPassword, words => new string(words)),
            Keys = Keys,
        };
        ExportOperation.Check(options);
        RefuseSecond(to);
        string part = Table is null ? "" : $"table {Table} of ";
        string access = options.Format == ExportFormat.Zip ? "readable with its password" : "readable without a key";
        if (!Agreed($"Export {part}{options.File} to {to}, {access}")) return;
        WriteObject(new ExportResult(Run($"Exporting {System.IO.Path.GetFileName(options.File)}", progress => new ExportOperation(TimeProvider.System, progress).Run(options, Stop))));
    });
}
