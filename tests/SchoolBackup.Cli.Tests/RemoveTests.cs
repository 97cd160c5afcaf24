using System.Text.Json;

namespace SchoolBackup.Cli.Tests;

[Trait("Needs", "server")]
public sealed class RemoveTests : IDisposable
{
    private readonly Cli _cli;
    private readonly string _file;
    private readonly string _id;

    public RemoveTests(SchoolServer school)
    {
        _cli = new Cli(school.Server);
        _cli["BACKUP_EXTERNAL_PATH"] = Path.Combine(_cli.Folder, "external");
        JsonElement created = Data("create", "--database", "school");
        _file = created.GetProperty("filename").GetString()!;
        _id = created.GetProperty("id").GetString()!;
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void The_id_that_create_tells_is_listed_and_accepted_wherever_a_file_is_named()
    {
        Assert.Equal(_id, Data("list")[0].GetProperty("id").GetString());
        Assert.Contains($"  {_id[..8]}\n", _cli.Run("list").Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(_file, Data("verify", _id).GetProperty("filename").GetString());
        Assert.Equal(_file, Data("verify", _id[..8]).GetProperty("filename").GetString());
        Assert.Equal(_file, Data("restore", _id[..8].ToUpperInvariant(), "--what-if").GetProperty("filename").GetString());
        Assert.Equal(_file, Data("export", _id[..8], "--to", "out.sql").GetProperty("filename").GetString());
        Assert.Equal(_file, Data("remove", _id[..8], "--what-if").GetProperty("backups")[0].GetProperty("filename").GetString());

        File.Copy(Path.Combine(_cli.Backups, _file), Path.Combine(_cli.Backups, "copy.sql.gz"));
        CliResult ambiguous = _cli.Run("verify", _id[..8], "--json");
        Assert.Equal((1, "BackupAmbiguous"), (ambiguous.ExitCode, ambiguous.ErrorCode));
    }

    [Fact]
    public void A_removal_takes_the_copy_and_the_record_too()
    {
        Data("verify", _file);
        JsonElement preview = Data("remove", _file, "--what-if");
        Assert.Equal((0, true, "both"), (preview.GetProperty("deletedCount").GetInt32(), preview.GetProperty("whatIf").GetBoolean(), preview.GetProperty("backups")[0].GetProperty("location").GetString()));
        Assert.Equal(3, Files().Length);

        JsonElement removed = Data("remove", _file, _id, "--yes");
        Assert.Equal((1, false, _id), (removed.GetProperty("deletedCount").GetInt32(), removed.GetProperty("whatIf").GetBoolean(), removed.GetProperty("backups")[0].GetProperty("id").GetString()));
        Assert.Empty(Files());
    }

    [Fact]
    public void Unless_every_one_is_found_and_somebody_says_yes_none_is_removed()
    {
        Fails(1, "BackupNotFound", "remove", _file, "nonesuch.sql.gz", "--yes");
        Fails(2, "NotConfirmed", "remove", _file);
        Fails(2, "InvalidOption", "remove", "--yes");
        Assert.Equal(2, Files().Length);
    }

    [Theory]
    [InlineData("no\r", 130, 2)]
    [InlineData("yes\r", 0, 0)]
    public void On_a_terminal_it_says_what_would_go_and_asks(string answer, int code, int left)
    {
        using var run = new TerminalRun(_cli, "remove", _id[..8]);
        run.WaitFor("Type yes");
        run.Type(answer);
        Assert.True(run.Finish() == code, run.Screen);
        Assert.Contains($"{_file} and its copy", run.Screen, StringComparison.Ordinal);
        Assert.Equal(left, Files().Length);
    }

    private string[] Files() => [.. new[] { _cli.Backups, Path.Combine(_cli.Folder, "external") }.SelectMany(folder => Directory.GetFiles(folder, "*.sql.gz*"))];

    private JsonElement Data(params string[] args)
    {
        CliResult result = _cli.Run([.. args, "--json"]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Json.GetProperty("data");
    }

    private void Fails(int code, string error, params string[] args)
    {
        CliResult result = _cli.Run([.. args, "--json"]);
        Assert.True(result.ExitCode == code, result.ToString());
        Assert.Equal(error, result.ErrorCode);
    }
}
