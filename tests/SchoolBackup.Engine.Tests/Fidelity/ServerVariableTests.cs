using SchoolBackup.Engine.Recipes;
using SchoolBackup.Engine.Tests.Servers;

namespace SchoolBackup.Engine.Tests.Fidelity;

/// <summary>Whatever a server's configuration gives to each session, a backup holds the same, and a restore makes the same of it.</summary>
[Collection(OnServer.Name)]
public sealed class ServerVariableTests(TestServer server)
{
    [Theory]
    [InlineData("sql_select_limit", "3")]
    [InlineData("autocommit", "0")]
    [InlineData("completion_type", "1")]
    [InlineData("completion_type", "2")]
    [InlineData("sql_safe_updates", "1")]
    [InlineData("sql_big_selects", "0")]
    [InlineData("max_join_size", "2")]
    [InlineData("sql_auto_is_null", "1")]
    [InlineData("tx_read_only", "1")]
    [InlineData("tx_isolation", "'READ-COMMITTED'")]
    [InlineData("group_concat_max_len", "4")]
    [InlineData("max_error_count", "0")]
    [InlineData("sql_notes", "0")]
    [InlineData("sql_mode", "'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES'")]
    [InlineData("sql_quote_show_create", "0")]
    [InlineData("time_zone", "'+05:45'")]
    [InlineData("idle_transaction_timeout", "1")]
    [InlineData("innodb_strict_mode", "0")]
    [InlineData("old_mode", "''")]
    [InlineData("explicit_defaults_for_timestamp", "0")]
    [InlineData("default_storage_engine", "MyISAM")]
    [InlineData("collation_connection", "latin1_swedish_ci")]
    [InlineData("sql_if_exists", "1")]
    [InlineData("foreign_key_checks", "0")]
    [InlineData("unique_checks", "0")]
    [InlineData("lc_time_names", "sv_SE")]
    [InlineData("div_precision_increment", "0")]
    public void A_global_variable_changes_nothing(string variable, string value)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        IReadOnlyList<string> before = school.Describe();
        server.Server.RunSql($"SET @@global.{variable} = {value}");
        try
        {
            string file = school.BackUpToFile();
            VerifyResult drill = Run.Verify(new VerifyOptions { File = file, Level = VerifyLevel.Restore, Connection = school.Connection });
            Assert.Empty(drill.Problems);
            Run.Restore(school.RestoreOptions(file));
        }
        finally
        {
            server.Server.RunSql($"SET sql_mode = ''; SET @@global.{variable} = {(variable == "sql_mode" ? "'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION'" : "DEFAULT")}; COMMIT");
        }

        Assert.Equal(before, school.Describe());
    }
}
