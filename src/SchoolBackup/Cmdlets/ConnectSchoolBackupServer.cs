using System.Management.Automation;
using SchoolBackup.Completion;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets;

/// <summary>
/// Its parameters are those of a <see cref="ServerCmdlet"/>, which is no base for it: that binds them from its input, and has a repository
/// and keys.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "SchoolBackupServer")]
[OutputType(typeof(ServerInfo))]
public sealed class ConnectSchoolBackupServer : BackupCmdlet
{
    [Parameter(Position = 0), Alias("ServerInstance", "SqlInstance", "ComputerName", "HostName", "Host"), ValidateNotNullOrEmpty]
    public string? Server { get; set; }

    [Parameter(Position = 1), Credential]
    public PSCredential? Credential { get; set; }

    [Parameter, ValidatePort]
    public int? Port { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? Socket { get; set; }

    [Parameter, Alias("UserName"), ValidateNotNullOrEmpty]
    public string? User { get; set; }

    [Parameter, Alias("DatabaseName"), ValidateNotNullOrEmpty, ArgumentCompleter(typeof(DatabaseCompleter))]
    public string? Database { get; set; }

    [Parameter, ValidateSet("Disabled", "Preferred", "Required", "VerifyCA", "VerifyIdentity")]
    public string? SslMode { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? SslCA { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? DefaultsFile { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? EnvFile { get; set; }

    /// <summary>Remembers a server only once it has let somebody in.</summary>
    protected override void ProcessRecord() => Attempt(Server, () =>
    {
        string folder = SessionState.Path.CurrentFileSystemLocation.ProviderPath;
        BackupConfiguration configuration = new GivenParameters(MyInvocation.BoundParameters, folder, Resolve) { Connected = null }.Configuration();
        string version = Run("Connecting", _ => ServerNames.Version(configuration.Connection, Stop));
        SessionServer.Connected = new ConnectedServer(configuration, Database);
        WriteObject(new ServerInfo(configuration, version, Database));
    });
}
