using SchoolBackup.Engine.Recipes;

namespace SchoolBackup;

/// <summary>A backup, as <c>New-SchoolBackup</c> made it and <c>Get-SchoolBackup</c> lists it. Plain properties, so that it survives a remote session.</summary>
public sealed class BackupInfo
{
    public required string Filename { get; init; }

    /// <summary>When it was made, in local time, so that it compares with <c>Get-Date</c>.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>Bytes of the file.</summary>
    public required long Size { get; init; }

    public required bool Compressed { get; init; }

    /// <summary><c>local</c>, <c>external</c> or <c>both</c>.</summary>
    public required string Location { get; init; }

    public required string[] Database { get; init; }

    public int? Tables { get; init; }

    public long? Rows { get; init; }

    /// <summary>As last verified; null when nobody has.</summary>
    public bool? Valid { get; init; }

    /// <summary><c>Checksum</c>, <c>Content</c> or <c>Restore</c>.</summary>
    public string? VerifiedLevel { get; init; }

    public DateTime? VerifiedAt { get; init; }

    /// <summary>How long it took to make.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Full path; in the repository itself when it lies in both folders.</summary>
    public required string Path { get; init; }

    /// <summary>The same, under the name by which other cmdlets take files from the pipeline.</summary>
    public string FullName => Path;

    public string? Id { get; init; }

    /// <summary>Who wrote it, such as <c>SchoolBackup 0.1.0</c> or <c>mysqldump</c>.</summary>
    public required string Tool { get; init; }

    /// <summary>Whether it was made of chosen tables only.</summary>
    public bool ChosenTables { get; init; }

    /// <summary>Whether the account could not see everything, and that was allowed.</summary>
    public bool Partial { get; init; }

    /// <summary>Why it cannot be read, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>What its maker should know; only when it has just been made.</summary>
    public string[] Warnings { get; init; } = [];

    /// <summary>What the account could not see; only when it has just been made.</summary>
    public string[] Omitted { get; init; } = [];

    /// <summary>The path: wherever a text is wanted, the path names the backup.</summary>
    public override string ToString() => Path;

    internal static BackupInfo From(CatalogueEntry entry, BackupResult? made = null) => new()
    {
        Filename = entry.FileName,
        Timestamp = entry.Timestamp.LocalDateTime,
        Size = entry.Size,
        Compressed = entry.Compressed,
        Location = entry.Location.ToString().ToLowerInvariant(),
        Database = [.. entry.Databases],
        Tables = entry.Tables,
        Rows = entry.Rows,
        Valid = Verdict.Of(entry.Validity),
        VerifiedLevel = entry.Verified?.Level.ToString(),
        VerifiedAt = entry.Verified?.At.LocalDateTime,
        Duration = entry.Header is { } header ? TimeSpan.FromMilliseconds(header.DurationMilliseconds) : null,
        Path = entry.Path,
        Id = entry.Id,
        Tool = entry.Tool,
        ChosenTables = entry.Header is { Selected: true },
        Partial = entry.Header is { Partial: true },
        Problem = entry.Problem,
        Warnings = [.. made?.Warnings ?? []],
        Omitted = [.. made?.Omitted ?? []],
    };
}
