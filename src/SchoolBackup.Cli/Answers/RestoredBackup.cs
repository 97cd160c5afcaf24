using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Formatting;

namespace SchoolBackup.Cli.Answers;

/// <summary>What <c>restore</c> answers. Durations are milliseconds.</summary>
internal sealed record RestoredBackup
{
    public required int RestoredTables { get; init; }

    /// <summary>What was restored, counted by kind in the database afterwards.</summary>
    public ObjectCounts? Objects { get; init; }

    public required long Duration { get; init; }

    public required string Filename { get; init; }

    public required string Database { get; init; }

    public required long Rows { get; init; }

    /// <summary>The same number under the name that the School ERP gave it.</summary>
    public required long RecordsRestored { get; init; }

    public bool? ContentChecked { get; init; }

    public string? SafetyBackup { get; init; }

    /// <summary>The database that keeps the replaced tables.</summary>
    public string? Previous { get; init; }

    /// <summary>True when nothing was done, only looked at.</summary>
    public bool? WhatIf { get; init; }

    /// <summary>With <c>--what-if</c>: the live tables that would be replaced.</summary>
    public IReadOnlyList<string>? ReplacedTables { get; init; }

    /// <summary>With <c>--what-if</c>: those of them of which the backup holds only the structure; absent when there is none.</summary>
    public IReadOnlyList<string>? EmptiedTables { get; init; }

    /// <summary>
    /// With <c>--what-if</c>: what the live database has and the backup of a whole database has not, in words; absent when there is
    /// nothing.
    /// </summary>
    public IReadOnlyList<string>? Gone { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public static RestoredBackup From(RestoreResult result) => new()
    {
        RestoredTables = result.Tables,
        Objects = result.Objects,
        Duration = (long)result.Duration.TotalMilliseconds,
        Filename = result.Backup.Name,
        Database = result.Database,
        Rows = result.Rows,
        RecordsRestored = result.Rows,
        ContentChecked = result.ContentChecked,
        SafetyBackup = result.SafetyBackup,
        Previous = result.Previous,
        Warnings = result.Warnings,
    };

    public static RestoredBackup From(RestorePreview preview) => new()
    {
        RestoredTables = 0,
        Duration = 0,
        Filename = preview.Backup.Name,
        Database = preview.Database,
        Rows = 0,
        RecordsRestored = 0,
        WhatIf = true,
        ReplacedTables = preview.LiveTables,
        EmptiedTables = preview.Emptied is { Count: > 0 } emptied ? emptied : null,
        Gone = preview.Going is { Count: > 0 } going ? going : null,
        Warnings = [],
    };

    public string Text(Palette colours)
    {
        string check = ContentChecked is true
            ? "every table's content was compared with the backup and is the same"
            : "the content was not compared with the backup: it has no hashes, or rows of others are among its own";
        List<string> lines =
        [
            $"{colours.Good("restored")} {Letters.Printable(Filename)} into {Letters.Printable(Database)}",
            $"  {Objects}, {Figures.Count(Rows, "row")} in {Figures.Duration(TimeSpan.FromMilliseconds(Duration))}; {check}",
        ];
        if (SafetyBackup is not null) lines.Add($"  what was there before: {Letters.Printable(SafetyBackup)}");
        if (Previous is not null) lines.Add($"  the replaced tables are kept in the database {Letters.Printable(Previous)}; drop it when you no longer need them");
        lines.AddRange(Warnings.Select(warning => "warning: " + Letters.Printable(warning)));
        return string.Join('\n', lines);
    }

    /// <summary>What a restore would do, for people who have to confirm it.</summary>
    public static string Text(RestorePreview preview, RestoreOptions options) => $"It would {Letters.Printable(preview.Words(options))}.";
}
