using System.Management.Automation;
using System.Security;
using SchoolBackup.Completion;
using SchoolBackup.Engine.Export;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Errors;
using SchoolBackup.Pipeline;
using SchoolBackup.Storage;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsData.Export, "SchoolBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ExportResult))]
public sealed class ExportSchoolBackup : RepositoryCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SourceBackup", "FullName", "Filename", "Name"), KnownByName, ValidateNotNullOrEmpty, ArgumentCompleter(typeof(BackupCompleter))]
    public string Backup { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1), ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    [Parameter(ValueFromPipelineByPropertyName = true), ValidateNotNullOrEmpty, ArgumentCompleter(typeof(BackedUpTableCompleter))]
    public string? Table { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true), ValidateNotNullOrEmpty, ArgumentCompleter(typeof(BackedUpDatabaseCompleter))]
    public string? SourceDatabase { get; set; }

    [Parameter, ValidateNotNull]
    public SecureString? ZipPassword { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord() => Attempt(Backup, () =>
    {
        BackupRef backup = Find(Backup);
        string to = Place(backup);
        var options = new ExportOptions
        {
            Backup = backup,
            To = to,
            Format = ExportOptions.FormatOf(to),
            Existing = Force ? ExistingFile.Replace : ExistingFile.Keep,
            Table = Table,
            Database = SourceDatabase,
            Password = ZipPassword is null ? null : SecureText.Read(ZipPassword, words => new string(words)),
            Keys = Keys,
        };
        // A folder that is made for the files holds nothing yet that they could meet.
        if (!IsFolder || System.IO.Directory.Exists(Resolve(Destination))) ExportOperation.Check(options);
        RefuseSecond(to);
        string part = Table is null ? "" : $"table {Table} of ";
        string access = options.Format == ExportFormat.Zip ? "readable with its password" : "readable without a key";
        if (!Agreed($"Export {part}{backup} to {to}, {access}")) return;
        if (IsFolder) System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
        WriteObject(new ExportResult(Run($"Exporting {backup.Name}", progress => new ExportOperation(TimeProvider.System, progress).Run(options, Stop))));
    });

    private bool IsFolder => System.IO.Path.EndsInDirectorySeparator(Destination) || System.IO.Directory.Exists(Resolve(Destination));

    /// <summary>The file to write. In a folder, each table gets a name of its own: that of its backup, its database and itself.</summary>
    private string Place(BackupRef backup)
    {
        string to = Resolve(Destination);
        if (!IsFolder) return to;
        if (Table is null)
            throw new BackupException(
                BackupError.InvalidOption,
                $"{to} is a folder, and no table is named",
                "name a file, which says by its name as what: .sql, .sql.gz, .zip, .json");
        string database = SourceDatabase is null ? "" : DatabaseLabel.For([SourceDatabase]) + ".";
        return System.IO.Path.Combine(to, $"{BackupName.Stem(backup.Name)}.{database}{DatabaseLabel.For([Table])}.csv");
    }
}
