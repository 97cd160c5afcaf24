using System.Text;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;
using static SchoolBackup.MySql.ServerErrorNumber;

namespace SchoolBackup.Engine.Load;

/// <summary>What becomes of a row whose key is there already.</summary>
internal enum OnDuplicate
{
    /// <summary>It is an error: the table was empty.</summary>
    Fail,

    /// <summary>The row that is there takes every value of the new one.</summary>
    Update,
}

/// <summary>How rows go into tables that live: strictly, because nobody compares hashes afterwards.</summary>
internal static class Upsert
{
    /// <summary>Zeros and impossible dates are values; whatever would be cut or changed is an error.</summary>
    public const string SetStrictMode = "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'";

    /// <summary>Ends an INSERT. VALUES() is the one form that MariaDB and every MySQL understand.</summary>
    /// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/insert-on-duplicate.html"/>
    public static byte[] Clause(IEnumerable<string> columns) => Encoding.UTF8.GetBytes(
        "\nON DUPLICATE KEY UPDATE " + string.Join(
            ',', columns.Select(column => $"{Identifier.Quote(column)}=VALUES({Identifier.Quote(column)})")));

    /// <summary>Runs an INSERT of values that a strict server refuses; those it may cut, and no other.</summary>
    /// <param name="connection">A strict session, as it is again afterwards.</param>
    /// <param name="insert">The statement.</param>
    /// <param name="table">Its table, for the message.</param>
    /// <param name="expected">How many values the server will warn of.</param>
    /// <exception cref="BackupException">RestoreFailed: the server does not take the rows as they are.</exception>
    public static void ExecuteCutting(MySqlConnection connection, ReadOnlySpan<byte> insert, string table, int expected)
    {
        connection.Execute(ServerSession.SetSqlMode);
        connection.Execute("SET SESSION max_error_count = 65535");
        Execute(connection, insert, table);
        // Out of range, cut, wrong, too long; other warnings, such as that VALUES() is out of fashion, speak of no value.
        string[] cut = [.. connection.Rows("SHOW WARNINGS", row => (Level: row.GetString(0), Code: row.GetInt64(1), Message: row.GetString(2)))
            .Where(warning => warning is { Level: "Warning", Code: OutOfRange or DataTruncated or WrongValue or WrongValueForColumn or DataTooLong }).Select(warning => warning.Message)];
        if (cut.Length != expected)
        {
            throw new BackupException(
                BackupError.RestoreFailed,
                Invariant($"the server does not take rows of {table} as the backup has them: of {cut.Length} values that it would change, {expected} are ENUMs without a member: {string.Join("; ", cut.Distinct(StringComparer.Ordinal).Take(10))}"),
                "nothing was changed; the table's definition differs from that of the backup");
        }

        connection.Execute(SetStrictMode);
    }

    /// <summary>Runs an INSERT.</summary>
    /// <exception cref="BackupException">RestoreFailed: the server does not take the rows as they are.</exception>
    public static void Execute(MySqlConnection connection, ReadOnlySpan<byte> insert, string table)
    {
        try
        {
            connection.Execute(insert);
        }
        // Classes 22 and 23: data exceptions, and violated constraints; 01000 is cut data under a strict mode; 4025 and 3819 are CHECKs.
        catch (MySqlException refused) when (refused.SqlState.StartsWith("22", StringComparison.Ordinal) || refused.SqlState.StartsWith("23", StringComparison.Ordinal)
            || refused.SqlState == "01000" || refused.Number is WrongValueForColumn or NoDefault or CheckViolated or ConstraintFailed)
        {
            throw new BackupException(
                BackupError.RestoreFailed,
                Invariant($"the server does not take rows of {table} as the backup has them: {refused.Message} (error {refused.Number})"),
                "nothing was changed; the table's definition differs from that of the backup, or rows are there that contradict it, or an ENUM holds no member, which only a server takes that is not strict: then restore the table without --mode upsert",
                refused);
        }
    }
}
