using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>A session that runs somebody else's dump as the command-line client would.</summary>
internal static class DumpSession
{
    /// <summary>The sql_mode that a dump starts in on this server.</summary>
    public static SqlDialect Dialect(MySqlConnection connection) => SqlDialect.FromSqlMode(connection.Scalar("SELECT @@GLOBAL.sql_mode") ?? "");

    /// <summary>Goes to a database, with the server's own settings: a dump sets whatever else it needs.</summary>
    public static void Begin(MySqlConnection connection, string database)
    {
        connection.Execute($"USE {Identifier.Quote(database)}");
        connection.Execute("SET SESSION sql_mode = DEFAULT, SESSION time_zone = DEFAULT");
    }

    /// <summary>Runs a statement of a dump.</summary>
    /// <exception cref="BackupException">RestoreFailed where the statement is to blame, else what the server's answer means.</exception>
    public static CommandResult Execute(MySqlConnection connection, ReadOnlySpan<byte> statement, string path, long line)
    {
        try
        {
            return connection.Execute(statement);
        }
        catch (MySqlException refused)
        {
            BackupException meaning = ServerFault.Of(refused);
            bool isItsFault = meaning.Code is BackupError.ServerError or BackupError.SchemaChanged;
            throw new BackupException(
                isItsFault ? BackupError.RestoreFailed : meaning.Code,
                $"{path}, line {line}, «{DumpScan.Excerpt(statement)}»: {meaning.Message}",
                isItsFault ? "the dump is damaged, or made for another server; the live database has not been touched" : meaning.Hint,
                refused);
        }
    }
}
