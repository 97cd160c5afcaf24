using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Recipes;

namespace SchoolBackup.Cli.Progress;

/// <summary>How far a run is, in one line. Pure: the same facts make the same line.</summary>
internal static class ProgressLine
{
    private const int BarWidth = 20;

    /// <summary>Before that, a rate would be a guess.</summary>
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(1);

    /// <summary>The line for a terminal, at most so many columns wide.</summary>
    /// <param name="progress">What the run reports.</param>
    /// <param name="inPhase">How long it has been in this phase.</param>
    /// <param name="width">Columns that may be written; what does not fit is left out, the least useful first.</param>
    public static string Bar(RunProgress progress, TimeSpan inPhase, int width)
    {
        string phase = Name(progress.Phase), subject = Subject(progress), share = Share(progress), rate = Rate(progress, inPhase), left = Left(progress, inPhase);
        string[][] everyLength =
        [
            [phase, Graph(progress), share, rate, left, subject],
            [phase, Graph(progress), share, rate, left],
            [phase, Graph(progress), share, left],
            [phase, share, left],
            [phase, share],
        ];
        string line = everyLength.Select(Join).FirstOrDefault(candidate => Figures.Columns(candidate) <= width) ?? Join(everyLength[^1]);
        return line.Length <= width ? line : line[..Math.Max(0, width)];
    }

    /// <summary>The line for a log file.</summary>
    /// <inheritdoc cref="Bar"/>
    public static string Log(RunProgress progress, TimeSpan inPhase)
    {
        string done = progress.Bytes > 0 ? $"{Figures.Size(progress.Bytes)}, {Figures.Count(progress.Rows, "row")}" : "";
        string[] facts = [done, Share(progress), Rate(progress, inPhase), Left(progress, inPhase), Subject(progress)];
        string said = string.Join(", ", facts.Where(fact => fact.Length > 0));
        return said.Length > 0 ? $"{Name(progress.Phase)}: {said}" : Name(progress.Phase);
    }

    public static string Name(RunPhase phase) => phase switch
    {
        RunPhase.Connecting => "connecting",
        RunPhase.Reading => "reading",
        RunPhase.Loading => "loading",
        RunPhase.BuildingIndexes => "building indexes",
        RunPhase.Checking => "checking",
        RunPhase.Swapping => "swapping",
        RunPhase.Finishing => "finishing",
        RunPhase.Rewrapping => "rewrapping",
        RunPhase.Exporting => "exporting",
        _ => phase.ToString(),
    };

    private static string Join(string[] parts) => string.Join("  ", parts.Where(part => part.Length > 0));

    private static string Subject(RunProgress progress) => Figures.Printable(progress.Subject ?? "").Replace('\n', ' ');

    /// <summary>0 to 1; below 1 until the phase is over, because the expected bytes are an estimate.</summary>
    private static double? Done(RunProgress progress) =>
        progress.ExpectedBytes > 0 ? Math.Clamp((double)progress.Bytes / progress.ExpectedBytes, 0, 1) : null;

    private static string Graph(RunProgress progress)
    {
        if (Done(progress) is not { } done) return "";
        int full = (int)(done * BarWidth);
        return $"[{new string('#', full)}{new string('.', BarWidth - full)}]";
    }

    private static string Share(RunProgress progress) => Done(progress) is { } done ? $"{(int)(done * 100)} %" : "";

    private static string Rate(RunProgress progress, TimeSpan inPhase)
    {
        if (inPhase < Warm || progress.Bytes <= 0) return "";
        double seconds = inPhase.TotalSeconds;
        return $"{progress.Bytes / 1e6 / seconds:0.0} MB/s, {Figures.Count((long)(progress.Rows / seconds))} rows/s";
    }

    private static string Left(RunProgress progress, TimeSpan inPhase)
    {
        if (inPhase < Warm || Done(progress) is not (> 0 and < 1 and var done)) return "";
        double seconds = inPhase.TotalSeconds * (1 - done) / done;
        var left = TimeSpan.FromSeconds(Math.Min(Math.Ceiling(seconds), TimeSpan.FromDays(99).TotalSeconds));
        return left.TotalHours >= 1 ? $"{(int)left.TotalHours}:{left.Minutes:00}:{left.Seconds:00} left" : $"{left.Minutes}:{left.Seconds:00} left";
    }
}
