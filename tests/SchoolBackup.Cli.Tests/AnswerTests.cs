using System.Text.Json;

namespace SchoolBackup.Cli.Tests;

[Trait("Needs", "server")]
public sealed class AnswerTests(SchoolServer school) : IDisposable
{
    private readonly Cli _cli = new(school.Server);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void Create_answers_with_the_documented_document_and_the_file_is_there()
    {
        CliResult result = _cli.Run("create", "--database", "school", "--json");

        Same(ExampleDocuments.Create, result);
        JsonElement data = result.Json.GetProperty("data");
        Assert.Equal("Backup created successfully", result.Json.GetProperty("message").GetString());
        Assert.Equal(new FileInfo(data.GetProperty("path").GetString()!).Length, data.GetProperty("size").GetInt64());
        Assert.Equal(Path.GetFileName(data.GetProperty("path").GetString()), data.GetProperty("filename").GetString());
        Assert.Equal(502, data.GetProperty("rows").GetInt64());
        Assert.Equal("", result.Error);
    }

    [Fact]
    public void List_answers_with_the_documented_document_newest_first()
    {
        string external = Path.Combine(_cli.Folder, "external");
        _cli.Run("create", "--database", "school", "--external-path", external, "--json");
        Thread.Sleep(1100); // of two backups of one second none is the newer
        _cli.Run("create", "--database", "school", "--no-compression", "--json");

        CliResult result = _cli.Run("list", "--external-path", external, "--json");

        Same(ExampleDocuments.List, result);
        JsonElement[] list = [.. result.Json.GetProperty("data").EnumerateArray()];
        Assert.Equal([false, true], list.Select(entry => entry.GetProperty("compressed").GetBoolean()));
        Assert.Equal(["local", "both"], list.Select(entry => entry.GetProperty("location").GetString()));
        Assert.All(list, entry => Assert.Equal(JsonValueKind.Null, entry.GetProperty("valid").ValueKind));
        Assert.All(list, entry => Assert.Equal("school", entry.GetProperty("database").GetString()));
        Assert.All(list, entry => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", entry.GetProperty("timestamp").GetString()));
        Assert.Equal(2, result.Json.GetProperty("meta").GetProperty("total").GetInt32());
    }

    [Fact]
    public void A_second_folder_that_is_missing_is_a_warning_and_what_lies_in_the_repository_is_listed()
    {
        string file = _cli.CreateBackup();
        _cli["BACKUP_EXTERNAL_PATH"] = Path.Combine(_cli.Folder, "unplugged");

        CliResult result = _cli.Run("list", "--json");
        Same(ExampleDocuments.List, result);
        Assert.Equal(file, Assert.Single(result.Json.GetProperty("data").EnumerateArray()).GetProperty("filename").GetString());
        string warning = Assert.Single(result.Json.GetProperty("meta").GetProperty("warnings").EnumerateArray()).GetString()!;
        Assert.StartsWith($"what lies in {Path.Combine(_cli.Folder, "unplugged")} is not listed: ", warning, StringComparison.Ordinal);
        Assert.Equal("", result.Error);

        CliResult forPeople = _cli.Run("list");
        Assert.Equal(0, forPeople.ExitCode);
        Assert.Contains(file, forPeople.Output, StringComparison.Ordinal);
        Assert.StartsWith($"warning: {warning}", forPeople.Error, StringComparison.Ordinal);

        foreach (string[] run in (string[][])[["cleanup", "--keep-last", "1"], ["remove", file, "--yes"]])
            Assert.Equal("PathInvalid", _cli.Run([.. run, "--json"]).ErrorCode);
        Assert.True(File.Exists(Path.Combine(_cli.Backups, file)));
    }

    [Fact]
    public void An_empty_repository_is_an_empty_list()
    {
        Directory.CreateDirectory(_cli.Backups);

        CliResult result = _cli.Run("list", "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(0, result.Json.GetProperty("data").GetArrayLength());
        Assert.Equal(0, result.Json.GetProperty("meta").GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("checksum")]
    [InlineData("content")]
    [InlineData("restore")]
    public void Verify_answers_with_the_documented_document_at_each_level(string level)
    {
        string file = _cli.CreateBackup();

        CliResult result = _cli.Run("verify", file, "--level", level, "--json");

        Same(ExampleDocuments.Verify, result);
        JsonElement data = result.Json.GetProperty("data");
        Assert.Equal(file, data.GetProperty("filename").GetString());
        Assert.True(data.GetProperty("valid").GetBoolean());
        Assert.Equal(level, data.GetProperty("level").GetString());
        Assert.Equal(level == "restore", data.TryGetProperty("estimatedRecoveryTime", out _));
        Assert.Equal("", school.Server.RunSql($"SHOW DATABASES LIKE '{SchoolServer.Database}\\_sbscratch%'"));
    }

    [Fact]
    public void A_damaged_backup_is_an_answer_with_valid_false_and_exit_code_3()
    {
        string path = Path.Combine(_cli.Backups, _cli.CreateBackup());
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 0x40;
        File.WriteAllBytes(path, bytes);

        CliResult result = _cli.Run("verify", path, "--json");

        Assert.Equal(3, result.ExitCode);
        Assert.True(result.Json.GetProperty("success").GetBoolean());
        Assert.False(result.Json.GetProperty("data").GetProperty("valid").GetBoolean());
        Assert.NotEqual(0, result.Json.GetProperty("data").GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public void Restore_answers_with_the_documented_document_and_the_rows_are_there()
    {
        string file = _cli.CreateBackup();

        CliResult result = _cli.Run("restore", file, "--database", "school_restored", "--yes", "--json");

        Same(ExampleDocuments.Restore, result);
        Assert.Equal(2, result.Json.GetProperty("data").GetProperty("restoredTables").GetInt32());
        Assert.Equal("500\n", school.Server.RunSql("SELECT COUNT(*) FROM school_restored.pupils"));
        school.Server.RunSql("DROP DATABASE school_restored");
    }

    [Fact]
    public void A_restore_over_live_tables_backs_them_up_first_and_previews_them_on_request()
    {
        string file = _cli.CreateBackup();
        _cli.Run("restore", file, "--database", "school_twice", "--yes", "--json");

        CliResult preview = _cli.Run("restore", file, "--database", "school_twice", "--what-if", "--json");
        CliResult again = _cli.Run("restore", file, "--database", "school_twice", "--yes", "--json");

        Same(ExampleDocuments.Restore, preview);
        Assert.Equal(["classes", "pupils"], preview.Json.GetProperty("data").GetProperty("replacedTables").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("_school_twice.sql.gz", again.Json.GetProperty("data").GetProperty("safetyBackup").GetString(), StringComparison.Ordinal);
        school.Server.RunSql("DROP DATABASE school_twice");
    }

    [Fact]
    public void Cleanup_answers_with_the_documented_document()
    {
        string newest = _cli.CreateBackup();
        string old = Path.Combine(_cli.Backups, "backup_2001-01-01T02-00-00_school.sql");
        File.WriteAllText(old, "-- MariaDB dump 10.19\n-- Dump completed on 2001-01-01  2:00:00\n");

        CliResult preview = _cli.Run("cleanup", "--keep-last", "1", "--what-if", "--json");
        Assert.True(File.Exists(old));
        CliResult result = _cli.Run("cleanup", "--keep-last", "1", "--json");

        Same(ExampleDocuments.Cleanup, preview);
        Same(ExampleDocuments.Cleanup, result);
        Assert.Equal(0, preview.Json.GetProperty("data").GetProperty("deletedCount").GetInt32());
        Assert.Equal(1, result.Json.GetProperty("data").GetProperty("deletedCount").GetInt32());
        Assert.Equal([newest], Directory.GetFiles(_cli.Backups, "*.sql*").Select(Path.GetFileName));
    }

    [Fact]
    public void Config_answers_with_the_documented_document_and_names_sources()
    {
        _cli["BACKUP_EXTERNAL_PATH"] = "/mnt/backup";
        File.WriteAllText(Path.Combine(_cli.Folder, ".env"), "BACKUP_RETENTION_DAYS=14\n");

        CliResult result = _cli.Run("config", "--path", "elsewhere", "--json");

        Same(ExampleDocuments.Config, result);
        JsonElement data = result.Json.GetProperty("data");
        Assert.Equal(14, data.GetProperty("retentionDays").GetInt32());
        Assert.Equal("elsewhere", data.GetProperty("backupPath").GetString());
        Dictionary<string, string> sources = data.GetProperty("settings").EnumerateArray()
            .ToDictionary(setting => setting.GetProperty("name").GetString()!, setting => setting.GetProperty("source").GetString()!);
        Assert.Equal(("EnvFile", "Option", "Environment", "Default"), (sources["retention-days"], sources["path"], sources["external-path"], sources["schedule"]));
    }

    [Fact]
    public void Another_file_of_variables_can_be_named()
    {
        File.WriteAllText(Path.Combine(_cli.Folder, ".env"), "BACKUP_RETENTION_DAYS=14\n");
        File.WriteAllText(Path.Combine(_cli.Folder, "night.env"), "BACKUP_RETENTION_DAYS=7\n");

        CliResult result = _cli.Run("config", "--env-file", "night.env", "--json");

        Assert.Equal(7, result.Json.GetProperty("data").GetProperty("retentionDays").GetInt32());
    }

    private static void Same(string example, CliResult result)
    {
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Empty(DocumentShape.Missing(example, result.Json));
    }
}
