namespace SchoolBackup;

/// <summary>What <c>Restore-SchoolBackup -PassThru</c> did.</summary>
public sealed class RestoreResult
{
    public required string Filename { get; init; }

    /// <summary>The database that was restored into.</summary>
    public required string Database { get; init; }

    public required int RestoredTables { get; init; }

    public required long Rows { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>True when every table's content was compared with the hashes of the backup; a dump of another tool has none.</summary>
    public required bool ContentChecked { get; init; }

    /// <summary>Path of the backup of what was replaced, or null.</summary>
    public string? SafetyBackup { get; init; }

    /// <summary>The database that keeps the replaced tables, or null.</summary>
    public string? Previous { get; init; }

    public required string[] Warnings { get; init; }

    public required string Path { get; init; }

    internal static RestoreResult From(Engine.Recipes.RestoreResult result) => new()
    {
        Filename = System.IO.Path.GetFileName(result.File),
        Database = result.Database,
        RestoredTables = result.Tables,
        Rows = result.Rows,
        Duration = result.Duration,
        ContentChecked = result.ContentChecked,
        SafetyBackup = result.SafetyBackup,
        Previous = result.Previous,
        Warnings = [.. result.Warnings],
        Path = result.File,
    };
}
