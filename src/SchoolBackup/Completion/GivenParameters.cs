using System.Collections;
using System.Management.Automation;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.MySql;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Completion;

/// <summary>The parameters of a command that is still being typed.</summary>
internal sealed class GivenParameters
{
    /// <summary>Who presses Tab does not wait longer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly IDictionary _given;
    private readonly PathIntrinsics _paths;

    public GivenParameters(IDictionary given)
    {
        _given = given;
        using var session = PowerShell.Create(RunspaceMode.CurrentRunspace);
        _paths = (PathIntrinsics)session.AddScript("$ExecutionContext.SessionState.Path").Invoke()[0].BaseObject;
        Configuration = Form().Resolve();
    }

    public BackupConfiguration Configuration { get; }

    public ConnectionOptions Connection => Configuration.Connection with { ConnectTimeout = Patience, IdleTimeout = Patience };

    /// <summary>The values of a parameter that takes several.</summary>
    public string[] Texts(string name) => LanguagePrimitives.TryConvertTo(_given[name], out string[] texts) && texts is not null ? texts : [];

    public string? Path(string name) => Text(name) is { } path ? SessionPaths.Resolve(_paths, path) : null;

    private string? Text(string name) => _given[name]?.ToString();

    private ConfigurationForm Form() => new()
    {
        Folder = _paths.CurrentFileSystemLocation.ProviderPath,
        EnvFile = Path("EnvFile"),
        DefaultsFile = Path("DefaultsFile"),
        Path = Path("Path") ?? Path("RepositoryPath"),
        ExternalPath = Path("ExternalPath"),
        Server = Text("Server"),
        Port = int.TryParse(Text("Port"), out int port) ? port : null,
        Socket = Text("Socket"),
        User = (_given["Credential"] as PSCredential)?.UserName,
        Password = (_given["Credential"] as PSCredential)?.GetNetworkCredential().Password,
        SslMode = Text("SslMode"),
        SslCA = Path("SslCA"),
    };
}
