using System.Management.Automation;
using SchoolBackup.Completion;
using SchoolBackup.Engine.Formatting;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Pipeline;
using SchoolBackup.Storage;

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

    protected override void ProcessRecord() => Each(Backup, backup =>
    {
        CatalogueEntry entry = Catalogue.At(backup, Configuration.Repositories, Keys, Stop);
        if (Agreed(Words(entry))) Run($"Removing {entry.FileName}", progress => new RemovalOperation(TimeProvider.System, progress).Run([entry], Configuration.Repositories, Stop, TimeSpan.FromSeconds(LockTimeout)));
    });

    private static string Words(CatalogueEntry entry)
    {
        string copy = entry.Copies.Count > 1
            ? $" and its copy in {string.Join(" and ", entry.Copies.Skip(1).Select(one => one.Repository.Location))}"
            : "";
        return $"Remove the backup {entry.Path}{copy} ({entry.Subject ?? "unknown database"}, {Figures.Size(entry.Size)}, made {Figures.Time(entry.Timestamp)} UTC)";
    }
}
