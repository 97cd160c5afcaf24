using System.Management.Automation;
using SchoolBackup.Completion;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets;

/// <summary><c>Get-SchoolBackupTable</c>.</summary>
[Cmdlet(VerbsCommon.Get, "SchoolBackupTable")]
[OutputType(typeof(TableInfo))]
public sealed class GetSchoolBackupTable : RepositoryCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "Filename", "Name"), ValidateNotNullOrEmpty, ArgumentCompleter(typeof(BackupCompleter))]
    public string[] Backup { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (string backup in Backup)
        {
            Attempt(backup, () =>
            {
                using ArchiveReader archive = ArchiveReader.Open(Find(backup));
                WriteObject(TableInfo.In(archive), enumerateCollection: true);
            });
        }
    }
}
