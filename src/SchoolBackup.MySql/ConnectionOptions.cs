namespace SchoolBackup.MySql;

/// <summary>How far the client insists on an encrypted, authenticated connection. The names are those of <c>mysql --ssl-mode</c>.</summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/connection-options.html#option_general_ssl-mode"/>
public enum SslMode
{
    Disabled,
    Preferred,
    Required,
    VerifyCA,
    VerifyIdentity,
}

/// <summary>What it means when nothing comes for <see cref="ConnectionOptions.IdleTimeout"/>.</summary>
public enum OnSilence
{
    /// <summary>The connection is lost.</summary>
    GiveUp,

    /// <summary>A statement may take that long: a second connection asks whether the session is still at work, and the connection is lost when it is not.</summary>
    Ask,
}

/// <summary>Where the server is and who asks. The password never appears in <see cref="object.ToString"/>.</summary>
public sealed record ConnectionOptions
{
    /// <summary>Host name or address; ignored when <see cref="Socket"/> or <see cref="Pipe"/> is set.</summary>
    public string Server { get; init; } = "localhost";

    /// <summary>TCP port.</summary>
    public int Port { get; init; } = 3306;

    /// <summary>Path of a Unix domain socket, or null.</summary>
    public string? Socket { get; init; }

    /// <summary>Name of a Windows named pipe (without <c>\\.\pipe\</c>), or null.</summary>
    public string? Pipe { get; init; }

    public string User { get; init; } = "root";

    public string Password { get; init; } = "";

    /// <summary>The database that the session starts in, or null for none.</summary>
    public string? Database { get; init; }

    public SslMode SslMode { get; init; } = SslMode.Preferred;

    /// <summary>PEM file of the certificate authorities to trust, or null for the system's.</summary>
    public string? SslCa { get; init; }

    /// <summary>Whether the password may go to mysql_clear_password over TLS whose certificate nobody verified, or over a socket.</summary>
    /// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/mysql-command-options.html#option_mysql_enable-cleartext-plugin"/>
    public bool EnableCleartextPlugin { get; init; }

    /// <summary>Whether the password may be encrypted with a key that the server sent over an open network, as anybody in between could have.</summary>
    /// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/connection-options.html#option_general_get-server-public-key"/>
    public bool GetServerPublicKey { get; init; }

    /// <summary>PEM file of the server's public key, which is then asked of nobody, or null.</summary>
    /// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/connection-options.html#option_general_server-public-key-path"/>
    public string? ServerPublicKeyPath { get; init; }

    /// <summary>Time for name lookup, connect, TLS and log-in together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest silence on the connection while an answer is awaited; <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What a silence of <see cref="IdleTimeout"/> means.</summary>
    public OnSilence OnSilence { get; init; }

    /// <summary>How much the server can make the client hold.</summary>
    public WireLimits Limits { get; init; } = new();

    /// <summary>The machine that it connects to: this one, by a socket or a pipe.</summary>
    public string Host => Socket is null && Pipe is null ? Server : "localhost";

    /// <summary>The port that it connects to; null by a socket or a pipe.</summary>
    public int? TcpPort => Socket is null && Pipe is null ? Port : null;

    /// <summary>Where it connects, for messages: never the password.</summary>
    public string Endpoint => this switch
    {
        { Socket: { } path } => path,
        { Pipe: { } name } => $@"\\.\pipe\{name}",
        { ServerHoldsPort: true } => Server,
        _ => Invariant($"{(Server.Contains(':') && Server[0] != '[' ? $"[{Server}]" : Server)}:{Port}"),
    };

    /// <summary>Whether <see cref="Server"/> is written with a port, such as <c>127.0.0.1:3306</c>; that is neither a name nor an address.</summary>
    internal bool ServerHoldsPort => Server.Contains(':') && Uri.CheckHostName(Server) != UriHostNameType.IPv6;

    /// <inheritdoc/>
    public override string ToString() => $"{User}@{Endpoint}";
}
