using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Formatting;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Storage;

namespace SchoolBackup.Cli.Answers;

/// <summary>What <c>create</c> answers. Sizes are bytes, durations milliseconds.</summary>
internal sealed record CreatedBackup
{
    /// <summary>Its stable name, accepted wherever a file is named.</summary>
    public required string Id { get; init; }

    public required string Filename { get; init; }

    public required string Path { get; init; }

    public required long Size { get; init; }

    public required long Duration { get; init; }

    public required string Timestamp { get; init; }

    public required bool Compressed { get; init; }

    public required bool Encrypted { get; init; }

    /// <summary>Names the key that opens it.</summary>
    public string? KeyId { get; init; }

    public required string Location { get; init; }

    public required string Database { get; init; }

    public required int Tables { get; init; }

    public required long Rows { get; init; }

    public required string Snapshot { get; init; }

    public required IReadOnlyList<string> Files { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required IReadOnlyList<string> Omitted { get; init; }

    public static CreatedBackup From(BackupResult result) => new()
    {
        Id = result.Header.Id,
        Filename = result.Copies[0].Name,
        Path = result.Files[0],
        Size = result.Size,
        Duration = result.Header.DurationMilliseconds,
        Timestamp = AnswerJson.Time(result.Header.Started),
        Compressed = result.Container != BackupContainer.Sql,
        Encrypted = result.KeyId is not null,
        KeyId = result.KeyId,
        Location = result.Files.Count > 1 ? "both" : "local",
        Database = string.Join(", ", result.Header.Databases),
        Tables = result.Header.Tables,
        Rows = result.Header.Rows,
        Snapshot = result.Header.Snapshot.ToString(),
        Files = result.Files,
        Warnings = result.Warnings,
        Omitted = result.Omitted,
    };

    public string Text(Palette colours) => string.Join('\n',
    [
        $"{colours.Good("created")} {Letters.Printable(Filename)}",
        $"  {Figures.Count(Tables, "table")}, {Figures.Count(Rows, "row")}, {Figures.Size(Size)} in {Figures.Duration(TimeSpan.FromMilliseconds(Duration))}",
        .. KeyId is null ? Array.Empty<string>() : [$"  encrypted with key {KeyId}"],
        .. Files.Select(file => "  " + Letters.Printable(file)),
        .. Warnings.Select(warning => "warning: " + Letters.Printable(warning)),
        .. Omitted.Select(omitted => "not in the backup: " + Letters.Printable(omitted)),
    ]);
}
