using System.Collections;
using System.Management.Automation;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.MySql;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Completion;

/// <summary>A command that is still being typed: its parameters, and what they lead to.</summary>
internal sealed class TypedCommand
{
    /// <summary>Who presses Tab does not wait longer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public TypedCommand(IDictionary given)
    {
        using var session = PowerShell.Create(RunspaceMode.CurrentRunspace);
        var paths = (PathIntrinsics)session.AddScript("$ExecutionContext.SessionState.Path").Invoke()[0].BaseObject;
        Resolve = path => SessionPaths.Resolve(paths, path);
        Parameters = new GivenParameters(given, paths.CurrentFileSystemLocation.ProviderPath, Resolve);
        Configuration = Parameters.Configuration();
    }

    public GivenParameters Parameters { get; }

    public BackupConfiguration Configuration { get; }

    public Func<string, string> Resolve { get; }

    public ConnectionOptions Connection => Configuration.Connection with { ConnectTimeout = Patience, IdleTimeout = Patience };
}
