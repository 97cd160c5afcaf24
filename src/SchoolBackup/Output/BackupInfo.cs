using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Retention;

namespace SchoolBackup;

/// <summary>A backup, as <c>New-SchoolBackup</c> made it and <c>Get-SchoolBackup</c> lists it. Plain properties, so that it survives a remote session.</summary>
public sealed class BackupInfo(CatalogueEntry entry, BackupResult? made = null, string? server = null, int? port = null) : FileFacts(entry.Backup)
{
    /// <summary>When it was made, in local time, so that it compares with <c>Get-Date</c>.</summary>
    public DateTime Timestamp { get; } = entry.Timestamp.LocalDateTime;

    /// <summary>Bytes of the file.</summary>
    public long Size { get; } = entry.Size;

    public bool Compressed { get; } = entry.Compressed;

    /// <summary><c>local</c>, <c>external</c> or <c>both</c>.</summary>
    public string Location { get; } = entry.Location.ToString().ToLowerInvariant();

    /// <summary>
    /// The database; null when it holds several, or nobody knows. A name that is never several, so that it groups, and binds by property
    /// name.
    /// </summary>
    public string? Database { get; } = entry.Databases is [var one] ? one : null;

    /// <summary>All databases in it.</summary>
    public TextList Databases { get; } = new(entry.Databases);

    /// <summary>
    /// The server's host, as it was named when the backup was made; null for one that is listed, because a file does not say it.
    /// </summary>
    public string? Server { get; } = server;

    /// <summary>The server's TCP port; null where <see cref="Server"/> is, and for a socket.</summary>
    public int? Port { get; } = port;

    /// <summary>The version of the server that was backed up; null when nobody knows.</summary>
    public string? ServerVersion { get; } = (made?.Header ?? entry.Header)?.ShownServerVersion;

    /// <summary>
    /// The file of the server's binary log in which it went on after the snapshot; null when the server keeps none, or the account may not
    /// see it.
    /// </summary>
    public string? BinlogFile { get; } = (made?.Header ?? entry.Header)?.Position?.File;

    /// <summary>Byte offset in that file.</summary>
    public long? BinlogPosition { get; } = (made?.Header ?? entry.Header)?.Position?.Offset;

    /// <summary>The set of transactions that are in the backup; null when the server keeps none.</summary>
    public string? Gtid { get; } = (made?.Header ?? entry.Header)?.Position?.Gtid;

    public int? Tables { get; } = made?.Header.Tables ?? entry.Tables;

    public long? Rows { get; } = made?.Header.Rows ?? entry.Rows;

    /// <summary>As last verified; null when nobody has.</summary>
    public bool? Valid { get; } = entry.Validity.AsTruth();

    /// <summary><c>Checksum</c>, <c>Content</c> or <c>Restore</c>.</summary>
    public string? VerifiedLevel { get; } = entry.Verified?.Level.ToString();

    public DateTime? VerifiedAt { get; } = entry.Verified?.At.LocalDateTime;

    /// <summary>How long it took to make.</summary>
    public TimeSpan? Duration { get; } = (made?.Header ?? entry.Header) is { } header
        ? TimeSpan.FromMilliseconds(header.DurationMilliseconds)
        : null;

    public string? Id { get; } = entry.Id;

    /// <summary>Who wrote it, such as <c>SchoolBackup 0.1.0</c> or <c>mysqldump</c>.</summary>
    public string Tool { get; } = entry.Tool;

    /// <summary>
    /// <c>Whole</c>, <c>Reduced</c> (tables or rows left out), <c>Chosen</c> (named tables only) or <c>Safety</c> (what a restore
    /// replaced); null when nobody knows.
    /// </summary>
    public string? Kind { get; } = entry.Kind?.ToString() ?? (entry.Header is null && entry.KeyBlock is null ? null : "Whole");

    /// <summary>
    /// What held writers still while the snapshot began: <c>GlobalReadLock</c>, <c>TableLocks</c> or <c>SingleConnection</c>; null when
    /// nobody knows.
    /// </summary>
    public string? Snapshot { get; } = entry.Header?.Snapshot.ToString();

    /// <summary>Whether the account could not see everything, and that was allowed.</summary>
    public bool Partial { get; } = entry.Header is { Partial: true };

    /// <summary>Whether nobody reads it without a key.</summary>
    public bool Encrypted { get; } = entry.Encrypted;

    /// <summary>The ids of the keys that open it.</summary>
    public TextList KeyId { get; } = new(made?.KeyId is { } id ? [id] : entry.KeyIds);

    /// <summary>Why it cannot be read, or null.</summary>
    public string? Problem { get; } = entry.Problem;

    /// <summary>What its maker should know; only when it has just been made.</summary>
    public TextList Warnings { get; } = new(made?.Warnings ?? []);

    /// <summary>What the account could not see; only when it has just been made.</summary>
    public TextList Omitted { get; } = new(made?.Omitted ?? []);

    /// <summary>The path: wherever a text is wanted, the path names the backup.</summary>
    public override string ToString() => Path;
}
