namespace SchoolBackup.Cli.Tests;

[Trait("Needs", "server")]
public sealed class HistoryTests(SchoolServer school) : IDisposable
{
    private readonly Cli _cli = new(school.Server);

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("manual")]
    [InlineData("manual", "manual")]
    [InlineData("scheduled", "scheduled")]
    public void A_run_is_recorded_as_what_it_is_said_to_be(string recorded, params string[] type)
    {
        CliResult created = _cli.Run(["create", "--database", "school", "--record-history", .. type, "--json"]);
        Assert.True(created.ExitCode == 0, created.ToString());
        string id = created.Json.GetProperty("data").GetProperty("id").GetString()!;
        Assert.Equal($"{recorded}\tcompleted\n", school.Server.RunSql($"SELECT type, status FROM schoolbackup.history WHERE id = '{id}'"));
    }

    [Fact]
    public void Another_type_is_2()
    {
        CliResult result = _cli.Run("create", "--database", "school", "--record-history", "nightly", "--json");
        Assert.Equal((2, "InvalidOption"), (result.ExitCode, result.ErrorCode));
        Assert.False(Directory.Exists(_cli.Backups));
    }
}
