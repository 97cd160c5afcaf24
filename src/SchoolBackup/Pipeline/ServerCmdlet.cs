using System.Management.Automation;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Pipeline;

/// <summary>A cmdlet that talks to a server.</summary>
public abstract class ServerCmdlet : RepositoryCmdlet
{
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("ServerInstance", "SqlInstance", "ComputerName", "HostName", "Host"), ValidateNotEmpty]
    public string? Server { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true), ValidatePort]
    public int? Port { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true), ValidateNotEmpty]
    public string? Socket { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true), Alias("UserName"), ValidateNotEmpty]
    public string? User { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true), Credential]
    public PSCredential? Credential { get; set; }

    [Parameter, ValidateSet("Disabled", "Preferred", "Required", "VerifyCA", "VerifyIdentity")]
    public string? SslMode { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? SslCA { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? DefaultsFile { get; set; }

    private protected sealed override bool IsServerOfInput => IsOfInput(nameof(Server)) || IsOfInput(nameof(Socket));

    /// <summary>
    /// Refuses an object that names another server than the one in force, unless somebody typed where the work is to be done. A backup
    /// knows the server that it was made of: its restore must neither go back there by itself, nor, for a row that means it, silently go
    /// elsewhere.
    /// </summary>
    /// <exception cref="BackupException">InvalidOption.</exception>
    private protected void RequireServerInForce()
    {
        if (!IsServerOfInput || IsTyped(nameof(Server)) || IsTyped(nameof(Socket))) return;
        ConnectionOptions inForce = Configuration.Connection;
        if (Server is not null && Server.Equals(inForce.Host, StringComparison.OrdinalIgnoreCase) && (Port is null || Port == inForce.TcpPort)) return;
        string named = (Server ?? Socket) + (Port is { } port ? Invariant($":{port}") : "");
        throw new BackupException(
            BackupError.InvalidOption,
            $"the input names the server {named}, and this would be done on {inForce}",
            "say where by -Server, and by -Port where it is not 3306; what is typed goes before the input");
    }
}
