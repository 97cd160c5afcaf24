using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// Has the server compute generated columns, and their keys, in the time zone that the school's own sessions have. The rows were loaded in
/// UTC, because the hour that summer time repeats has no other unambiguous text; a copy of the table in another zone leaves them as they
/// are.
/// </summary>
internal sealed class ComputedLoader(MySqlConnection connection, TableEntry table, string schema)
{
    private readonly TableEntry _there = table with { Database = schema };

    /// <param name="computed">What the backup says.</param>
    /// <param name="keys">Adds the keys that the table still lacks, or null.</param>
    /// <exception cref="BackupException">ContentDiffers: in none of the time zones do the values come out as they were.</exception>
    public void Load(ComputedEntry computed, byte[]? keys)
    {
        bool isDone = false;
        foreach (string zone in ComputedZone.Candidates(connection, computed))
        {
            ComputedZone.In(connection, zone, () =>
            {
                if (!ComputedZone.IsSame(connection, _there, computed))
                    connection.Execute($"ALTER TABLE {Identifier.Quote(schema, table.Name)} FORCE, ALGORITHM=COPY");
                if (!ComputedZone.IsSame(connection, _there, computed)) return;
                if (keys is not null) connection.Execute(keys);
                isDone = true;
            });
            if (isDone) return;
        }

        throw ComputedZone.NoneFits(table, computed);
    }
}
