using SchoolBackup.Engine.Configuration;

namespace SchoolBackup;

/// <summary>A server that was connected to.</summary>
public sealed class ServerInfo(BackupConfiguration configuration, string version, string? database)
{
    public string Server { get; } = configuration.Connection.Host;

    /// <summary>Null for a socket.</summary>
    public int? Port { get; } = configuration.Connection.TcpPort;

    public string User { get; } = configuration.Connection.User;

    /// <summary>What is backed up where no database is named, or null.</summary>
    public string? Database { get; } = database ?? configuration.Database;

    public string ServerVersion { get; } = version;
}
