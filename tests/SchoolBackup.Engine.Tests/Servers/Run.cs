using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Servers;

/// <summary>Runs the operations, with something to do at each report of progress.</summary>
internal static class Run
{
    private static readonly TimeProvider Clock = new TickingClock();

    public static BackupResult Backup(BackupOptions options, Action<RunProgress>? atEach = null, CancellationToken stop = default) =>
        new BackupOperation(Clock, new At(atEach)).Run(options, stop);

    public static RestoreResult Restore(RestoreOptions options, Action<RunProgress>? atEach = null, CancellationToken stop = default) =>
        new RestoreOperation(Clock, new At(atEach)).Run(options, stop);

    public static VerifyResult Verify(VerifyOptions options, Action<RunProgress>? atEach = null, CancellationToken stop = default) =>
        new VerifyOperation(Clock, new At(atEach)).Run(options, stop);

    /// <summary>The run must end in a <see cref="BackupException"/> of this code, which says what to do.</summary>
    public static BackupException Fails(BackupError code, Action run)
    {
        BackupException failure = Assert.ThrowsAny<BackupException>(run);
        Assert.True(code == failure.Code, $"expected {code}, got {failure.Code}: {failure}");
        Assert.False(string.IsNullOrWhiteSpace(failure.Hint), "there is no hint");
        Assert.False(string.IsNullOrWhiteSpace(failure.Message), "there is no message");
        return failure;
    }

    private sealed class At(Action<RunProgress>? act) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => act?.Invoke(value);
    }

    /// <summary>Never shows one second twice: backups are named by it.</summary>
    private sealed class TickingClock : TimeProvider
    {
        private static readonly DateTimeOffset Start = new(2026, 1, 5, 2, 0, 0, TimeSpan.Zero);

        private int _ticks;

        public override DateTimeOffset GetUtcNow() => Start.AddSeconds(Interlocked.Increment(ref _ticks));
    }
}
