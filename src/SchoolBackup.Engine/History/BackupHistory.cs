using System.Globalization;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;
using static SchoolBackup.MySql.ServerErrorNumber;

namespace SchoolBackup.Engine.History;

/// <summary>
/// The table that tells of each run, for whoever looks into the database and not into the repository. It lies in a database of its own:
/// there it is in no backup, no restore replaces it, and an account that backs up needs no right to write to a school's data. Nothing ever
/// reads it to restore.
/// </summary>
internal static class BackupHistory
{
    private const string Database = "schoolbackup";
    private const string Table = "schoolbackup.history";
    private const int LongestError = 4000;

    private const string Definition = $"""
        CREATE TABLE IF NOT EXISTS {Table} (
          number BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
          id CHAR(32) CHARACTER SET ascii NULL COMMENT 'of the backup; NULL when none was made',
          database_names TEXT NOT NULL,
          file VARCHAR(255) NULL COMMENT 'name without a folder',
          size BIGINT UNSIGNED NULL COMMENT 'bytes',
          type ENUM('manual','scheduled') NOT NULL,
          status ENUM('completed','failed') NOT NULL,
          started DATETIME(3) NOT NULL COMMENT 'UTC',
          duration BIGINT UNSIGNED NOT NULL COMMENT 'milliseconds',
          error TEXT NULL COMMENT 'code and message; with a status of completed, what became of the external copy'
        ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='Backups that SchoolBackup made, or could not make'
        """;

    /// <summary>
    /// Adds a row, in a session of its own. Database and table are made when they are not there, so that CREATE is needed only once.
    /// </summary>
    /// <returns>Null, or why it could not be added.</returns>
    /// <remarks>It cannot be stopped: the backup is made, and that is what the row shall say.</remarks>
    public static BackupException? Record(ConnectionOptions options, HistoryEntry entry)
    {
        try
        {
            return ServerSession.Guard<BackupException?>(options, () =>
            {
                using MySqlConnection connection = ServerSession.Open(options, CancellationToken.None);
                Insert(connection, entry);
                return null;
            });
        }
        catch (BackupException refused) when (refused.Code == BackupError.PrivilegeMissing)
        {
            return new BackupException(refused.Code, refused.Message, $"grant the account CREATE and INSERT on {Database}.*", refused);
        }
        catch (BackupException failure)
        {
            return failure;
        }
    }

    private static void Insert(MySqlConnection connection, HistoryEntry entry)
    {
        string insert = InsertOf(entry);
        try
        {
            connection.Execute(insert);
        }
        catch (MySqlException missing) when (missing.Number is UnknownDatabase or UnknownTable)
        {
            connection.Execute($"CREATE DATABASE IF NOT EXISTS {Database}");
            connection.Execute(Definition);
            connection.Execute(insert);
        }

        connection.Execute("COMMIT"); // a server may have autocommit off
    }

    private static string InsertOf(HistoryEntry entry)
    {
        string?[] values =
        [
            Text(entry.Backup?.Id),
            Text(string.Join(", ", entry.Databases)),
            Text(entry.Backup?.FileName),
            entry.Backup?.Size.ToString(CultureInfo.InvariantCulture),
            Text(entry.Type == RunType.Manual ? "manual" : "scheduled"),
            Text(entry.Backup is null ? "failed" : "completed"),
            Text(entry.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)),
            ((long)entry.Duration.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
            Text(entry.Error is { } error ? Cut($"{error.Code}: {error.Message}") : null),
        ];
        return $"INSERT INTO {Table} (id, database_names, file, size, type, status, started, duration, error) VALUES ({string.Join(", ", values.Select(value => value ?? "NULL"))})";
    }

    private static string? Text(string? value) => value is null ? null : SqlLiteral.Quote(value);

    private static string Cut(string text) => text.Length <= LongestError ? text : text[..LongestError] + "…";
}
