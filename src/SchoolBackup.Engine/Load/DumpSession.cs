using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>A session that runs somebody else's dump as the command-line client would.</summary>
internal static class DumpSession
{
    /// <summary>The sql_mode that a dump starts in on this server.</summary>
    public static SqlDialect Dialect(MySqlConnection connection) =>
        SqlDialect.FromSqlMode(connection.Scalar("SELECT @@GLOBAL.sql_mode") ?? "");

    /// <summary>Goes to a database, with the server's own settings: a dump sets whatever else it needs.</summary>
    public static void Begin(MySqlConnection connection, string database)
    {
        connection.Execute($"USE {Identifier.Quote(database)}");
        connection.Execute("SET SESSION sql_mode = DEFAULT, SESSION time_zone = DEFAULT");
    }

    /// <summary>
    /// Asks the server whether it reads text as we do: a dump's text is judged by the modes that its SET statements seem to set.
    /// </summary>
    /// <exception cref="BackupException">
    /// NotSupported: it does not, or its character set hides quotes and backslashes in the second byte of a letter.
    /// </exception>
    public static void RequireReadsAs(MySqlConnection connection, SqlDialect dialect, string path, long line)
    {
        string? found = connection.Scalar(
            "SELECT (@@sql_mode LIKE '%ANSI_QUOTES%') + 2 * (@@sql_mode LIKE '%NO_BACKSLASH_ESCAPES%') + 4 * (@@character_set_client IN ('gbk', 'gb2312', 'gb18030', 'big5', 'sjis', 'cp932'))");
        string expected = ((dialect.AnsiQuotes ? 1 : 0) + (dialect.NoBackslashEscapes ? 2 : 0))
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (found == expected) return;
        throw new BackupException(
            BackupError.NotSupported,
            Invariant($"{path}, up to line {line}: the dump sets sql_mode or a character set in a way that leaves open how its text is to be read"),
            "find out where the dump comes from; make it anew in utf8mb4 (mysqldump knows default-character-set), or run it with the mysql client into a database of its own");
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
                Invariant($"{path}, line {line}, '{DumpScan.Excerpt(statement)}': {meaning.Message}"),
                isItsFault ? "the dump is damaged, or made for another server; the live database has not been touched" : meaning.Hint,
                refused);
        }
    }
}
