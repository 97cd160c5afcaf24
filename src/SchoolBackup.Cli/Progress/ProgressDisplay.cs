using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;

namespace SchoolBackup.Cli.Progress;

/// <summary>Shows what a run reports, from whatever thread, not more often than is useful.</summary>
internal abstract class ProgressDisplay(TimeProvider clock) : IProgress<RunProgress>, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RunPhase, long> _begun = [];
    private long? _shown;

    /// <summary>Shortest time between two updates.</summary>
    protected abstract TimeSpan Interval { get; }

    /// <summary>Whether a phase is shown as soon as it begins.</summary>
    protected abstract bool ShowsEachPhase { get; }

    public void Report(RunProgress value)
    {
        lock (_gate)
        {
            long now = clock.GetTimestamp();
            bool isNew = _begun.TryAdd(value.Phase, now);
            bool isDue = _shown is not { } shown || clock.GetElapsedTime(shown, now) >= Interval;
            if (!isDue && !(isNew && ShowsEachPhase)) return;
            _shown = now;
            Show(value, clock.GetElapsedTime(_begun[value.Phase], now));
        }
    }

    public void Dispose()
    {
        lock (_gate) Erase();
        GC.SuppressFinalize(this);
    }

    protected abstract void Show(RunProgress progress, TimeSpan inPhase);

    /// <summary>Takes away what was shown, if it is of the kind that can be taken away.</summary>
    protected virtual void Erase()
    {
    }
}

/// <summary>One line of a terminal, written over ten times a second and gone at the end.</summary>
internal sealed class ProgressBar(TimeProvider clock, TextWriter terminal) : ProgressDisplay(clock)
{
    private const string EraseLine = "\r\e[K";

    protected override TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(100);

    protected override bool ShowsEachPhase => false;

    // The last column stays free: some terminals wrap as soon as it is written.
    protected override void Show(RunProgress progress, TimeSpan inPhase) =>
        terminal.Write(EraseLine + ProgressLine.Bar(progress, inPhase, Width() - 1));

    protected override void Erase() => terminal.Write(EraseLine);

    private static int Width() => Console.WindowWidth is > 0 and var width ? width : 80;
}

/// <summary>Lines for a log: one when a phase begins, and one every ten seconds.</summary>
internal sealed class ProgressLog(TimeProvider clock, TextWriter log) : ProgressDisplay(clock)
{
    protected override TimeSpan Interval { get; } = TimeSpan.FromSeconds(10);

    protected override bool ShowsEachPhase => true;

    protected override void Show(RunProgress progress, TimeSpan inPhase) => log.WriteLine(ProgressLine.Log(progress, inPhase));
}

/// <summary>Nothing, for whoever reads JSON.</summary>
internal sealed class NoProgress(TimeProvider clock) : ProgressDisplay(clock)
{
    protected override TimeSpan Interval => Timeout.InfiniteTimeSpan;

    protected override bool ShowsEachPhase => false;

    protected override void Show(RunProgress progress, TimeSpan inPhase)
    {
    }
}
