using System.Collections.Concurrent;
using System.Diagnostics;
using System.Management.Automation;
using SchoolBackup.Engine.Recipes;
using SchoolBackup.Engine.Wording;

namespace SchoolBackup.Pipeline;

/// <summary>Takes what a run reports, on whatever thread, and has records of it ready for the pipeline's thread.</summary>
internal sealed class ProgressFeed(string activity) : IProgress<RunProgress>
{
    // Runs in several runspaces of one process share a screen, and must not write into each other's bars.
    private static int s_lastId = Environment.ProcessId % 10_000 * 100;

    private readonly int _id = Interlocked.Add(ref s_lastId, 2);
    private readonly Lock _gate = new();
    private readonly Dictionary<RunPhase, long> _begun = [];
    private readonly ConcurrentQueue<string> _steps = [];
    private RunProgress? _latest;

    public void Report(RunProgress value)
    {
        lock (_gate)
        {
            _latest = value;
            if (_begun.TryAdd(value.Phase, Stopwatch.GetTimestamp())) _steps.Enqueue(Step(value));
        }
    }

    /// <summary>The steps that have begun since this was last asked, a line each.</summary>
    public IEnumerable<string> NewSteps()
    {
        while (_steps.TryDequeue(out string? step)) yield return step;
    }

    /// <summary>The bars as they stand now: the run, and below it the phase with rate and time left. None before the run has said anything.</summary>
    public IEnumerable<ProgressRecord> Bars()
    {
        Pace pace;
        lock (_gate)
        {
            if (_latest is not { } latest) yield break;
            pace = new Pace(latest, Stopwatch.GetElapsedTime(_begun[latest.Phase]));
        }

        yield return new ProgressRecord(_id, activity, Pace.Name(pace.Progress.Phase));
        yield return new ProgressRecord(_id + 1, Figures.Capitalised(Pace.Name(pace.Progress.Phase)), pace.RateText.Length > 0 ? pace.RateText : " ")
        {
            ParentActivityId = _id,
            CurrentOperation = pace.Progress.Subject,
            PercentComplete = pace.Share is { } share ? (int)(share * 100) : -1,
            SecondsRemaining = pace.Left is { } left ? (int)left.TotalSeconds : -1,
        };
    }

    /// <summary>What takes the bars away again.</summary>
    public IEnumerable<ProgressRecord> Ends() =>
    [
        new(_id + 1, activity, " ") { ParentActivityId = _id, RecordType = ProgressRecordType.Completed },
        new(_id, activity, " ") { RecordType = ProgressRecordType.Completed },
    ];

    private static string Step(RunProgress progress) =>
        progress.Subject is { } subject && progress.Phase is RunPhase.Connecting or RunPhase.Swapping
            ? $"{Figures.Capitalised(Pace.Name(progress.Phase))}: {progress.Subject}"
            : Figures.Capitalised(Pace.Name(progress.Phase));
}
