using System.Management.Automation;

namespace SchoolBackup.Pipeline;

/// <summary>A cmdlet that talks to a server.</summary>
public abstract class ServerCmdlet : RepositoryCmdlet
{
    /// <summary>Host name or address of the server.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string? Server { get; set; }

    /// <summary>TCP port.</summary>
    [Parameter, ValidateRange(1, 65535)]
    public int? Port { get; set; }

    /// <summary>Unix domain socket, or named pipe on Windows, instead of TCP.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string? Socket { get; set; }

    /// <summary>Account and password. Given a name alone, PowerShell asks for the password.</summary>
    [Parameter, Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>How far to insist on an encrypted line.</summary>
    [Parameter, ValidateSet("Disabled", "Preferred", "Required", "VerifyCA", "VerifyIdentity")]
    public string? SslMode { get; set; }

    /// <summary>PEM file of the certificate authorities to trust.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string? SslCA { get; set; }

    /// <summary>A <c>my.cnf</c>, whose <c>[client]</c> group gives server, account and password.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string? DefaultsFile { get; set; }
}
