using SchoolBackup.Errors;
using SchoolBackup.MySql;
using static SchoolBackup.MySql.ServerErrorNumber;

namespace SchoolBackup.Engine.Server;

/// <summary>
/// Every session variable that could change what is read or written, and the value that it has in all sessions of ours: a server, or an
/// account's init_connect, may set it otherwise. Which ones were looked at, and why the rest is harmless: docs/session-variables.md.
/// </summary>
/// <seealso href="https://mariadb.com/kb/en/server-system-variables/"/>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html"/>
internal static class SessionVariables
{
    /// <summary>
    /// The answer to the question below must not be cut, refused or ended, so these come first. Every supported server knows them; the time limit
    /// has a name in each of the two kinds, and MariaDB passes over comments of MySQL 5.7.
    /// </summary>
    private const string BeforeTheQuestion = """
        SET SESSION sql_select_limit = 18446744073709551615, SESSION sql_big_selects = 1
        /*M! , SESSION max_statement_time = 0 */ /*!50708 , SESSION max_execution_time = 0 */
        """;

    private static readonly Pin[] OfAllSessions =
    [
        new("autocommit", "ON"),
        new("completion_type", "'NO_CHAIN'"),
        new("tx_read_only", "OFF"),
        new("transaction_read_only", "OFF"),
        new("tx_isolation", "'REPEATABLE-READ'"),
        new("transaction_isolation", "'REPEATABLE-READ'"),
        new("innodb_snapshot_isolation", "OFF"),
        new("sql_safe_updates", "OFF"),
        new("sql_auto_is_null", "OFF"),
        new("sql_notes", "ON"),
        // MySQL writes it into the definition of a view that is made under it.
        new("sql_buffer_result", "OFF"),
        // MySQL keeps more of itself, and wants a privilege for less.
        new AtLeast("max_error_count", 64),
        new("sql_if_exists", "OFF"),
        new("show_old_temporals", "OFF"),
        new("show_create_table_verbosity", "OFF"),
        new("information_schema_stats_expiry", "0"),
        new("sql_quote_show_create", "ON"),
        new("foreign_key_checks", "ON"),
        new("unique_checks", "ON"),
        new("check_constraint_checks", "ON"),
        new("character_set_collations", "''"),
        new("system_versioning_asof", "DEFAULT"),
        new("system_versioning_insert_history", "OFF"),
        // Hours may pass between two commands of a session that waits for others.
        new("wait_timeout", "86400"),
        new("net_write_timeout", "3600"),
        new("net_read_timeout", "3600"),
        new("lock_wait_timeout", "86400"),
        new("idle_transaction_timeout", "0"),
        new("idle_readonly_transaction_timeout", "0"),
        new("idle_write_transaction_timeout", "0"),
        // A server that ends long statements would end every backup of a large table.
        new("max_statement_time", "0"),
        new("max_execution_time", "0"),
        // With it off, definitions lack a column that the table has.
        new("show_gipk_in_create_table_and_information_schema", "ON"),
        new("sql_require_primary_key", "OFF", Refusal.ServerMayKeepIt),
    ];

    private static readonly Pin[] OfLoadingSessions =
    [
        new("unique_checks", "OFF"),
        new("foreign_key_checks", "OFF"),
        new("check_constraint_checks", "OFF"),
        // Without this, a table with history takes no ALTER TABLE, not even for a foreign key.
        new("system_versioning_alter_history", "KEEP"),
        new("system_versioning_insert_history", "ON"),
        // A definition says all of itself: what it leaves out is not to be filled in.
        new("explicit_defaults_for_timestamp", "ON", Refusal.ServerMayKeepIt),
        new("sql_generate_invisible_primary_key", "OFF"),
        new("enforce_storage_engine", "NULL"),
        new("innodb_compression_default", "OFF"),
        // In quotes: without them it would be the server's value.
        new("alter_algorithm", "'DEFAULT'"),
        // Tables are older than the strictness of today; what does not fit at all is refused without it, too.
        new("innodb_strict_mode", "OFF", Refusal.ServerMayKeepIt),
        new("restrict_fk_on_non_standard_key", "OFF", Refusal.ServerMayKeepIt),
        new("auto_increment_increment", "1", Refusal.ServerMayKeepIt),
        new("auto_increment_offset", "1", Refusal.ServerMayKeepIt),
    ];

    /// <summary>What becomes of a session whose account may not set the variable.</summary>
    private enum Refusal
    {
        /// <summary>It ends: with the server's value, something would be lost without a word.</summary>
        Ends,

        /// <summary>
        /// It goes on: with the server's value, the server refuses what does not fit, and says so; or the check of the definitions does.
        /// </summary>
        ServerMayKeepIt,
    }

    /// <summary>For every session, right after the log-in.</summary>
    /// <exception cref="BackupException">PrivilegeMissing: the server has another value, and the account may not change it.</exception>
    public static void PinAll(MySqlConnection connection)
    {
        connection.Execute(BeforeTheQuestion);
        Set(connection, OfAllSessions);
        // What a definition calls utf8 has three bytes a character, whatever this server takes the name for.
        if (connection.Server.Quirks.Utf8NameIsAVariable) connection.Execute("SET SESSION old_mode = 'UTF8_IS_UTF8MB3'");
    }

    /// <summary>In addition, for a session that makes tables and fills them.</summary>
    /// <exception cref="BackupException">PrivilegeMissing: the server has another value, and the account may not change it.</exception>
    public static void PinLoading(MySqlConnection connection) => Set(connection, OfLoadingSessions);

    /// <summary>Sets what this server knows and has otherwise: no more, because some of it takes a privilege.</summary>
    private static void Set(MySqlConnection connection, Pin[] pins)
    {
        string names = string.Join(", ", pins.Select(pin => $"'{pin.Name}'"));
        Dictionary<string, string> found = connection.Rows(
            $"SHOW SESSION VARIABLES WHERE variable_name IN ({names})", row => (Name: row.GetString(0), Value: row.GetString(1)))
            .DistinctBy(variable => variable.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.OrdinalIgnoreCase);
        Pin[] others = [.. pins.Where(pin => found.TryGetValue(pin.Name, out string? value) && !pin.Is(value))];
        Pin[] needed = [.. others.Where(pin => pin.Refused == Refusal.Ends)];
        if (needed.Length > 0) Require(connection, needed);
        foreach (Pin pin in others.Where(pin => pin.Refused == Refusal.ServerMayKeepIt)) Try(connection, pin);
    }

    private static void Require(MySqlConnection connection, Pin[] pins)
    {
        string assignments = string.Join(", ", pins.Select(pin => pin.Assignment));
        try
        {
            connection.Execute($"SET {assignments}");
        }
        catch (MySqlException refused) when (refused.Number is PrivilegeMissing)
        {
            throw new BackupException(
                BackupError.PrivilegeMissing,
                $"this server's settings would change what is read or written, and the account may not set them for its session ({assignments}): {refused.Message}",
                "grant the privilege that the message names, or give these variables the values named here on the server",
                refused);
        }
    }

    private static void Try(MySqlConnection connection, Pin pin)
    {
        try
        {
            connection.Execute($"SET {pin.Assignment}");
        }
        catch (MySqlException refused) when (refused.Number is PrivilegeMissing or VariableNotOfSession)
        {
            // A privilege is missing, or this version has it for the whole server only: see Refusal.ServerMayKeepIt.
        }
    }

    /// <param name="Name">The variable; servers that do not know it are left alone.</param>
    /// <param name="Value">As it stands in SET.</param>
    /// <param name="Refused">What follows when the account may not set it.</param>
    private record Pin(string Name, string Value, Refusal Refused = Refusal.Ends)
    {
        public string Assignment => $"SESSION {Name} = {Value}";

        /// <summary>Whether the server, which tells an empty string for NULL, has it so already.</summary>
        public virtual bool Is(string value) => value.Equals(Value == "NULL" ? "" : Value.Trim('\''), StringComparison.OrdinalIgnoreCase)
            || (decimal.TryParse(value, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out decimal number)
                && Value == number.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>A number of which more does no harm.</summary>
    private sealed record AtLeast(string Name, long Least) : Pin(Name, Least.ToString(System.Globalization.CultureInfo.InvariantCulture))
    {
        public override bool Is(string value) =>
            long.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out long number) && number >= Least;
    }
}
