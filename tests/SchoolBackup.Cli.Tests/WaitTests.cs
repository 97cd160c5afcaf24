using System.Diagnostics;

namespace SchoolBackup.Cli.Tests;

/// <summary>What becomes of a run while another process holds the repository: one that is in the middle of a backup.</summary>
[Trait("Needs", "server")]
public sealed class WaitTests : IDisposable
{
    private readonly Cli _cli;
    private readonly StallingConnection _line;
    private readonly Process _other;

    public WaitTests(SchoolServer school)
    {
        _cli = new Cli(school.Server);
        _line = new StallingConnection(school.Server.Port, 6 << 20);
        _cli["MYSQL_UNIX_PORT"] = null;
        _other = _cli.Start("create", "--database", SchoolServer.BigDatabase, "--server", "127.0.0.1", "--port", $"{_line.Port}");
        _cli["MYSQL_UNIX_PORT"] = school.Server.Socket;
    }

    public void Dispose()
    {
        if (!_other.HasExited) _other.Kill();
        _other.WaitForExit();
        _other.Dispose();
        _line.Dispose();
        _cli.Dispose();
    }

    [Theory]
    [InlineData("create", "--database", "school")]
    [InlineData("cleanup", "--keep-last", "1", "--yes")]
    public async Task Who_does_not_wait_long_enough_learns_who_is_there_and_how_to_wait(params string[] command)
    {
        await RequireOtherInTheMiddle();
        foreach (string[] wait in (string[][])[[], ["--wait", "0"], ["--wait", "1"]])
        {
            CliResult refused = _cli.Run([.. command, .. wait, "--json"]);
            Assert.Equal("RepositoryLocked", refused.ErrorCode);
            Assert.Contains($"process {_other.Id}", refused.Output, StringComparison.Ordinal);
            Assert.Contains("--wait SECONDS", refused.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_waits_has_its_turn_when_the_other_has_ended()
    {
        await RequireOtherInTheMiddle();
        using Process waiting = _cli.Start("create", "--database", SchoolServer.Database, "--wait", "600");
        string? said;
        do said = await waiting.StandardError.ReadLineAsync();
        while (said is not null && !said.StartsWith("waiting for another run", StringComparison.Ordinal));
        Assert.NotNull(said);
        Assert.False(waiting.HasExited);

        _other.Kill();
        CliResult made = Cli.Finish(waiting);

        Assert.True(made.ExitCode == 0, made.ToString());
        Assert.Single(Directory.GetFiles(_cli.Backups, "*_school.sql.gz"));
    }

    [Fact]
    public async Task Who_waits_can_be_stopped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        await RequireOtherInTheMiddle();
        using Process waiting = _cli.Start("create", "--database", SchoolServer.Database, "--wait", "600");
        Assert.NotNull(await waiting.StandardError.ReadLineAsync());

        Process.Start("kill", ["-INT", $"{waiting.Id}"]).WaitForExit();

        Assert.Equal(130, Cli.Finish(waiting).ExitCode);
        Assert.False(_other.HasExited);
        Assert.Empty(Directory.GetFiles(_cli.Backups, "*_school.sql.gz"));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("soon")]
    public void A_wait_is_a_number_of_seconds(string wait)
    {
        CliResult refused = _cli.Run("create", "--database", "school", "--wait", wait);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--wait", refused.Error, StringComparison.Ordinal);
    }

    private async Task RequireOtherInTheMiddle()
    {
        await Task.WhenAny(_line.Stalled, _other.WaitForExitAsync());
        Assert.False(_other.HasExited);
    }
}
