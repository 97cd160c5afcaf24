using System.Management.Automation;
using SchoolBackup.Completion;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Encryption;
using SchoolBackup.Pipeline;
using SchoolBackup.Storage;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsCommon.Get, "SchoolBackupTable")]
[OutputType(typeof(TableInfo))]
public sealed class GetSchoolBackupTable : RepositoryCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "Filename", "Name"), KnownByName, ValidateNotNullOrEmpty, SupportsWildcards, ArgumentCompleter(typeof(BackupCompleter))]
    public string[] Backup { get; set; } = [];

    protected override void ProcessRecord() => Each(Backup, backup =>
    {
        using ArchiveReader archive = StoredBackup.OpenArchive(backup, Keys);
        WriteObject(TableInfo.In(archive), enumerateCollection: true);
    });
}
