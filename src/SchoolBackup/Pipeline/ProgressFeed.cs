using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Formatting;
using SchoolBackup.Engine.Reporting;

namespace SchoolBackup.Pipeline;

/// <summary>Takes what a run reports, on whatever thread, and has records of it ready for the pipeline's thread.</summary>
internal sealed class ProgressFeed(string activity) : IProgress<RunProgress>
{
    // Runs in several runspaces of one process share a screen, and must not write into each other's bars.
    private static int s_lastId = Environment.ProcessId % 10_000 * 100;

    private readonly DateTime _begin = DateTime.Now;
    private readonly int _id = Interlocked.Add(ref s_lastId, 2);
    private readonly Lock _gate = new();
    private readonly Dictionary<RunPhase, long> _begun = [];
    private readonly ConcurrentQueue<string> _steps = [];
    private RunProgress? _latest;
    private string? _told;

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

    /// <summary>
    /// The bars that have changed: the run's when a step begins, and below it the phase's with rate and time left. None before the run has
    /// said anything.
    /// </summary>
    public ProgressRecord[] Bars()
    {
        lock (_gate)
        {
            if (_latest is not { } latest) return [];
            var pace = new Pace(latest, Stopwatch.GetElapsedTime(_begun[latest.Phase]));
            var phase = new ProgressRecord(
                _id + 1, Figures.Capitalised(Pace.Name(latest.Phase)), pace.RateText.Length > 0 ? pace.RateText : " ")
            {
                ParentActivityId = _id,
                CurrentOperation = latest.Subject,
                PercentComplete = pace.Share is { } share ? (int)(share * 100) : -1,
                SecondsRemaining = pace.Left is { } left ? (int)left.TotalSeconds : -1,
            };
            string run = string.Create(CultureInfo.InvariantCulture, $"since {_begin:HH:mm:ss}, step {_begun.Count}");
            return run == _told ? [phase] : [new ProgressRecord(_id, activity, _told = run), phase];
        }
    }

    /// <summary>What takes the bars away again.</summary>
    public IEnumerable<ProgressRecord> Ends() =>
    [
        new(_id + 1, activity, " ") { ParentActivityId = _id, RecordType = ProgressRecordType.Completed },
        new(_id, activity, " ") { RecordType = ProgressRecordType.Completed },
    ];

    private static string Step(RunProgress progress) =>
        Figures.Capitalised(Pace.Name(progress.Phase)) + (
            progress is { Subject: { } subject, Phase: RunPhase.Connecting or RunPhase.Swapping } ? ": " + subject : "");
}
