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
    public static string Text(IReadOnlyList<CatalogueEntry> entries, string path, Palette colours)
    {
        if (entries.Count == 0) return $"no backups in {Letters.Printable(path)}";
        (string, Side)[] key = entries.Any(entry => entry.KeyBlock is not null) ? [("KEY", Side.Left)] : [];
        var table = new TextTable(
        [
            ("BACKUP", Side.Left), ("TIME (UTC)", Side.Left), ("SIZE", Side.Right), ("DATABASE", Side.Left), ("TABLES", Side.Right),
            ("ROWS", Side.Right), ("WHERE", Side.Left), ("VALID", Side.Left), ("MADE BY", Side.Left), ("ID", Side.Left), .. key,
        ]);
        foreach (CatalogueEntry entry in entries)
        {
            table.Add(
            [
                entry.FileName, Figures.Time(entry.Timestamp), Figures.Size(entry.Size), entry.Subject ?? "",
                entry.Tables is { } tables ? Figures.Count(tables) : "", entry.Rows is { } rows ? Figures.Count(rows) : "",
                Word(entry.Location), Validity(entry, colours), entry.Tool, ShortId(entry), .. key.Select(_ => new Cell(string.Join(' ', entry.KeyIds))),
            ]);
        }

        IEnumerable<string> problems = entries.Where(entry => entry.Problem is not null)
            .Select(entry => Letters.Printable($"{entry.FileName}: {entry.Problem}"));
        return string.Join('\n', [.. table.Lines(colours), .. problems, $"{Figures.Count(entries.Count, "backup")}, {Figures.Size(entries.Sum(entry => entry.Size))}"]);
    }

    /// <summary>What has to be typed of the id, and all of one that somebody made up shorter.</summary>
    private static string ShortId(CatalogueEntry entry) => entry.Id is { Length: > BackupFile.ShortestId } id ? id[..BackupFile.ShortestId] : entry.Id ?? "";

    private static Cell Validity(CatalogueEntry entry, Palette colours) => entry.Validity switch
    {
        BackupValidity.Invalid => new Cell("NO", colours.Bad),
        BackupValidity.Valid when entry.Verified is { } verified => new Cell($"yes ({VerifiedBackup.Word(verified.Level)}, {Figures.Day(verified.At)})", colours.Good),
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
