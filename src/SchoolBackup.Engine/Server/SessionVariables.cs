using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Server;

/// <summary>
/// The session variables on which a backup or a restore depends. A server's configuration may give each another value, so each is
/// set when a session begins. docs/session-variables.md says of each why.
/// </summary>
/// <seealso href="https://mariadb.com/kb/en/server-system-variables/"/>
/// <seealso href="https://dev.mysql.com/doc/refman/9.0/en/server-system-variables.html"/>
internal static class SessionVariables
{
    /// <summary>
    /// Those that every supported server has, and every account may set. sql_select_limit comes first: it cuts what the later question
    /// about the other variables gets.
    /// </summary>
    private const string Everywhere = """
        SET SESSION sql_select_limit = 18446744073709551615, SESSION autocommit = 1, SESSION completion_type = 'NO_CHAIN',
        SESSION sql_safe_updates = 0, SESSION sql_big_selects = 1, SESSION sql_auto_is_null = 0, SESSION sql_notes = 1,
        SESSION max_error_count = 64, SESSION group_concat_max_len = 1048576, SESSION time_zone = '+00:00',
        SESSION sql_quote_show_create = 1, SESSION wait_timeout = 86400, SESSION net_write_timeout = 3600, SESSION net_read_timeout = 3600
        """;

    /// <summary>Those that some servers have, or some accounts may not set. A server that has one with the right value is not asked to set it.</summary>
    private static readonly SessionVariable[] WherePresent =
    [
        new("max_statement_time", "0.000000", "0"),
        new("max_execution_time", "0", "0"),
        new("idle_transaction_timeout", "0", "0"),
        new("idle_readonly_transaction_timeout", "0", "0"),
        new("idle_write_transaction_timeout", "0", "0"),
        new("innodb_snapshot_isolation", "OFF", "OFF"),
        new("character_set_collations", "", "''"),
        new("explicit_defaults_for_timestamp", "ON", "ON"),
        new("sql_if_exists", "OFF", "OFF"),
        new("alter_algorithm", "DEFAULT", "'DEFAULT'"),
        new("innodb_compression_default", "OFF", "OFF"),
        new("show_old_temporals", "OFF", "OFF"),
        new("show_create_table_verbosity", "OFF", "OFF"),
        new("show_gipk_in_create_table_and_information_schema", "ON", "ON"),
        new("sql_generate_invisible_primary_key", "OFF", "OFF"),
        new("information_schema_stats_expiry", "0", "0"),
        new("innodb_strict_mode", "OFF", "OFF", WhenRefused.ServerSaysSoLater),
        new("sql_require_primary_key", "OFF", "OFF", WhenRefused.ServerSaysSoLater),
        new("restrict_fk_on_non_standard_key", "OFF", "OFF", WhenRefused.ServerSaysSoLater),
    ];

    /// <summary>Sets them.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.NotSupported"/>: one has a value that could change data unseen, and the account may not set it.
    /// </exception>
    public static void Pin(MySqlConnection connection)
    {
        connection.Execute(Everywhere);
        connection.Execute("SET SESSION TRANSACTION READ WRITE, ISOLATION LEVEL REPEATABLE READ");
        if (connection.Server.Quirks.Utf8NameIsAVariable)
        {
            // What a definition calls utf8 has three bytes a character, whatever this server takes the name for.
            connection.Execute("SET SESSION old_mode = 'UTF8_IS_UTF8MB3'");
        }

        string names = string.Join(", ", WherePresent.Select(variable => SqlLiteral.Quote(variable.Name)));
        Dictionary<string, string> values = connection
            .Rows($"SHOW SESSION VARIABLES WHERE Variable_name IN ({names})", row => (Name: row.GetString(0), Value: row.GetString(1)))
            .ToDictionary(row => row.Name, row => row.Value, StringComparer.OrdinalIgnoreCase);
        foreach (SessionVariable variable in WherePresent)
            if (values.TryGetValue(variable.Name, out string? value) && value != variable.Shown) Set(connection, variable, value);
    }

    private static void Set(MySqlConnection connection, SessionVariable variable, string value)
    {
        try
        {
            connection.Execute($"SET SESSION {variable.Name} = {variable.Literal}");
        }
        catch (MySqlException refused) when (refused.Number is ReadOnlyVariable or GlobalVariable)
        {
            // Of this version it is a setting of the whole server, as explicit_defaults_for_timestamp before MariaDB 10.8.2: SHOW CREATE
            // TABLE of such a server spells out what it means, so its own tables come back as they were.
        }
        catch (MySqlException refused) when (refused.Number is AccessDenied)
        {
            if (variable.WhenRefused == WhenRefused.ServerSaysSoLater) return; // a table that it forbids ends in the server's own error
            throw new BackupException(
                BackupError.NotSupported,
                $"the server's {variable.Name} is {value}, which can change data without a word, and the account may not set it to {variable.Shown}",
                $"grant SESSION_VARIABLES_ADMIN to the account, or set {variable.Name} to {variable.Shown} in the server's configuration",
                refused);
        }
    }

    // https://mariadb.com/kb/en/mariadb-error-code-reference/
    private const int AccessDenied = 1227;
    private const int GlobalVariable = 1229;
    private const int ReadOnlyVariable = 1238;
}

/// <summary>A variable that not every server has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shown">The value that it must have, as SHOW VARIABLES tells it.</param>
/// <param name="Literal">The same in a SET.</param>
/// <param name="WhenRefused">What is done when the account may not set it.</param>
internal sealed record SessionVariable(string Name, string Shown, string Literal, WhenRefused WhenRefused = WhenRefused.Fail);

internal enum WhenRefused
{
    /// <summary>The other value can change data without a word: the run ends.</summary>
    Fail,

    /// <summary>The other value makes the server refuse statements by an error of its own: the run goes on until one is needed.</summary>
    ServerSaysSoLater,
}
