using SchoolBackup.Errors;

namespace SchoolBackup.Engine.History;

/// <summary>One run that has ended.</summary>
internal sealed record HistoryEntry
{
    public required RunType Type { get; init; }

    public required IReadOnlyList<string> Databases { get; init; }

    /// <summary>When it was begun, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>What it made; null when no backup came of it.</summary>
    public HistoryBackup? Backup { get; init; }

    /// <summary>What went wrong. A backup may have been made all the same: then its external copy failed.</summary>
    public BackupException? Error { get; init; }
}

/// <summary>A backup that a run has made.</summary>
/// <param name="Id">Its stable id.</param>
/// <param name="FileName">Its name, without a folder.</param>
/// <param name="Size">Bytes of the file.</param>
internal sealed record HistoryBackup(string Id, string FileName, long Size);
