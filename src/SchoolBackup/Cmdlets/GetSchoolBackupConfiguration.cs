using System.Management.Automation;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsCommon.Get, "SchoolBackupConfiguration")]
[OutputType(typeof(ConfigurationSetting))]
public sealed class GetSchoolBackupConfiguration : ServerCmdlet
{
    protected override void EndProcessing() => WriteObject(Configuration.Settings.Select(setting => new ConfigurationSetting(setting)), enumerateCollection: true);
}
