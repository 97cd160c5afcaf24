namespace SchoolBackup.Demo;

/// <summary>How a <see cref="ThrowawayServer"/> differs from the server's own defaults: only in what is said here.</summary>
public sealed record ThrowawayServerOptions
{
    /// <summary>Which server, or null for the usual one (<see cref="ServerPrograms.Find"/>).</summary>
    public ServerPrograms? Programs { get; init; }

    /// <summary>Folder in which the server's private folder is made, or null for the system's temporary folder.</summary>
    public string? ParentDirectory { get; init; }

    /// <summary>Password of <c>root</c>; empty for none.</summary>
    public string RootPassword { get; init; } = "";

    /// <summary>InnoDB's buffer pool in MiB, or null for the server's default (128).</summary>
    /// <seealso href="https://mariadb.com/kb/en/innodb-system-variables/#innodb_buffer_pool_size"/>
    public int? BufferPoolMiB { get; init; }

    /// <summary>Whether the server writes a binary log, as a server with replicas or point-in-time recovery does.</summary>
    public bool BinaryLog { get; init; }

    /// <summary>More arguments for the server, such as <c>--lower-case-table-names=1</c>.</summary>
    public IReadOnlyList<string> ExtraArguments { get; init; } = [];

    /// <summary>How long the server may take until it answers.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
