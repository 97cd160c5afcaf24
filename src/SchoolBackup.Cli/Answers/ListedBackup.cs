using System.Text.Json.Serialization;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Formatting;

namespace SchoolBackup.Cli.Answers;

/// <summary>One entry of what <c>list</c> answers. Sizes are bytes.</summary>
internal sealed record ListedBackup
{
    /// <summary>Its stable name, accepted wherever a file is named; absent for what cannot be read.</summary>
    public string? Id { get; init; }

    public required string Filename { get; init; }

    public required string Timestamp { get; init; }

    public required long Size { get; init; }

    public required bool Compressed { get; init; }

    public required bool Encrypted { get; init; }

    /// <summary>The keys that open it; absent when it is not encrypted.</summary>
    public IReadOnlyList<string>? KeyIds { get; init; }

    public required string Location { get; init; }

    public required string Path { get; init; }

    public string? Database { get; init; }

    /// <summary><c>reduced</c>, <c>chosen</c> or <c>safety</c>; absent for a backup of a whole database.</summary>
    public string? Kind { get; init; }

    public int? Tables { get; init; }

    public long? Rows { get; init; }

    /// <summary>As last verified; null when nobody has.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool? Valid { get; init; }

    public string? VerifiedLevel { get; init; }

    public string? VerifiedAt { get; init; }

    public required string Tool { get; init; }

    public string? Problem { get; init; }

    public static ListedBackup From(CatalogueEntry entry) => new()
    {
        Id = entry.Id,
        Filename = entry.FileName,
        Timestamp = AnswerJson.Time(entry.Timestamp),
        Size = entry.Size,
        Compressed = entry.Compressed,
        Encrypted = entry.Encrypted,
        KeyIds = entry.KeyBlock is null ? null : entry.KeyIds,
        Location = Word(entry.Location),
        Path = entry.Path,
        Database = entry.Databases.Count == 0 ? null : string.Join(", ", entry.Databases),
        Kind = entry.Kind?.ToString().ToLowerInvariant(),
        Tables = entry.Tables,
        Rows = entry.Rows,
        Valid = entry.Validity.AsTruth(),
        VerifiedLevel = entry.Verified is { } verified ? VerifiedBackup.Word(verified.Level) : null,
        VerifiedAt = entry.Verified is { } then ? AnswerJson.Time(then.At) : null,
        Tool = entry.Tool,
        Problem = entry.Problem,
    };

    /// <summary>The list for people.</summary>
    /// <param name="entries">The backups.</param>
    /// <param name="path">The repository.</param>
    /// <param name="colours">The colours.</param>
    /// <param name="width">
    /// Columns that there are. What does not fit is left out, the least useful first; never what has to be known or typed.
    /// </param>
    public static string Text(IReadOnlyList<CatalogueEntry> entries, string path, Palette colours, int width)
    {
        if (entries.Count == 0) return $"no backups in {Letters.Printable(path)}";
        List<Column> columns = [.. Columns(entries, colours)];
        TextTable table = Table(entries, columns);
        while (table.Width > width && columns.MaxBy(column => column.Rank) is { Rank: > 0 } least)
        {
            columns.Remove(least);
            table = Table(entries, columns);
        }

        IEnumerable<string> problems = entries.Where(entry => entry.Problem is not null)
            .Select(entry => Letters.Printable($"{entry.FileName}: {entry.Problem}"));
        return string.Join('\n', [.. table.Lines(colours), .. problems, $"{Figures.Count(entries.Count, "backup")}, {Figures.Size(entries.Sum(entry => entry.Size))}"]);
    }

    /// <param name="Heading">What stands on top.</param>
    /// <param name="Side">Where it lines up.</param>
    /// <param name="Rank">The highest is left out first; 0 never is.</param>
    /// <param name="Cell">What it says of a backup.</param>
    private sealed record Column(string Heading, Side Side, int Rank, Func<CatalogueEntry, Cell> Cell);

    private static IEnumerable<Column> Columns(IReadOnlyList<CatalogueEntry> entries, Palette colours)
    {
        yield return new Column("BACKUP", Side.Left, 0, entry => entry.FileName);
        yield return new Column("TIME (UTC)", Side.Left, 4, entry => Figures.Time(entry.Timestamp));
        yield return new Column("SIZE", Side.Right, 0, entry => Figures.Size(entry.Size));
        yield return new Column("DATABASE", Side.Left, 2, entry => entry.Subject ?? "");
        yield return new Column("TABLES", Side.Right, 6, entry => entry.Tables is { } tables ? Figures.Count(tables) : "");
        yield return new Column("ROWS", Side.Right, 5, entry => entry.Rows is { } rows ? Figures.Count(rows) : "");
        yield return new Column("WHERE", Side.Left, 7, entry => Word(entry.Location));
        yield return new Column("VALID", Side.Left, 0, entry => Validity(entry, colours));
        yield return new Column("VERIFIED", Side.Left, 3, entry => entry.Verified is { } verified ? Figures.Day(verified.At) : "");
        yield return new Column("MADE BY", Side.Left, 8, entry => entry.Tool);
        yield return new Column("ID", Side.Left, 1, entry => ShortId(entry));
        if (entries.Any(entry => entry.KeyBlock is not null))
            yield return new Column("KEY", Side.Left, 9, entry => string.Join(' ', entry.KeyIds));
    }

    private static TextTable Table(IReadOnlyList<CatalogueEntry> entries, List<Column> columns)
    {
        var table = new TextTable([.. columns.Select(column => (column.Heading, column.Side))]);
        foreach (CatalogueEntry entry in entries) table.Add([.. columns.Select(column => column.Cell(entry))]);
        return table;
    }

    /// <summary>What has to be typed of the id, and all of one that somebody made up shorter.</summary>
    private static string ShortId(CatalogueEntry entry) =>
        entry.Id is { Length: > BackupFile.ShortestId } id ? id[..BackupFile.ShortestId] : entry.Id ?? "";

    private static Cell Validity(CatalogueEntry entry, Palette colours) => entry.Validity switch
    {
        BackupValidity.Invalid => new Cell("NO", colours.Bad),
        BackupValidity.Valid when entry.Verified is { } verified => new Cell($"yes ({VerifiedBackup.Word(verified.Level)})", colours.Good),
        BackupValidity.Valid => new Cell("yes", colours.Good),
        _ => "not checked",
    };

    private static string Word(BackupLocation location) => location switch
    {
        BackupLocation.Local => "local",
        BackupLocation.External => "external",
        _ => "both",
    };
}
