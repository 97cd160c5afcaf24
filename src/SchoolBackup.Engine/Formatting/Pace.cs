using System.Globalization;
using SchoolBackup.Engine.Reporting;

namespace SchoolBackup.Engine.Formatting;

/// <summary>How fast a run goes through a phase, and how long that will still take. Pure: the same facts make the same words.</summary>
/// <param name="Progress">What the run reports.</param>
/// <param name="InPhase">How long it has been in this phase.</param>
public readonly record struct Pace(RunProgress Progress, TimeSpan InPhase)
{
    /// <summary>Before that, a rate would be a guess.</summary>
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(1);

    /// <summary>How much of the phase is done, 0 to 1; null when nobody knows how much there is.</summary>
    public double? Share => Progress.ExpectedBytes > 0 ? Math.Clamp((double)Progress.Bytes / Progress.ExpectedBytes, 0, 1) : null;

    /// <summary>How long the phase will still take, in whole seconds; null while it cannot be told.</summary>
    public TimeSpan? Left
    {
        get
        {
            if (InPhase < Warm || Share is not (> 0 and < 1 and var done)) return null;
            double seconds = Math.Ceiling(InPhase.TotalSeconds * (1 - done) / done);
            return TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(99).TotalSeconds));
        }
    }

    /// <summary><c>5.0 MiB, 100,000 rows</c>, or <c>3 of 1,000 files</c>; empty before anything is done.</summary>
    public string DoneText => Progress switch
    {
        { Bytes: <= 0 } => "",
        { Phase: RunPhase.Rewrapping } => $"{Figures.Count(Progress.Bytes)} of {Figures.Count(Progress.ExpectedBytes, "file")}",
        _ => $"{Figures.Size(Progress.Bytes)}, {Figures.Count(Progress.Rows, "row")}",
    };

    /// <summary><c>5.0 MB/s, 100,000 rows/s</c>; empty while it cannot be told, and for files, which go by in no time.</summary>
    public string RateText
    {
        get
        {
            if (InPhase < Warm || Progress is { Bytes: <= 0 } or { Phase: RunPhase.Rewrapping }) return "";
            double seconds = InPhase.TotalSeconds;
            string bytes = (Progress.Bytes / 1e6 / seconds).ToString("0.0", CultureInfo.InvariantCulture);
            return $"{bytes} MB/s, {Figures.Count((long)(Progress.Rows / seconds))} rows/s";
        }
    }

    /// <summary><c>1:05 left</c>; empty while it cannot be told.</summary>
    public string LeftText => Left switch
    {
        null => "",
        { TotalHours: >= 1 } left => Invariant($"{(int)left.TotalHours}:{left.Minutes:00}:{left.Seconds:00} left"),
        { } left => Invariant($"{left.Minutes}:{left.Seconds:00} left"),
    };

    /// <summary>What a run does in a phase: <c>building indexes</c>.</summary>
    public static string Name(RunPhase phase) => phase switch
    {
        RunPhase.Waiting => "waiting for another run",
        RunPhase.Connecting => "connecting",
        RunPhase.BackingUpReplaced => "backing up what is replaced",
        RunPhase.Reading => "reading",
        RunPhase.Loading => "loading",
        RunPhase.BuildingIndexes => "building indexes",
        RunPhase.Checking => "checking",
        RunPhase.Swapping => "swapping",
        RunPhase.Finishing => "finishing",
        RunPhase.Rewrapping => "rewrapping",
        RunPhase.Exporting => "exporting",
        RunPhase.Copying => "copying",
        _ => phase.ToString(),
    };
}
