using System.Management.Automation;
using SchoolBackup.Completion;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Formatting;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsCommon.Remove, "SchoolBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveSchoolBackup : RepositoryCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "Filename", "Name"), KnownByName, ValidateNotNullOrEmpty, SupportsWildcards, ArgumentCompleter(typeof(BackupCompleter))]
    public string[] Backup { get; set; } = [];

    [Parameter, ValidateRange(0, int.MaxValue)]
    public int LockTimeout { get; set; }

    protected override void ProcessRecord() => Each(Backup, file =>
    {
        CatalogueEntry entry = Catalogue.At(file, Configuration.ExternalPath);
        if (Agreed(Words(entry))) Run($"Removing {entry.FileName}", progress => new RemovalOperation(TimeProvider.System, progress).Run([entry], Configuration.ExternalPath, Stop, TimeSpan.FromSeconds(LockTimeout)));
    });

    private string Words(CatalogueEntry entry)
    {
        string copy = entry.Location == BackupLocation.Both ? $" and its copy in {Configuration.ExternalPath}" : "";
        return $"Remove the backup {entry.Path}{copy} ({entry.Subject ?? "unknown database"}, {Figures.Size(entry.Size)}, made {Figures.Time(entry.Timestamp)} UTC)";
    }
}
