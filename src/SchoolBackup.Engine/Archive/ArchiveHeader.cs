using System.Text.Json.Serialization;

namespace SchoolBackup.Engine.Archive;

/// <summary>Which lock level of the snapshot ladder the backup stood on, the firmest first.</summary>
public enum LockLevel
{
    /// <summary>All writes stood still while every connection opened its snapshot (FLUSH TABLES WITH READ LOCK).</summary>
    GlobalReadLock,

    /// <summary>The tables of the backup were locked while every connection opened its snapshot (LOCK TABLES … READ).</summary>
    TableLocks,

    /// <summary>One connection, one snapshot, no lock.</summary>
    SingleConnection,
}

/// <summary>Where the server's binary log stood at the snapshot.</summary>
/// <param name="File">Name of the log file.</param>
/// <param name="Offset">Byte offset in it.</param>
/// <param name="Gtid">The set of executed transactions, or null when the server keeps none.</param>
public sealed record BinlogPosition(string File, long Offset, string? Gtid);

/// <summary>
/// The run that made a backup. It is all that differs between two backups of unchanged data, and it is written last:
/// until then the file begins with zeros, which no reader takes for a backup.
/// </summary>
public sealed record ArchiveHeader
{
    /// <summary>The newest format that this reader knows.</summary>
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>Stable name of this backup, whatever its file is called.</summary>
    public required string Id { get; init; }

    public required string Tool { get; init; }

    public required DateTimeOffset Started { get; init; }

    public long DurationMilliseconds { get; init; }

    public required IReadOnlyList<string> Databases { get; init; }

    /// <summary>The server's own version text.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>The same for people: without the <c>5.5.5-</c> that MariaDB before 11 puts in front for old replicas.</summary>
    /// <seealso href="https://mariadb.com/kb/en/connection/#initial-handshake-packet"/>
    [JsonIgnore]
    public string ShownServerVersion => ServerVersion.StartsWith("5.5.5-", StringComparison.Ordinal) ? ServerVersion[6..] : ServerVersion;

    public required string ServerFlavor { get; init; }

    public LockLevel Snapshot { get; init; }

    public BinlogPosition? Position { get; init; }

    public int Tables { get; init; }

    public long Rows { get; init; }

    /// <summary>Bytes of SQL text before compression.</summary>
    public long RawBytes { get; init; }

    /// <summary>True when the account could not see everything and the caller allowed that.</summary>
    public bool Partial { get; init; }

    /// <summary>True when only chosen tables, or of some only the structure, were asked for: no backup of the whole database.</summary>
    public bool Selected { get; init; }

    /// <summary>Null for a backup of a whole database.</summary>
    public BackupKind? Kind { get; init; }

    /// <summary>Bytes of the whole file.</summary>
    public long FileLength { get; init; }

    public long IndexOffset { get; init; }

    public long IndexLength { get; init; }

    /// <summary>Lower-case hexadecimal digest of the index as stored.</summary>
    public string IndexSha256 { get; init; } = "";
}
