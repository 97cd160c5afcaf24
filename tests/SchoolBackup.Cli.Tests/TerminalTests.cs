namespace SchoolBackup.Cli.Tests;

[Trait("Needs", "server")]
public sealed class TerminalTests(SchoolServer school) : IDisposable
{
    private const string CtrlC = "\x03";

    private readonly Cli _cli = new(school.Server);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void A_missing_password_is_asked_for_and_not_shown()
    {
        _cli["DB_PASSWORD"] = null;
        using var run = new TerminalRun(_cli, "create", "--database", "school");

        run.WaitFor("Password of 'root'");
        run.Type(SchoolServer.Password + "\r");

        Assert.True(run.Finish() == 0, run.Screen);
        Assert.DoesNotContain(SchoolServer.Password, run.Screen, StringComparison.Ordinal);
        Assert.Contains("_school.sql.gz", run.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_at_the_password_ends_the_run()
    {
        _cli["DB_PASSWORD"] = null;
        using var run = new TerminalRun(_cli, "create", "--database", "school");

        run.WaitFor("Password of 'root'");
        run.Type(CtrlC);

        Assert.Equal(130, run.Finish());
    }

    [Theory]
    [InlineData("no\r", 130)]
    [InlineData("\r", 130)]
    [InlineData(CtrlC, 130)]
    [InlineData("yes\r", 0)]
    public void A_restore_says_what_it_would_replace_and_asks(string answer, int code)
    {
        string database = $"school_asked_{Guid.NewGuid():N}";
        string file = _cli.CreateBackup();
        Assert.Equal(0, _cli.Run("restore", file, "--database", database, "--yes").ExitCode);
        school.Server.RunSql("DELETE FROM pupils LIMIT 1", database);
        using var run = new TerminalRun(_cli, "restore", file, "--database", database, "--no-safety-backup");

        run.WaitFor("Type yes");
        run.Type(answer);

        Assert.True(run.Finish() == code, run.Screen);
        Assert.Contains($"would replace 2 tables of {database}", run.Screen, StringComparison.Ordinal);
        Assert.Equal(code == 0 ? "500\n" : "499\n", school.Server.RunSql("SELECT COUNT(*) FROM pupils", database));
        school.Server.RunSql($"DROP DATABASE {database}");
    }

    [Fact]
    public void Progress_is_a_line_that_is_gone_at_the_end()
    {
        using var run = new TerminalRun(_cli, "create", "--database", SchoolServer.BigDatabase);

        Assert.True(run.Finish() == 0, run.Screen);
        Assert.Contains("\r\e[Kconnecting", run.Screen, StringComparison.Ordinal);
        Assert.Matches(@"\r\e\[K\e\[32mcreated\e\[0m backup_", run.Screen);
    }

    [Fact]
    public void NO_COLOR_is_honoured()
    {
        _cli["NO_COLOR"] = "1";
        using var run = new TerminalRun(_cli, "create", "--database", "school");

        Assert.Equal(0, run.Finish());
        Assert.DoesNotContain("\e[32m", run.Screen, StringComparison.Ordinal);
    }
}
