using System.Text;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Dump;

/// <summary>
/// A row with history that is still current ends at the last moment of TIMESTAMP, and that moment has moved: a backup of one server, loaded
/// as it is into another, would have no current row at all.
/// </summary>
/// <param name="Column">The column that holds the end of a row.</param>
/// <param name="There">The last moment of the server that was backed up.</param>
/// <param name="Here">The last moment of the server that is loaded.</param>
/// <seealso href="https://mariadb.com/kb/en/timestamp/"/>
internal sealed record EndOfTime(string Column, string There, string Here)
{
    /// <summary>Null where both servers agree, or the table has no history.</summary>
    /// <exception cref="BackupException">BackupDamaged: the backup does not say which server it is of.</exception>
    public static EndOfTime? Of(ArchiveReader archive, MySqlConnection connection, TableDefinition definition)
    {
        if (!definition.IsSystemVersioned || !Differs(archive, connection)) return null;
        return new EndOfTime(ColumnOf(definition), ServerOf(archive).Quirks.EndOfTime, connection.Server.Quirks.EndOfTime);
    }

    /// <summary>Whether the two servers write a current row's end otherwise.</summary>
    public static bool Differs(ArchiveReader archive, MySqlConnection connection) =>
        ServerOf(archive).Quirks.EndOfTime != connection.Server.Quirks.EndOfTime;

    /// <summary>What is stored for a value of the backup.</summary>
    public string Stored(string value) => $"IF({value} = '{There}', '{Here}', {value})";

    /// <summary>What the backup has for a stored value.</summary>
    public string BackedUp(string value) => $"IF({value} = TIMESTAMP'{Here}', TIMESTAMP'{There}', {value})";

    private static string ColumnOf(TableDefinition definition) =>
        definition.Columns.FirstOrDefault(column => Encoding.UTF8.GetString(column.Text.Span).Contains("GENERATED ALWAYS AS ROW END", StringComparison.OrdinalIgnoreCase))?.Name
        ?? "row_end";

    /// <summary>The server that was backed up.</summary>
    /// <exception cref="BackupException">BackupDamaged: the backup does not say which server it is of.</exception>
    internal static ServerVersion ServerOf(ArchiveReader archive)
    {
        try
        {
            return ServerVersion.Parse(archive.Header.ServerVersion);
        }
        catch (MySqlConnectionException unknown)
        {
            throw new BackupException(
                BackupError.BackupDamaged,
                $"{archive.Path} does not say which server it is of: {unknown.Message}",
                "use another copy or another backup",
                unknown);
        }
    }
}
