using System.Text.Json.Serialization;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Formatting;

namespace SchoolBackup.Cli.Answers;

/// <summary>What <c>verify</c> answers. Durations are milliseconds.</summary>
internal sealed record VerifiedBackup
{
    public required string Filename { get; init; }

    /// <summary>True, false, or null when the file lets nobody tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required bool? Valid { get; init; }

    public required string Path { get; init; }

    public required string Level { get; init; }

    public required bool Encrypted { get; init; }

    public required int Tables { get; init; }

    /// <summary>What is in it, by kind; absent where the file does not say.</summary>
    public ObjectCounts? Objects { get; init; }

    public required long Rows { get; init; }

    public required long Duration { get; init; }

    public long? EstimatedRecoveryTime { get; init; }

    public required IReadOnlyList<string> Problems { get; init; }

    public required IReadOnlyList<string> Remarks { get; init; }

    public static VerifiedBackup From(VerifyResult result) => new()
    {
        Filename = result.Backup.Name,
        Valid = result.Validity.AsTruth(),
        Path = result.Backup.Address,
        Level = Word(result.Level),
        Encrypted = result.Encrypted,
        Tables = result.Tables,
        Objects = result.Objects,
        Rows = result.Rows,
        Duration = (long)result.Duration.TotalMilliseconds,
        EstimatedRecoveryTime = result.EstimatedRecoveryTime is { } time ? (long)time.TotalMilliseconds : null,
        Problems = result.Problems,
        Remarks = result.Remarks,
    };

    public static string Word(VerifyLevel level) => level switch
    {
        VerifyLevel.Checksum => "checksum",
        VerifyLevel.Content => "content",
        _ => "restore",
    };

    public string Text(Palette colours)
    {
        string verdict = Valid switch { true => colours.Good("valid"), false => colours.Bad("INVALID"), null => "not checked" };
        string[] lines =
        [
            $"{verdict} {Letters.Printable(Filename)} (level {Level})",
            $"  {Objects?.ToString() ?? Figures.Count(Tables, "table")}, {Figures.Count(Rows, "row")} in {Figures.Duration(TimeSpan.FromMilliseconds(Duration))}",
            .. Problems.Select(problem => "  problem: " + Letters.Printable(problem)),
            .. Remarks.Select(remark => "  " + Letters.Printable(remark)),
        ];
        string last = (Valid, EstimatedRecoveryTime) switch
        {
            (false, _) => "hint: do not rely on this file; keep it, verify an older one, and make a new backup",
            (_, { } time) => $"  a restore on this server would take about {Figures.Duration(TimeSpan.FromMilliseconds(time))}",
            (null, _) when Encrypted => "hint: give its key by --key-file, and every byte is checked",
            (null, _) => "hint: the file says nothing that it could be checked by; --level restore tries it on a server",
            _ => "",
        };
        return string.Join('\n', last.Length > 0 ? [.. lines, last] : lines);
    }
}
