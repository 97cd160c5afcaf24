using SchoolBackup.Engine.Wording;

namespace SchoolBackup.Engine.Recipes;

/// <summary>What a restore would replace, for whoever has to confirm it.</summary>
/// <param name="File">The backup.</param>
/// <param name="Database">The database that it would be restored into.</param>
/// <param name="LiveTables">Tables there that it would replace; none when the database is new.</param>
/// <param name="LiveRows">Their rows, by the server's estimate.</param>
/// <param name="Timestamp">When the backup was made, or null for a dump that does not say.</param>
public sealed record RestorePreview(string File, string Database, IReadOnlyList<string> LiveTables, long LiveRows, DateTimeOffset? Timestamp)
{
    private const int Named = 10;

    /// <summary>How the restored rows would take their place.</summary>
    public Placement Placement { get; init; }

    /// <summary>What the restore would do, for whoever has to confirm it: <c>replace 2 tables of school (about 500 rows) by …</c>.</summary>
    public string Deed
    {
        get
        {
            string source = $"{Path.GetFileName(File)}{(Timestamp is { } time ? $", made {Figures.Time(time)} UTC" : "")}";
            if (LiveTables.Count == 0) return $"restore {source}, into {Database}, which has none of its tables yet";
            string more = LiveTables.Count > Named ? $" and {LiveTables.Count - Named} more" : "";
            string tables = $"{Figures.Count(LiveTables.Count, "table")} of {Database} (about {Figures.Count(LiveRows, "row")})";
            return (Placement == Placement.Upsert ? $"insert and update rows in {tables} by {source}: " : $"replace {tables} by those of {source}: ")
                + string.Join(", ", LiveTables.Take(Named)) + more;
        }
    }

    /// <summary>The deed, where it is done, and what becomes of the live tables: all that somebody has to know who confirms it.</summary>
    /// <param name="options">Those that the preview was made with.</param>
    public string Words(RestoreOptions options) => string.Join("; ", new[] { Deed, $"on {options.Connection}", Consequence(options) }.Where(part => part.Length > 0));

    private string Consequence(RestoreOptions options)
    {
        if (LiveTables.Count == 0) return "";
        string safety = options.SafetyBackupPath is { } path
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
