using System.Diagnostics;
using SchoolBackup.Demo;

namespace SchoolBackup.Cli.Tests;

[Trait("Needs", "server")]
public sealed class InterruptionTests(SchoolServer school) : IDisposable
{
    private const long BeforeTheStall = 6 << 20;

    private readonly Cli _cli = new(school.Server);

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("INT", 1)]
    [InlineData("INT", 3)]
    [InlineData("TERM", 1)]
    public async Task A_signal_in_the_middle_of_a_dump_leaves_nothing_behind(string signal, int times)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        using var line = new StallingConnection(school.Server.Port, BeforeTheStall);
        _cli["MYSQL_UNIX_PORT"] = null;
        using Process run = _cli.Start("create", "--database", SchoolServer.BigDatabase, "--server", "127.0.0.1", "--port", $"{line.Port}", "--json");
        await Task.WhenAny(line.Stalled, run.WaitForExitAsync());
        Assert.False(run.HasExited);
        Assert.Single(Directory.GetFiles(_cli.Backups, "*.partial"));

        for (int i = 0; i < times; i++) Process.Start("kill", [$"-{signal}", $"{run.Id}"]).WaitForExit();
        CliResult result = Cli.Finish(run);

        Assert.Equal(130, result.ExitCode);
        Assert.Equal("Cancelled", result.ErrorCode);
        Assert.Empty(Directory.GetFiles(_cli.Backups, "*.partial"));
        Assert.Empty(Directory.GetFiles(_cli.Backups, "*.gz"));
        _cli["MYSQL_UNIX_PORT"] = school.Server.Socket;
        _cli.CreateBackup(); // the repository is not locked
    }

    [Theory]
    [InlineData(HangUp.Carried)]
    [InlineData(HangUp.Lost)]
    public async Task A_signal_in_the_middle_of_a_restore_leaves_the_live_tables_and_no_scratch(HangUp hangUp)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        string file = _cli.Run("create", "--database", SchoolServer.BigDatabase, "--json").Json.GetProperty("data").GetProperty("filename").GetString()!;
        school.Server.RunSql("CREATE DATABASE marks_live; CREATE TABLE marks_live.marks (id INT PRIMARY KEY); INSERT INTO marks_live.marks VALUES (7)");
        string before = school.Server.RunSql("SHOW DATABASES LIKE 'marks%'");
        using var line = new StallingConnection(school.Server.Port, BeforeTheStall, hangUp);
        _cli["MYSQL_UNIX_PORT"] = null;
        using Process run = _cli.Start(
            "restore", file, "--database", "marks_live", "--yes", "--no-safety-backup", "--server", "127.0.0.1", "--port", $"{line.Port}", "--json");
        await Task.WhenAny(line.Stalled, run.WaitForExitAsync());
        Assert.False(run.HasExited);

        Process.Start("kill", ["-INT", $"{run.Id}"]).WaitForExit();
        CliResult result = Cli.Finish(run);

        Assert.True(result.ExitCode == 130, result.ToString());
        Assert.Equal(before, school.Server.RunSql("SHOW DATABASES LIKE 'marks%'"));
        Assert.Equal("7\n", school.Server.RunSql("SELECT id FROM marks_live.marks"));
        school.Server.RunSql("DROP DATABASE marks_live");
    }

    [Fact]
    public void A_signal_while_waiting_for_a_lock_of_the_server_ends_the_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        ServerPrograms programs = school.Server.Programs;
        ProcessStartInfo client = programs.StartInfo(
            programs.Client, ["--no-defaults", "-uroot", $"--password={SchoolServer.Password}", $"--socket={school.Server.Socket}", "--unbuffered", "--skip-column-names"]);
        using Process holder = Process.Start(_cli.StartInfo(client.FileName, [.. client.ArgumentList]))!;
        holder.StandardInput.WriteLine($"LOCK TABLES {SchoolServer.BigDatabase}.marks WRITE; SELECT 'locked';");
        holder.StandardInput.Flush();
        Assert.Equal("locked", holder.StandardOutput.ReadLine());
        using Process run = _cli.Start("create", "--database", SchoolServer.BigDatabase, "--json");
        while (!school.Server.RunSql("SHOW PROCESSLIST").Contains("Waiting for", StringComparison.Ordinal) && !run.HasExited) Thread.Sleep(20);

        Process.Start("kill", ["-INT", $"{run.Id}"]).WaitForExit();
        CliResult result = Cli.Finish(run);
        holder.StandardInput.Close();
        holder.WaitForExit();

        Assert.Equal(130, result.ExitCode);
        // It may have waited before there was anything to write.
        Assert.False(Directory.Exists(_cli.Backups) && Directory.EnumerateFiles(_cli.Backups, "*.partial").Any());
    }
}
