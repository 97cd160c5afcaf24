using SchoolBackup.Engine.History;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Operations;

/// <summary>A backup, and a row of the server's history that tells how it ended.</summary>
internal sealed class RecordedBackup(TimeProvider clock, RunType type)
{
    /// <summary>Makes it and records it.</summary>
    /// <param name="options">What is backed up.</param>
    /// <param name="backup">Makes it.</param>
    /// <returns>The backup; its external copy may have failed.</returns>
    /// <exception cref="BackupException">HistoryNotRecorded: the backup is complete, and the row is missing. Else what the backup throws.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; no backup came of it, and no row.</exception>
    public BackupResult Run(BackupOptions options, Func<BackupResult> backup)
    {
        var entry = new HistoryEntry { Type = type, Databases = options.Databases, Started = clock.GetUtcNow(), Duration = TimeSpan.Zero };
        long start = clock.GetTimestamp();
        BackupResult result;
        try
        {
            result = backup();
        }
        catch (BackupException failure)
        {
            if (BackupHistory.Record(options.Connection, entry with { Duration = clock.GetElapsedTime(start), Error = failure }) is not { } also) throw;
            throw new BackupException(failure.Code, $"{failure.Message}; and the history does not tell of it: {also.Message}", failure.Hint, failure);
        }

        entry = entry with { Duration = clock.GetElapsedTime(start), Backup = new HistoryBackup(result.Header.Id, result.Copies[0].Name, result.Size), Error = result.CopyFailure };
        if (BackupHistory.Record(options.Connection, entry) is not { } unrecorded) return result;
        throw new BackupException(
            BackupError.HistoryNotRecorded,
            $"the backup is complete at {result.Files[0]}, but the history does not tell of it: {unrecorded.Message}{(result.CopyFailure is { } copy ? $"; and {copy.Message}" : "")}",
            unrecorded.Hint,
            unrecorded);
    }
}
