using System.Diagnostics;

namespace SchoolBackup.Cli.Tests;

public sealed class DemoTests : IDisposable
{
    private readonly Cli _cli = new();

    public DemoTests() => _cli["TMPDIR"] = Directory.CreateDirectory(Path.Combine(_cli.Folder, "tmp")).FullName;

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void The_demo_tells_its_story_and_leaves_nothing_behind()
    {
        // Whatever is configured here must not lead the demo to a real server.
        _cli["DB_HOST"] = "db.example";
        _cli["DATABASE_URL"] = "mysql://root:x@db.example/live";
        _cli["BACKUP_EXTERNAL_PATH"] = Path.Combine(_cli.Folder, "external");
        File.WriteAllText(Path.Combine(_cli.Folder, ".env"), "BACKUP_COMPRESSION=false\n");

        CliResult result = _cli.Run("demo", "--scale", "0.002");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches(@"\nAll \d+ tables came back identical\.\n$", result.Output);
        Assert.Equal(2, result.Output.Split("every definition and every value").Length - 1);
        Assert.Equal(2, result.Output.Split("exit code 3").Length - 1);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_cli.Folder, "tmp"), "s*")); // .NET keeps its own pipes there while it runs
        Assert.False(Directory.Exists(Path.Combine(_cli.Folder, "external")));
    }

    [Fact]
    public void Kept_backups_stay_and_nothing_else()
    {
        CliResult result = _cli.Run("demo", "--scale", "0.002", "--keep");

        Assert.True(result.ExitCode == 0, result.ToString());
        string kept = Assert.Single(Directory.GetFileSystemEntries(Path.Combine(_cli.Folder, "tmp"), "s*"));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(kept, "backups"), "backup_*_school.sql.gz"));
    }

    [Theory]
    [InlineData("1. A school")]
    [InlineData("2. Back it up")]
    [InlineData("9. Restore")]
    public void Ctrl_C_leaves_nothing_behind(string step)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        using Process run = _cli.Start("demo", "--scale", "0.002");
        while (run.StandardOutput.ReadLine() is { } line && !line.StartsWith(step, StringComparison.Ordinal))
        {
            // the story goes on
        }

        Process.Start("kill", ["-INT", $"{run.Id}"]).WaitForExit();
        CliResult result = Cli.Finish(run);

        Assert.True(result.ExitCode == 130, result.ToString());
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_cli.Folder, "tmp"), "s*"));
    }
}
