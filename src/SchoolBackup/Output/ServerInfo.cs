using SchoolBackup.MySql;

namespace SchoolBackup;

/// <summary>A server that was connected to.</summary>
public sealed class ServerInfo(ConnectionOptions connection, string version, string? database)
{
    public string Server { get; } = connection.Host;

    /// <summary>Null for a socket.</summary>
    public int? Port { get; } = connection.TcpPort;

    public string User { get; } = connection.User;

    /// <summary>What is backed up where no database is named, or null.</summary>
    public string? Database { get; } = database;

    public string ServerVersion { get; } = version;
}
