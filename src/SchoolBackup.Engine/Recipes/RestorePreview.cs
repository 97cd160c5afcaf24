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
}
