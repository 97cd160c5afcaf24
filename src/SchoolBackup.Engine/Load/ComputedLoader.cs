using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// Has the server compute generated columns, and their keys, in the time zone that the school's own sessions have. The rows were loaded in UTC,
/// because the hour that summer time repeats has no other unambiguous text; a copy of the table in another zone leaves them as they are.
/// </summary>
internal sealed class ComputedLoader(MySqlConnection connection, TableEntry table, string schema)
{
    /// <param name="computed">What the backup says.</param>
    /// <param name="keys">Adds the keys that the table still lacks, or null.</param>
    /// <exception cref="BackupException">ContentDiffers: in none of the time zones do the values come out as they were.</exception>
    public void Load(ComputedEntry computed, byte[]? keys)
    {
        string server = connection.Row("SELECT @@global.time_zone", row => row.GetString(0));
        foreach (string zone in computed.TimeZones.Append(server).Append("+00:00").Distinct())
        {
            if (!Enter(zone)) continue;
            try
            {
                if (!IsSame(computed)) connection.Execute($"ALTER TABLE {Identifier.Quote(schema, table.Name)} FORCE, ALGORITHM=COPY");
                if (!IsSame(computed)) continue;
                if (keys is not null) connection.Execute(keys);
                return;
            }
            finally
            {
                connection.Execute("SET SESSION time_zone = '+00:00'");
            }
        }

        throw new BackupException(
            BackupError.ContentDiffers,
            $"the computed columns of {table.Name} ({string.Join(", ", computed.Columns.Select(column => column.Name))}) come out otherwise than they were in each of the time zones {string.Join(", ", computed.TimeZones)}",
            "they were written by sessions of different time zones, or this server lacks the zone: load its time zone tables (mysql_tzinfo_to_sql), or restore the other tables with --table");
    }

    /// <returns>False when this server does not know the zone.</returns>
    private bool Enter(string zone)
    {
        try
        {
            connection.Execute($"SET SESSION time_zone = {SqlLiteral.Quote(zone)}");
            return true;
        }
        catch (MySqlException unknown) when (unknown.Number == 1298)
        {
            return false;
        }
    }

    private bool IsSame(ComputedEntry computed)
    {
        connection.Execute("SET character_set_results = NULL");
        string hash = ComputedContent.Hash(connection, table with { Database = schema }, computed.Columns);
        connection.Execute("SET character_set_results = utf8mb4");
        return hash == computed.ContentHash;
    }
}
