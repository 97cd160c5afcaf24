namespace SchoolBackup.Cli.Tests;

[Trait("Needs", "server")]
public sealed class SecretTests(SchoolServer school) : IDisposable
{
    private readonly Cli _cli = new(school.Server);

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("create", "--database", "school")]
    [InlineData("create", "--database", "school", "--json")]
    [InlineData("create", "--database", "nonesuch")]
    [InlineData("create", "--database", "school", "--user", "nobody")]
    [InlineData("create", "--database", "school", "--server", "127.0.0.1", "--port", "1", "--json")]
    [InlineData("config")]
    [InlineData("config", "--json")]
    public void The_password_is_never_said(params string[] args)
    {
        CliResult result = _cli.Run(args);

        Assert.DoesNotContain(SchoolServer.Password, result.ToString(), StringComparison.Ordinal);
        if (!Directory.Exists(_cli.Backups)) return;
        foreach (string file in Directory.GetFiles(_cli.Backups))
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf("Zq7-wr0ng"u8) < 0, file);
    }

    [Fact]
    public void A_password_in_a_broken_url_is_not_said()
    {
        _cli["DATABASE_URL"] = $"mysql://root:{SchoolServer.Password}@ho st/school";

        CliResult result = _cli.Run("config");

        Assert.Equal(2, result.ExitCode);
        Assert.DoesNotContain(SchoolServer.Password, result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_no_option_for_the_password() =>
        Assert.DoesNotContain("--password", _cli.Run("create", "--help").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("MYSQL_PWD")]
    [InlineData("DB_PASSWORD")]
    public void The_password_comes_from_the_environment(string variable)
    {
        _cli["DB_PASSWORD"] = null;
        Assert.Equal(5, _cli.Run("create", "--database", "school").ExitCode);
        _cli[variable] = SchoolServer.Password;
        Assert.Equal(0, _cli.Run("create", "--database", "school").ExitCode);
    }

    [Fact]
    public void The_password_comes_from_a_defaults_file()
    {
        _cli["DB_PASSWORD"] = null;
        File.WriteAllText(Path.Combine(_cli.Folder, "my.cnf"), $"[client]\nuser=root\npassword=\"{SchoolServer.Password}\"\nsocket={school.Server.Socket}\n");
        Assert.Equal(0, _cli.Run("create", "--database", "school", "--defaults-file", "my.cnf").ExitCode);
    }
}
