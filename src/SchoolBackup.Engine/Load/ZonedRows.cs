using System.Text;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// The way of rows into a live table whose generated columns, and so whose keys, depend on the time zone of whoever writes. In UTC, which
/// alone is unambiguous as text, they go into a temporary table; from there, as values, into the live one, in the zone of the school's own
/// sessions.
/// </summary>
/// <param name="connection">The session of the upsert; in UTC but for the last step.</param>
/// <param name="live">The live table.</param>
internal sealed class ZonedRows(MySqlConnection connection, TableInfo live)
{
    private const string Waiting = "_schoolbackup_waiting";
    private const string Tried = "_schoolbackup_tried";

    /// <summary>Whether rows of a table have to go this way.</summary>
    public static bool AreNeeded(TableInfo table) => Dump.RowFormat.DependsOnTimeZone(table);

    /// <summary>Where the rows wait, quoted.</summary>
    public string Table { get; } = Identifier.Quote(live.Database, Waiting);

    /// <summary>Makes room for them.</summary>
    public void Begin() => Make(Waiting);

    /// <summary>Inserts or updates them in the live table, and forgets them.</summary>
    /// <param name="zone">One that the server knows.</param>
    /// <param name="columns">Those that the rows have values of.</param>
    public void MoveIn(string zone, IReadOnlyList<string> columns)
    {
        byte[] insert = [.. Encoding.UTF8.GetBytes(Copy(Identifier.Quote(live.Database, live.Name), columns)), .. Upsert.Clause(columns)];
        ComputedZone.In(connection, zone, () => Upsert.Execute(connection, insert, live.Name));
        connection.Execute($"DELETE FROM {Table}");
    }

    /// <summary>The zone in which the server computes what was backed up; it is tried in another temporary table.</summary>
    /// <exception cref="Errors.BackupException">ContentDiffers: there is none.</exception>
    public string ZoneOf(TableEntry table, ComputedEntry computed)
    {
        string[] columns = [.. table.Columns.Select(column => column.Name)];
        foreach (string zone in ComputedZone.Candidates(connection, computed))
        {
            bool fits = false;
            ComputedZone.In(connection, zone, () =>
            {
                Make(Tried);
                connection.Execute(Copy(Identifier.Quote(live.Database, Tried), columns));
                fits = ComputedZone.IsSame(connection, table with { Database = live.Database, Name = Tried }, computed);
                Drop(Tried);
            });
            if (fits) return zone;
        }

        throw ComputedZone.NoneFits(table, computed);
    }

    /// <summary>They are gone with the session, too.</summary>
    public void End() => Drop(Waiting);

    private string Copy(string to, IReadOnlyList<string> columns)
    {
        string list = string.Join(',', columns.Select(Identifier.Quote));
        return $"INSERT INTO {to} ({list}) SELECT {list} FROM {Table}";
    }

    /// <summary>The live table without its secondary keys: in UTC, they would find that two days are one.</summary>
    private void Make(string name)
    {
        TableDefinition definition = TableDefinition.Parse(Encoding.UTF8.GetBytes(live.Definition));
        byte[] create = definition.Without(TableParts.DeferredKeys | TableParts.DeferredForeignKeys | TableParts.SequenceDefaults);
        string head = $"CREATE TABLE {Identifier.Quote(definition.Name)}";
        connection.Execute(
            [.. Encoding.UTF8.GetBytes($"CREATE TEMPORARY TABLE {Identifier.Quote(live.Database, name)}"), .. create.AsSpan(head.Length)]);
    }

    private void Drop(string name) => connection.Execute($"DROP TEMPORARY TABLE {Identifier.Quote(live.Database, name)}");
}
