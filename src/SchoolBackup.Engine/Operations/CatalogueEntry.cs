using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Encryption;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>Where a backup lies: in its repository, which is the first of the places that are looked into, in others, or in both.</summary>
public enum BackupLocation
{
    Local,
    External,
    Both,
}

/// <summary>One line of the list: a backup, or a dump by another tool.</summary>
public sealed record CatalogueEntry
{
    public required string FileName { get; init; }

    /// <summary>Where it lies: the same backup in each, the repository's first.</summary>
    public required IReadOnlyList<BackupRef> Copies { get; init; }

    /// <summary>The copy that is read: the repository's, where there is one.</summary>
    public BackupRef Backup => Copies[0];

    /// <summary>The address of that copy: a full path, where it lies in a folder.</summary>
    public string Path => Backup.Address;

    /// <summary>When it was made, UTC: by its header, else its name, else the file's own time.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    public required long Size { get; init; }

    public required bool Compressed { get; init; }

    public required BackupLocation Location { get; init; }

    /// <summary>Who wrote it, such as 'SchoolBackup 0.1.0', 'mysqldump', or 'unknown'.</summary>
    public required string Tool { get; init; }

    /// <summary>Its stable name, 32 hexadecimal digits, which every copy of it has, whatever it is called; null for what cannot be read.</summary>
    public string? Id { get; init; }

    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>
    /// What it is a backup of: two with the same text can stand in for each other. Of other kinds than a whole one none can, and
    /// null stands for what nobody knows.
    /// </summary>
    public string? Subject
    {
        get
        {
            if (Databases.Count == 0) return null;
            string names = Databases.Count == 1 ? Databases[0] : string.Join(", ", Databases.Order(StringComparer.Ordinal).Select(Identifier.Quote));
            return Kind switch
            {
                null => names,
                BackupKind.Reduced => $"{names} (without some tables)",
                BackupKind.Chosen => $"{names} (chosen tables)",
                BackupKind.Safety => $"{names} (before a restore)",
                _ => $"{names} ({Kind})",
            };
        }
    }

    /// <summary>What makes it other than a backup of a whole database; null when nothing does, or nobody knows.</summary>
    public BackupKind? Kind => Header?.Kind ?? KeyBlock?.Kind ?? (Header is { Selected: true } || KeyBlock is { Selected: true } ? BackupKind.Chosen : null);

    public int? Tables { get; init; }

    public long? Rows { get; init; }

    /// <summary>As verified (<see cref="VerificationRecord.After"/>); what cannot even be opened is invalid now.</summary>
    public required BackupValidity Validity { get; init; }

    /// <summary>The strongest that is known by verifying it, or null.</summary>
    public VerificationRecord? Verified { get; init; }

    /// <summary>Why it cannot be read, or what verifying it found wrong, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>The run that made it, for our own backups; of an encrypted one only with its key.</summary>
    public ArchiveHeader? Header { get; init; }

    /// <summary>What an encrypted backup tells without a key; null when it is not encrypted.</summary>
    public EncryptionHeader? KeyBlock { get; init; }

    /// <summary>True when nobody reads it without a key.</summary>
    public bool Encrypted { get; init; }

    /// <summary>The ids of the keys that open an encrypted backup.</summary>
    public IReadOnlyList<string> KeyIds { get; init; } = [];
}
