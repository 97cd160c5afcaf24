using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Formatting;
using SchoolBackup.Engine.Operations;

namespace SchoolBackup.Cli.Answers;

/// <summary>What <c>copy</c> answers. Sizes are bytes.</summary>
internal sealed record CopiedBackups
{
    public required int CopiedCount { get; init; }

    public required long CopiedSize { get; init; }

    public required bool WhatIf { get; init; }

    public required IReadOnlyList<CopiedFile> Files { get; init; }

    public static CopiedBackups From(IReadOnlyList<CopyResult> results, CopyMode mode)
    {
        CopyResult[] copied = [.. results.Where(result => result.Outcome == CopyOutcome.Copied)];
        return new()
        {
            CopiedCount = copied.Length,
            CopiedSize = copied.Sum(result => result.Entry.Size),
            WhatIf = mode == CopyMode.WhatIf,
            Files = [.. results.Select(CopiedFile.From)],
        };
    }

    public string Text(Palette colours) => Files.Count == 0 ? "there is no backup to copy" : string.Join('\n', Files.Select(file => file.Text(colours)));
}

/// <summary>What became of one file (<c>copied</c>, <c>present</c>, <c>missing</c> or <c>failed</c>).</summary>
internal sealed record CopiedFile(string Path, string Source, long Size, string Outcome)
{
    public static CopiedFile From(CopyResult result) => new(result.Copy.Address, result.Entry.Path, result.Entry.Size, result.Outcome.ToString().ToLowerInvariant());

    public string Text(Palette colours) => Outcome switch
    {
        "copied" => $"{colours.Good("copied")} {Letters.Printable(Path)} ({Figures.Size(Size)})",
        "present" => $"there already: {Letters.Printable(Path)}",
        "missing" => $"would copy {Letters.Printable(Path)} ({Figures.Size(Size)})",
        _ => $"{colours.Bad("failed")} {Letters.Printable(Path)}",
    };
}

/// <summary>What <c>copy --mirror</c> answers.</summary>
internal sealed record MirroredPlaces(IReadOnlyList<MirroredLocation> Places, bool WhatIf)
{
    public string Text(Palette colours) => string.Join('\n', Places.Select(place => place.Text(colours)));
}

/// <summary>One place of a mirror. The lag is in seconds: how much older its newest backup was than the newest of all places.</summary>
internal sealed record MirroredLocation(string Location, string? Newest, double? Lag, int CopiedCount, int MissingCount, string? Problem)
{
    public static MirroredLocation From(MirroredPlace place) => new(
        place.Place.Location,
        place.Newest is { } newest ? AnswerJson.Time(newest) : null,
        place.Lag?.TotalSeconds,
        place.Copied,
        place.Missing,
        place.Problem?.Message);

    public string Text(Palette colours)
    {
        if (Problem is not null) return $"{colours.Bad("failed")} {Letters.Printable(Location)}: {Problem}";
        string lag = Lag switch { null => "had none", 0 => "up to date", { } seconds => $"{Figures.Duration(TimeSpan.FromSeconds(seconds))} behind" };
        return $"{Letters.Printable(Location)}: {lag}; {colours.Good($"{Figures.Count(CopiedCount)} copied")}, {Figures.Count(MissingCount)} missing";
    }
}
