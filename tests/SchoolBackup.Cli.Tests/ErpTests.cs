using System.Text.Json;

namespace SchoolBackup.Cli.Tests;

/// <summary>The School ERP's format on the command line.</summary>
[Trait("Needs", "server")]
public sealed class ErpTests : IDisposable
{
    private readonly SchoolServer _school;
    private readonly Cli _cli;
    private readonly string _copy = $"school_erp_{Guid.NewGuid():N}";

    public ErpTests(SchoolServer school)
    {
        _school = school;
        _cli = new Cli(school.Server);
        _cli["BACKUP_ENCRYPTION_KEY"] = "5c27005c270a0d1a0f8e4d2b6a91c3e57f3019d8b246ea8c5170fe93ad42b86b";
        school.Server.RunSql($"CREATE DATABASE {_copy}; CREATE TABLE {_copy}.classes LIKE school.classes; CREATE TABLE {_copy}.pupils LIKE school.pupils; INSERT INTO {_copy}.classes VALUES (1, 'old'), (3, 'other')");
    }

    public void Dispose()
    {
        _school.Server.RunSql($"DROP DATABASE {_copy}");
        _cli.Dispose();
    }

    [Fact]
    public void Create_list_verify_and_upsert()
    {
        JsonElement created = Data("create", "--database", "school", "--format", "json");
        string file = created.GetProperty("filename").GetString()!;
        Assert.EndsWith("_school.json.enc", file, StringComparison.Ordinal);
        Assert.Contains(created.GetProperty("warnings").EnumerateArray(), warning => warning.GetString()!.Contains("in_1a", StringComparison.Ordinal));
        Assert.Equal(new FileInfo(created.GetProperty("path").GetString()!).Length, created.GetProperty("size").GetInt64());

        Assert.Equal(502, Data("verify", file).GetProperty("rows").GetInt32());
        JsonElement listed = Data("list")[0];
        Assert.Equal(("School ERP", true, true), (listed.GetProperty("tool").GetString(), listed.GetProperty("encrypted").GetBoolean(), listed.GetProperty("valid").GetBoolean()));

        JsonElement restored = Data("restore", file, "--database", _copy, "--mode", "upsert", "--yes");
        Assert.Equal(502, restored.GetProperty("recordsRestored").GetInt32());
        Assert.Equal("1\t1a\n2\t1b\n3\tother\n", _school.Server.RunSql($"SELECT * FROM {_copy}.classes ORDER BY id"));
    }

    [Theory]
    [InlineData("KeyInvalid", 2, "5c27005c270a0d1a0f8e4d2b6a91c3e57f3019d8b246ea8c5170fe93ad42b86")]
    [InlineData("KeyMissing", 7, null)]
    [InlineData("KeyWrong", 7, "00112233445566778899aabbccddeeff0f8e4d2b6a91c3e57f3019d8b246ea8c")]
    public void A_key_of_63_digits_no_key_and_another_key_are_errors_of_their_own(string code, int exitCode, string? key)
    {
        string file = Data("create", "--database", "school", "--format", "json").GetProperty("filename").GetString()!;
        _cli["BACKUP_ENCRYPTION_KEY"] = key;
        CliResult result = _cli.Run("restore", file, "--database", _copy, "--mode", "upsert", "--yes", "--json");
        Assert.Equal((exitCode, code), (result.ExitCode, result.ErrorCode));
        Assert.Equal("1\told\n3\tother\n", _school.Server.RunSql($"SELECT * FROM {_copy}.classes ORDER BY id"));
    }

    private JsonElement Data(params string[] args)
    {
        CliResult result = _cli.Run([.. args, "--json"]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Json.GetProperty("data");
    }
}
