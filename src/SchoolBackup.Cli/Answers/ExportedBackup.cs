using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Formatting;

namespace SchoolBackup.Cli.Answers;

/// <summary>What <c>export</c> answers. Sizes are bytes, durations milliseconds.</summary>
internal sealed record ExportedBackup
{
    /// <summary>The backup.</summary>
    public required string Filename { get; init; }

    /// <summary>What was written.</summary>
    public required string Path { get; init; }

    public required long Size { get; init; }

    /// <summary>Absent for another tool's dump, whose rows nobody counts.</summary>
    public long? Rows { get; init; }

    public required long Duration { get; init; }

    public static ExportedBackup From(ExportResult result) => new()
    {
        Filename = result.Source.Name,
        Path = result.File,
        Size = result.Size,
        Rows = result.Rows,
        Duration = (long)result.Duration.TotalMilliseconds,
    };

    public string Text(Palette colours) => string.Join(
        '\n',
        $"{colours.Good("exported")} {Letters.Printable(Path)}",
        $"  {(Rows is { } rows ? Figures.Count(rows, "row") + ", " : "")}{Figures.Size(Size)} in {Figures.Duration(TimeSpan.FromMilliseconds(Duration))}, from {Letters.Printable(Filename)}");
}
