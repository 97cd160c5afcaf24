using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Retention;

namespace SchoolBackup;

/// <summary>A backup, as <c>New-SchoolBackup</c> made it and <c>Get-SchoolBackup</c> lists it. Plain properties, so that it survives a remote session.</summary>
public sealed class BackupInfo(CatalogueEntry entry, BackupResult? made = null) : FileFacts(entry.Path)
{
    /// <summary>When it was made, in local time, so that it compares with <c>Get-Date</c>.</summary>
    public DateTime Timestamp { get; } = entry.Timestamp.LocalDateTime;

    /// <summary>Bytes of the file.</summary>
    public long Size { get; } = entry.Size;

    public bool Compressed { get; } = entry.Compressed;

    /// <summary><c>local</c>, <c>external</c> or <c>both</c>.</summary>
    public string Location { get; } = entry.Location.ToString().ToLowerInvariant();

    public string[] Database { get; } = [.. entry.Databases];

    public int? Tables { get; } = made?.Header.Tables ?? entry.Tables;

    public long? Rows { get; } = made?.Header.Rows ?? entry.Rows;

    /// <summary>As last verified; null when nobody has.</summary>
    public bool? Valid { get; } = entry.Validity.AsTruth();

    /// <summary><c>Checksum</c>, <c>Content</c> or <c>Restore</c>.</summary>
    public string? VerifiedLevel { get; } = entry.Verified?.Level.ToString();

    public DateTime? VerifiedAt { get; } = entry.Verified?.At.LocalDateTime;

    /// <summary>How long it took to make.</summary>
    public TimeSpan? Duration { get; } = (made?.Header ?? entry.Header) is { } header ? TimeSpan.FromMilliseconds(header.DurationMilliseconds) : null;

    public string? Id { get; } = entry.Id;

    /// <summary>Who wrote it, such as <c>SchoolBackup 0.1.0</c> or <c>mysqldump</c>.</summary>
    public string Tool { get; } = entry.Tool;

    /// <summary><c>Whole</c>, <c>Reduced</c> (tables or rows left out), <c>Chosen</c> (named tables only) or <c>Safety</c> (what a restore replaced); null when nobody knows.</summary>
    public string? Kind { get; } = entry.Kind?.ToString() ?? (entry.Header is null && entry.KeyBlock is null ? null : "Whole");

    /// <summary>What held writers still while the snapshot began: <c>GlobalReadLock</c>, <c>TableLocks</c> or <c>SingleConnection</c>; null when nobody knows.</summary>
    public string? Snapshot { get; } = entry.Header?.Snapshot.ToString();

    /// <summary>Whether the account could not see everything, and that was allowed.</summary>
    public bool Partial { get; } = entry.Header is { Partial: true };

    /// <summary>Whether nobody reads it without a key.</summary>
    public bool Encrypted { get; } = entry.Encrypted;

    /// <summary>The ids of the keys that open it.</summary>
    public string[] KeyId { get; } = made?.KeyId is { } id ? [id] : [.. entry.KeyIds];

    /// <summary>Why it cannot be read, or null.</summary>
    public string? Problem { get; } = entry.Problem;

    /// <summary>What its maker should know; only when it has just been made.</summary>
    public string[] Warnings { get; } = [.. made?.Warnings ?? []];

    /// <summary>What the account could not see; only when it has just been made.</summary>
    public string[] Omitted { get; } = [.. made?.Omitted ?? []];

    /// <summary>The path: wherever a text is wanted, the path names the backup.</summary>
    public override string ToString() => Path;
}
