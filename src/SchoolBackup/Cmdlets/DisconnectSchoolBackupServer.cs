using System.Management.Automation;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsCommunications.Disconnect, "SchoolBackupServer")]
[OutputType(typeof(void))]
public sealed class DisconnectSchoolBackupServer : BackupCmdlet
{
    protected override void ProcessRecord() => SessionServer.Connected = null;
}
