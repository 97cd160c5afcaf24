using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;
using static SchoolBackup.MySql.ServerErrorNumber;

namespace SchoolBackup.Engine.Load;

/// <summary>A session that computes generated columns in a time zone of the school, for as long as it takes; else it is in UTC.</summary>
internal static class ComputedZone
{
    /// <summary>Runs something in a time zone.</summary>
    /// <returns>False when this server does not know the zone, and nothing was run.</returns>
    public static bool In(MySqlConnection connection, string zone, Action run)
    {
        try
        {
            connection.Execute($"SET SESSION time_zone = {SqlLiteral.Quote(zone)}");
        }
        catch (MySqlException unknown) when (unknown.Number == UnknownTimeZone)
        {
            return false;
        }

        try
        {
            run();
            return true;
        }
        finally
        {
            connection.Execute("SET SESSION time_zone = '+00:00'");
        }
    }

    /// <summary>The zones in which the values of a backup may have been computed, the likeliest first.</summary>
    public static IEnumerable<string> Candidates(MySqlConnection connection, ComputedEntry computed) =>
        computed.TimeZones.Append(OfServer(connection)).Append("+00:00").Distinct(StringComparer.Ordinal);

    /// <summary>The zone that the server gives to whoever asks for none.</summary>
    public static string OfServer(MySqlConnection connection) => connection.Row("SELECT @@global.time_zone", row => row.GetString(0));

    /// <summary>Whether the computed columns of a table have the values that were backed up.</summary>
    public static bool IsSame(MySqlConnection connection, TableEntry table, ComputedEntry computed)
    {
        connection.Execute("SET character_set_results = NULL");
        string hash = ComputedContent.Hash(connection, table, computed.Columns);
        connection.Execute("SET character_set_results = utf8mb4");
        return hash == computed.ContentHash;
    }

    /// <summary>In none of the zones do the values come out as they were.</summary>
    public static BackupException NoneFits(TableEntry table, ComputedEntry computed) => new(
        BackupError.ContentDiffers,
        $"the computed columns of {table.Name} ({string.Join(", ", computed.Columns.Select(column => column.Name))}) come out otherwise than they were "
            + $"in each of the time zones {string.Join(", ", computed.TimeZones)}",
        "they were written by sessions of different time zones, or this server lacks the zone: load its time zone tables (mysql_tzinfo_to_sql), "
            + "or restore the other tables with --table");
}
