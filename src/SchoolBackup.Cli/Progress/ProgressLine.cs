using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Formatting;
using SchoolBackup.Engine.Reporting;

namespace SchoolBackup.Cli.Progress;

/// <summary>How far a run is, in one line. Pure: the same facts make the same line.</summary>
internal static class ProgressLine
{
    private const int BarWidth = 20;

    /// <summary>The line for a terminal, at most so many columns wide.</summary>
    /// <param name="progress">What the run reports.</param>
    /// <param name="inPhase">How long it has been in this phase.</param>
    /// <param name="width">Columns that may be written; what does not fit is left out, the least useful first.</param>
    public static string Bar(RunProgress progress, TimeSpan inPhase, int width)
    {
        var pace = new Pace(progress, inPhase);
        string phase =
            Pace.Name(progress.Phase), subject = Subject(progress), share = Share(pace), rate = pace.RateText, left = pace.LeftText;
        string[][] everyLength =
        [
            [phase, Graph(pace), share, rate, left, subject],
            [phase, Graph(pace), share, rate, left],
            [phase, Graph(pace), share, left],
            [phase, share, left],
            [phase, share],
        ];
        string line = everyLength.Select(Join).FirstOrDefault(candidate => Letters.Columns(candidate) <= width) ?? Join(everyLength[^1]);
        return line.Length <= width ? line : line[..Math.Max(0, width)];
    }

    /// <summary>The line for a log file.</summary>
    /// <inheritdoc cref="Bar"/>
    public static string Log(RunProgress progress, TimeSpan inPhase)
    {
        var pace = new Pace(progress, inPhase);
        string[] facts = [pace.DoneText, Share(pace), pace.RateText, pace.LeftText, Subject(progress)];
        string said = string.Join(", ", facts.Where(fact => fact.Length > 0));
        return said.Length > 0 ? $"{Pace.Name(progress.Phase)}: {said}" : Pace.Name(progress.Phase);
    }

    private static string Join(string[] parts) => string.Join("  ", parts.Where(part => part.Length > 0));

    private static string Subject(RunProgress progress) => Letters.Printable(progress.Subject ?? "").Replace('\n', ' ');

    private static string Graph(Pace pace)
    {
        if (pace.Share is not { } done) return "";
        int full = (int)(done * BarWidth);
        return $"[{new string('#', full)}{new string('.', BarWidth - full)}]";
    }

    private static string Share(Pace pace) => pace.Share is { } done ? Invariant($"{(int)(done * 100)} %") : "";
}
