using System.Globalization;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Dump;

/// <summary>
/// What the server computed from a TIMESTAMP. A generated column takes the time zone of the session that writes the row, and the server
/// keeps no note of it, so the backup keeps the values' hash and the zone that the server gives to whoever asks for none.
/// </summary>
/// <seealso href="https://mariadb.com/kb/en/generated-columns/"/>
internal static class ComputedContent
{
    /// <param name="connection">A session of the snapshot, with character_set_results = NULL.</param>
    /// <param name="table">The table.</param>
    /// <param name="entry">What the index says of it.</param>
    public static ComputedEntry Describe(MySqlConnection connection, TableInfo table, TableEntry entry)
    {
        List<ColumnEntry> columns = RowFormat.StoredColumns(table);
        return new ComputedEntry(columns, Hash(connection, entry, columns), [.. TimeZones(connection).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The hash of the computed columns of a table.</summary>
    /// <param name="connection">A session with character_set_results = NULL.</param>
    /// <param name="table">Where they are.</param>
    /// <param name="columns">Which.</param>
    public static string Hash(MySqlConnection connection, TableEntry table, IReadOnlyList<ColumnEntry> columns) =>
        columns.Count == 0 ? default(TableContent).HashText : TableContent.Read(connection, table with { Columns = columns }).HashText;

    /// <summary>
    /// The name first: an offset knows nothing of summer time. A server without tables of zones converts only from SYSTEM and offsets.
    /// </summary>
    private static IEnumerable<string> TimeZones(MySqlConnection connection)
    {
        yield return connection.Row("SELECT @@global.time_zone", row => row.GetString(0));
        long? minutes = connection.Row(
            "SELECT TIMESTAMPDIFF(MINUTE, UTC_TIMESTAMP(), CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', @@global.time_zone))",
            row => row.IsNull(0) ? (long?)null : row.GetInt64(0));
        if (minutes is not { } offset) yield break;
        yield return string.Create(
            CultureInfo.InvariantCulture, $"{(offset < 0 ? '-' : '+')}{Math.Abs(offset) / 60:00}:{Math.Abs(offset) % 60:00}");
    }
}
