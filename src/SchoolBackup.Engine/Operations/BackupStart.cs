using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>When a backup was begun, and the file name that follows from it.</summary>
internal sealed record BackupStart(DateTimeOffset Time, BackupName Name)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Begins now; or, in the second of an earlier backup of the same databases, at the next second, because names tell whole seconds.
    /// A safety backup right behind a backup is such a pair.
    /// </summary>
    /// <param name="options">What the name tells of the backup.</param>
    /// <param name="repository">Where the name must be free; its lock is held.</param>
    /// <param name="clock">The time.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static BackupStart Next(BackupOptions options, IRepository repository, TimeProvider clock, CancellationToken stop)
    {
        BackupStart start = Now(options, clock);
        if (repository.Find(start.Name.FileName, stop) is null) return start;
        BackupName taken = start.Name;
        while (start.Name == taken)
        {
            stop.WaitHandle.WaitOne(Step);
            stop.ThrowIfCancellationRequested();
            start = Now(options, clock);
        }

        return start;
    }

    private static BackupStart Now(BackupOptions options, TimeProvider clock)
    {
        DateTimeOffset time = clock.GetUtcNow();
        bool isEncrypted = options.Key is not null;
        return new BackupStart(time, BackupName.For(time, options.Databases, options.Container) with { Protection = isEncrypted ? Protection.Encrypted : Protection.Open });
    }
}
