using System.Management.Automation;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsCommon.Get, "SchoolBackupConfiguration")]
[OutputType(typeof(ConfigurationSetting))]
public sealed class GetSchoolBackupConfiguration : ServerCmdlet
{
    protected override void ProcessRecord() => Attempt(Server, () =>
    {
        if (MyInvocation.ExpectingInput) ReadConfiguration();
        WriteObject(Configuration.Settings.Select(setting => new ConfigurationSetting(setting)), enumerateCollection: true);
    });
}
