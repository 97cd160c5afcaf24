using SchoolBackup.Engine.Formatting;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>What a restore would replace, for whoever has to confirm it.</summary>
/// <param name="Backup">The backup.</param>
/// <param name="Database">The database that it would be restored into.</param>
/// <param name="LiveTables">Tables there whose place those of the backup would take; none when the database is new.</param>
/// <param name="LiveRows">Their rows, by the server's estimate.</param>
/// <param name="Timestamp">When the backup was made, or null for a dump that does not say.</param>
public sealed record RestorePreview(BackupRef Backup, string Database, IReadOnlyList<string> LiveTables, long LiveRows, DateTimeOffset? Timestamp)
{
    private const int Named = 10;

    /// <summary>How the restored rows would take their place.</summary>
    public Placement Placement { get; init; }

    /// <summary>What the live database has and the backup of a whole database has not, in words: it goes.</summary>
    public IReadOnlyList<string> Going { get; init; } = [];

    /// <summary>Live tables of which the backup holds only the structure.</summary>
    public IReadOnlyList<string> Emptied { get; init; } = [];

    /// <summary>Stored objects that the restore would make and that could act outside the database, in words.</summary>
    public IReadOnlyList<string> Reaching { get; init; } = [];

    /// <summary>What the restore would do, for whoever has to confirm it: <c>replace 2 tables of school (about 500 rows) by …</c>.</summary>
    public string Summary
    {
        get
        {
            string source = $"{Backup.Name}{(Timestamp is { } time ? $", made {Figures.Time(time)} UTC" : "")}";
            if (LiveTables.Count == 0) return $"restore {source}, into {Database}, which has none of its tables yet";
            string tables = $"{Figures.Count(LiveTables.Count, "table")} of {Database} (about {Figures.Count(LiveRows, "row")})";
            return (Placement == Placement.Upsert ? $"insert and update rows in {tables} by {source}: " : $"replace {tables} by those of {source}: ")
                + Some(LiveTables);
        }
    }

    /// <summary>The summary, where it is done, and what becomes of the live tables: all that somebody has to know who confirms it.</summary>
    /// <param name="options">Those that the preview was made with.</param>
    public string Words(RestoreOptions options) => string.Join("; ", new[]
    {
        Summary,
        Emptied.Count > 0 ? $"EMPTY afterwards, because the backup holds only the structure: {Some(Emptied)}" : "",
        Going.Count > 0 ? $"GONE afterwards, because the backup does not hold it: {Some(Going)}" : "",
        string.Join("; ", Reaching),
        $"on {options.Connection}",
        Consequence(options),
    }.Where(part => part.Length > 0));

    private static string Some(IReadOnlyList<string> names) => string.Join(", ", names.Take(Named)) + (names.Count > Named ? Invariant($" and {names.Count - Named} more") : "");

    private string Consequence(RestoreOptions options)
    {
        if (LiveTables.Count + Going.Count == 0) return "";
        string safety = options.SafetyRepository is { } path
            ? $"what is there now is first backed up to {path}"
            : "what is there now is NOT backed up first";
        string fate = (options.Placement, options.Replaced) switch
        {
            (Placement.InPlace, _) => ", then dropped and loaded anew",
            (Placement.Swap, ReplacedTables.Keep) => ", and kept in a database beside",
            _ => "",
        };
        return safety + fate;
    }
}
