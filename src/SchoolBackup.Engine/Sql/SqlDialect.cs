namespace SchoolBackup.Engine.Sql;

/// <summary>The two switches of sql_mode that change where a token ends.</summary>
/// <param name="AnsiQuotes">ANSI_QUOTES: <c>"a"</c> is an identifier, not a string.</param>
/// <param name="NoBackslashEscapes">NO_BACKSLASH_ESCAPES: a backslash in a string is a character like any other.</param>
/// <seealso href="https://mariadb.com/kb/en/sql-mode/"/>
public readonly record struct SqlDialect(bool AnsiQuotes, bool NoBackslashEscapes)
{
    // sql_mode=ANSI and the modes named after other products include ANSI_QUOTES.
    private static readonly string[] ModesWithAnsiQuotes =
        ["ANSI_QUOTES", "ANSI", "DB2", "MAXDB", "MSSQL", "ORACLE", "POSTGRESQL"];

    /// <summary>Reads the value of sql_mode, such as <c>STRICT_TRANS_TABLES,ANSI_QUOTES</c>.</summary>
    public static SqlDialect FromSqlMode(string sqlMode)
    {
        string[] modes = sqlMode.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new(
            AnsiQuotes: modes.Any(mode => ModesWithAnsiQuotes.Contains(mode, StringComparer.OrdinalIgnoreCase)),
            NoBackslashEscapes: modes.Contains("NO_BACKSLASH_ESCAPES", StringComparer.OrdinalIgnoreCase));
    }
}
