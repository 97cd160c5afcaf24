using SchoolBackup.Demo;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Servers;

namespace SchoolBackup.Engine.Tests.Server;

/// <summary>A server, set as unfriendly as it can be: every session of ours has its own settings, and the school comes back as it was.</summary>
[Collection(OnServer.Name)]
public sealed class SessionVariableTests(TestServer server)
{
    private static readonly bool IsMySql = ServerPrograms.Find().IsMySql;

    private static readonly string Small = $"""
        CREATE TABLE pupil (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(80), mentor INT NULL, KEY (name), CONSTRAINT m FOREIGN KEY (mentor) REFERENCES pupil (id));
        CREATE TABLE loose (at TIMESTAMP NOT NULL DEFAULT '2001-01-01 00:00:00', seen TIMESTAMP NULL, n INT CHECK (n > 0)) ENGINE=MyISAM;
        CREATE TABLE kept (id INT PRIMARY KEY, v INT){(IsMySql ? "" : " WITH SYSTEM VERSIONING; CREATE SEQUENCE receipt START WITH 100")};
        INSERT INTO pupil (name) SELECT CONCAT('pupil ', seq) FROM seq_1_to_500;
        INSERT INTO loose SELECT '2026-01-01' + INTERVAL seq HOUR, NULL, seq FROM seq_1_to_300;
        INSERT INTO kept VALUES (1, 1); UPDATE kept SET v = 2;
        CREATE VIEW pupils AS SELECT COUNT(*) AS n FROM pupil;
        CREATE TRIGGER named BEFORE INSERT ON pupil FOR EACH ROW SET NEW.name = TRIM(NEW.name);
        CREATE FUNCTION total() RETURNS INT READS SQL DATA RETURN (SELECT COUNT(*) FROM pupil);
        CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 02:00:00' DO DELETE FROM loose;
        """;

    [Theory]
    [InlineData("sql_select_limit", "10")]
    [InlineData("max_join_size", "1")]
    [InlineData("autocommit", "0")]
    [InlineData("completion_type", "'CHAIN'")]
    [InlineData("completion_type", "'RELEASE'")]
    [InlineData("sql_safe_updates", "1")]
    [InlineData("transaction_read_only", "1")]
    [InlineData("transaction_isolation", "'SERIALIZABLE'")]
    [InlineData("transaction_isolation", "'READ-UNCOMMITTED'")]
    [InlineData("innodb_strict_mode", "1")]
    [InlineData("explicit_defaults_for_timestamp", "0")]
    [InlineData("sql_auto_is_null", "1")]
    [InlineData("sql_quote_show_create", "0")]
    [InlineData("sql_mode", "'ANSI,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES,NO_ZERO_DATE,PIPES_AS_CONCAT,ONLY_FULL_GROUP_BY,PAD_CHAR_TO_FULL_LENGTH'")]
    [InlineData("sql_mode", "'ORACLE'", Traits = ["Server", "mariadb"])]
    [InlineData("old_mode", "''", Traits = ["Server", "mariadb"])]
    [InlineData("max_statement_time", "0.01", Traits = ["Server", "mariadb"])]
    [InlineData("lock_wait_timeout", "1")]
    [InlineData("idle_transaction_timeout", "1", Traits = ["Server", "mariadb"])]
    [InlineData("idle_readonly_transaction_timeout", "1", Traits = ["Server", "mariadb"])]
    [InlineData("foreign_key_checks", "0")]
    [InlineData("unique_checks", "0")]
    [InlineData("check_constraint_checks", "0", Traits = ["Server", "mariadb"])]
    [InlineData("time_zone", "'+12:45'")]
    [InlineData("lc_time_names", "'sv_SE'")]
    [InlineData("lc_messages", "'de_DE'")]
    [InlineData("div_precision_increment", "0")]
    [InlineData("default_week_format", "3")]
    [InlineData("group_concat_max_len", "4")]
    [InlineData("max_sort_length", "64")]
    [InlineData("max_error_count", "0")]
    [InlineData("default_storage_engine", "'MyISAM'")]
    [InlineData("enforce_storage_engine", "'InnoDB'", Traits = ["Server", "mariadb"])]
    [InlineData("alter_algorithm", "'INSTANT'", Traits = ["Server", "mariadb"])]
    [InlineData("innodb_compression_default", "1", Traits = ["Server", "mariadb"])]
    [InlineData("auto_increment_increment", "7")]
    [InlineData("auto_increment_offset", "5")]
    [InlineData("system_versioning_asof", "'2001-01-01 00:00:00'", Traits = ["Server", "mariadb"])]
    [InlineData("system_versioning_alter_history", "'ERROR'", Traits = ["Server", "mariadb"])]
    [InlineData("system_versioning_insert_history", "1", Traits = ["Server", "mariadb"])]
    [InlineData("character_set_client", "latin1")]
    [InlineData("character_set_results", "latin1")]
    [InlineData("character_set_connection", "ucs2")]
    [InlineData("collation_connection", "utf8mb3_bin")]
    [InlineData("character_set_server", "ucs2")]
    [InlineData("character_set_filesystem", "utf16")]
    [InlineData("sql_buffer_result", "1")]
    [InlineData("big_tables", "1")]
    [InlineData("low_priority_updates", "1")]
    [InlineData("updatable_views_with_limit", "0")]
    [InlineData("sql_if_exists", "1", Traits = ["Server", "mariadb"])]
    [InlineData("query_cache_type", "1", Traits = ["Server", "mariadb"])]
    [InlineData("profiling", "1")]
    [InlineData("sql_require_primary_key", "1", Traits = ["Server", "mysql"])]
    [InlineData("sql_generate_invisible_primary_key", "1", Traits = ["Server", "mysql"])]
    [InlineData("show_gipk_in_create_table_and_information_schema", "0", Traits = ["Server", "mysql"])]
    [InlineData("show_create_table_verbosity", "1", Traits = ["Server", "mysql"])]
    [InlineData("default_collation_for_utf8mb4", "'utf8mb4_general_ci'", Traits = ["Server", "mysql"])]
    [InlineData("max_execution_time", "1", Traits = ["Server", "mysql"])]
    [InlineData("information_schema_stats_expiry", "31536000", Traits = ["Server", "mysql"])]
    [InlineData("cte_max_recursion_depth", "0", Traits = ["Server", "mysql"])]
    [InlineData("internal_tmp_mem_storage_engine", "'MEMORY'", Traits = ["Server", "mysql"])]
    [InlineData("restrict_fk_on_non_standard_key", "1", Traits = ["Server", "mysql"])]
    [InlineData("print_identified_with_as_hex", "1", Traits = ["Server", "mysql"])]
    public void Whatever_the_server_says_the_school_comes_back(string variable, string unfriendly)
    {
        // Before MariaDB 11.1 these two have the names that MySQL has dropped.
        if (!IsMySql && variable.StartsWith("transaction_", StringComparison.Ordinal)) variable = variable.Replace("transaction_", "tx_", StringComparison.Ordinal);
        using TestDatabase school = server.NewDatabase(Small);
        IReadOnlyList<string> before = school.Describe();
        string friendly = server.Server.RunSql($"SELECT @@GLOBAL.{variable}").Trim();
        server.Server.RunSql($"SET GLOBAL {variable} = {unfriendly}");
        try
        {
            string file = school.BackUpToFile();
            VerifyResult drill = Run.Verify(new VerifyOptions { Backup = Places.Backup(file), Connection = school.Connection, Level = VerifyLevel.Restore });
            Run.Restore(school.RestoreOptions(file));
            Assert.True(drill.Validity == BackupValidity.Valid, string.Join('\n', drill.Problems));
        }
        finally
        {
            server.Server.RunSql($"SET SESSION sql_mode = '', sql_select_limit = DEFAULT; SET GLOBAL {variable} = {Literal(variable, friendly)}");
        }

        Assert.Empty(FidelityComparison.Differences(before, school.Describe()));
    }

    private static string Literal(string variable, string value) => value switch
    {
        "NULL" or "" when variable == "enforce_storage_engine" => "NULL",
        "DEFAULT" when variable == "system_versioning_asof" => "DEFAULT",
        _ when decimal.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out _) => value,
        _ => $"'{value}'",
    };
}
