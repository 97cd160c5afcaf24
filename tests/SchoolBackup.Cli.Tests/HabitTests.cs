namespace SchoolBackup.Cli.Tests;

/// <summary>What people type out of habit.</summary>
[Trait("Needs", "server")]
public sealed class HabitTests(SchoolServer school) : IDisposable
{
    private readonly Cli _cli = new(school.Server);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void A_quiet_run_that_goes_well_writes_nothing_and_one_that_does_not_says_why()
    {
        CliResult made = _cli.Run("create", "--database", "school", "--quiet");
        Assert.Equal((0, "", ""), (made.ExitCode, made.Output, made.Error));
        CliResult verified = _cli.Run("verify", "latest", "--quiet");
        Assert.Equal((0, "", ""), (verified.ExitCode, verified.Output, verified.Error));

        string file = Directory.GetFiles(_cli.Backups, "*.gz").Single();
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
        CliResult damaged = _cli.Run("verify", "latest", "--quiet");
        Assert.Equal(3, damaged.ExitCode);
        Assert.Contains("is not valid", damaged.Error, StringComparison.Ordinal);
        Assert.Contains("DatabaseNotFound", _cli.Run("create", "--database", "none", "--quiet").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Latest_is_the_newest_of_a_database_and_of_two_it_has_to_be_said_of_which()
    {
        string name = _cli.CreateBackup();
        Assert.Equal(name, _cli.Run("verify", "latest", "--json").Json.GetProperty("data").GetProperty("filename").GetString());
        Assert.Equal(0, _cli.Run("create", "--database", SchoolServer.BigDatabase).ExitCode);
        CliResult unclear = _cli.Run("restore", "latest", "--what-if", "--json");
        Assert.Equal("BackupAmbiguous", unclear.ErrorCode);
        Assert.Equal(name, _cli.Run("restore", "latest:school", "--what-if", "--json").Json.GetProperty("data").GetProperty("filename").GetString());
        Assert.Equal("BackupNotFound", _cli.Run("verify", "latest:nobody", "--json").ErrorCode);
    }

    [Fact]
    public void Several_databases_make_a_file_each_unless_they_are_wanted_together()
    {
        CliResult each = _cli.Run("create", "--database", "school", "--database", SchoolServer.BigDatabase, "--json");
        Assert.Equal(["school", SchoolServer.BigDatabase], each.Json.GetProperty("data").EnumerateArray().Select(made => made.GetProperty("database").GetString()));
        Assert.Equal(2, each.Json.GetProperty("meta").GetProperty("total").GetInt32());
        Assert.Equal(2, Directory.GetFiles(_cli.Backups, "*.gz").Length);

        CliResult together = _cli.Run("create", "--database", "school", "--database", SchoolServer.BigDatabase, "--together", "--json");
        Assert.Equal($"school, {SchoolServer.BigDatabase}", together.Json.GetProperty("data").GetProperty("database").GetString());
    }

    [Fact]
    public void All_databases_and_patterns_of_names_are_backed_up()
    {
        string[] all = [.. _cli.Run("create", "--all-databases", "--json").Json.GetProperty("data").EnumerateArray().Select(made => made.GetProperty("database").GetString()!)];
        Assert.Contains("school", all);
        Assert.Contains(SchoolServer.BigDatabase, all);
        Assert.DoesNotContain("mysql", all);
        Assert.Equal(["school"], _cli.Run("create", "--database", "sch??l", "--json").Json.GetProperty("data").EnumerateArray().Select(made => made.GetProperty("database").GetString()));
        Assert.Equal("DatabaseNotFound", _cli.Run("create", "--database", "none*", "--json").ErrorCode);
        Assert.Equal("InvalidOption", _cli.Run("create", "--all-databases", "--database", "school", "--json").ErrorCode);
    }

    [Fact]
    public void One_of_several_that_fails_keeps_no_other_from_being_backed_up()
    {
        CliResult result = _cli.Run("create", "--database", "none", "--database", "school");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("created backup_", result.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 databases could not be backed up", result.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_cli.Backups, "*.gz"));
    }

    [Fact]
    public void A_pattern_that_no_shell_expanded_is_one_of_files()
    {
        string name = _cli.CreateBackup();
        Assert.Equal(0, _cli.Run("create", "--database", SchoolServer.BigDatabase).ExitCode);
        Assert.Equal(2, _cli.Run("verify", "./backups/*.gz", "--json").Json.GetProperty("data").GetArrayLength());
        Assert.Equal(name, _cli.Run("verify", "*_school.*", "--json").Json.GetProperty("data")[0].GetProperty("filename").GetString());
        Assert.Equal("BackupNotFound", _cli.Run("verify", "*.zip", "--json").ErrorCode);
        Assert.Equal("BackupAmbiguous", _cli.Run("restore", "*.gz", "--what-if", "--json").ErrorCode);
        Assert.Equal(2, _cli.Run("remove", "*.gz", "--what-if", "--json").Json.GetProperty("data").GetProperty("backups").GetArrayLength());
    }

    [Fact]
    public void Of_several_files_one_that_is_damaged_decides_the_exit_code()
    {
        _cli.CreateBackup();
        Assert.Equal(0, _cli.Run("create", "--database", SchoolServer.BigDatabase).ExitCode);
        string file = Directory.GetFiles(_cli.Backups, "*_school.*").Single();
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
        string[] files = Directory.GetFiles(_cli.Backups, "*.gz");
        CliResult result = _cli.Run(["verify", .. files]);
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("INVALID", result.Output, StringComparison.Ordinal);
        Assert.Contains("\nvalid ", "\n" + result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_said_is_answered_by_help()
    {
        CliResult bare = _cli.Run();
        Assert.Equal((2, ""), (bare.ExitCode, bare.Error));
        Assert.Contains("create", bare.Output, StringComparison.Ordinal);
        Assert.Contains("rotate", _cli.Run("key").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lst", "list")]
    [InlineData("creat", "create")]
    public void A_slip_is_answered_by_what_was_meant(string typed, string meant)
    {
        CliResult result = _cli.Run(typed);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"did you mean {meant}?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_fits_into_80_columns_and_wide_shows_everything()
    {
        _cli.CreateBackup();
        Assert.Equal(0, _cli.Run("verify", "latest").ExitCode);
        CliResult listed = _cli.Run("list");
        Assert.All(listed.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains("yes (content)", listed.Output, StringComparison.Ordinal);
        Assert.Contains("MADE BY", _cli.Run("list", "--wide").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_says_a_default_once()
    {
        string help = _cli.Run("create", "--help").Output;
        Assert.Equal(2, help.Split("[default: sql]").Length);
    }

    [Theory]
    [InlineData("bash", "complete")]
    [InlineData("zsh", "compdef")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public void A_shell_learns_to_complete(string shell, string command)
    {
        Assert.Contains(command, _cli.Run("completion", shell).Output, StringComparison.Ordinal);
        Assert.Contains("--database", _cli.Run("[suggest:22]", "schoolbackup create --d").Output, StringComparison.Ordinal);
    }
}
