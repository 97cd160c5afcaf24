using System.Management.Automation;

namespace SchoolBackup.Pipeline;

/// <summary>A cmdlet that talks to a server.</summary>
public abstract class ServerCmdlet : RepositoryCmdlet
{
    [Parameter, ValidateNotNullOrEmpty]
    public string? Server { get; set; }

    [Parameter, ValidateRange(1, 65535)]
    public int? Port { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? Socket { get; set; }

    [Parameter, Credential]
    public PSCredential? Credential { get; set; }

    [Parameter, ValidateSet("Disabled", "Preferred", "Required", "VerifyCA", "VerifyIdentity")]
    public string? SslMode { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? SslCA { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? DefaultsFile { get; set; }
}
