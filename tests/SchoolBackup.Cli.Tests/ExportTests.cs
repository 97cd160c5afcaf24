using System.Text.Json;

namespace SchoolBackup.Cli.Tests;

[Trait("Needs", "server")]
public sealed class ExportTests(SchoolServer school) : IDisposable
{
    private readonly Cli _cli = new(school.Server);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void Export_writes_csv_sql_and_zip_and_replaces_nothing_unasked()
    {
        string file = _cli.CreateBackup();
        string secret = Path.Combine(_cli.Folder, "words");
        File.WriteAllText(secret, "a school's own words\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        CliResult csv = _cli.Run("export", file, "--to", "classes.csv", "--table", "classes", "--json");

        Assert.True(csv.ExitCode == 0, csv.ToString());
        JsonElement data = csv.Json.GetProperty("data");
        Assert.Equal((file, 2), (data.GetProperty("filename").GetString(), data.GetProperty("rows").GetInt32()));
        Assert.Equal("id,name\r\n1,1a\r\n2,1b\r\n", File.ReadAllText(Path.Combine(_cli.Folder, "classes.csv")));
        Assert.Equal("BackupExists", _cli.Run("export", file, "--to", "classes.csv", "--table", "classes", "--json").ErrorCode);
        Assert.Equal(0, _cli.Run("export", file, "--to", "classes.csv", "--table", "classes", "--force", "--json").ExitCode);
        Assert.Equal(0, _cli.Run("export", file, "--to", "school.sql.gz", "--json").ExitCode);
        Assert.Equal(0, _cli.Run("export", file, "--to", "school.zip", "--zip-password-file", "words", "--json").ExitCode);
    }

    [Fact]
    public void A_backup_of_the_School_ERP_becomes_json()
    {
        Assert.Equal(0, _cli.Run("key", "new", "--key-file", "key").ExitCode);
        CliResult created = _cli.Run("create", "--database", "school", "--format", "json", "--key-file", "key", "--json");
        Assert.True(created.ExitCode == 0, created.ToString());
        string id = created.Json.GetProperty("data").GetProperty("id").GetString()!;
        CliResult exported = _cli.Run("export", id, "--to", "school.json", "--key-file", "key", "--json");
        Assert.True(exported.ExitCode == 0, exported.ToString());
        Assert.Equal(502, exported.Json.GetProperty("data").GetProperty("rows").GetInt32());
        Assert.Equal(2, JsonDocument.Parse(File.ReadAllText(Path.Combine(_cli.Folder, "school.json"))).RootElement.GetProperty("tables").GetProperty("classes").GetArrayLength());
    }

    [Theory]
    [InlineData("InvalidOption", "--to", "school.txt")]
    [InlineData("InvalidOption", "--to", "classes.csv")]
    [InlineData("InvalidOption", "--to", "school.zip")]
    [InlineData("InvalidOption", "--to", "school.sql", "--table", "classes")]
    [InlineData("InvalidOption", "--to", "school.sql.gz", "--zip-password-file", "words")]
    [InlineData("KeyInvalid", "--to", "school.zip", "--zip-password-file", "none")]
    public void What_is_missing_is_an_error_with_a_hint(string code, params string[] options)
    {
        string secret = Path.Combine(_cli.Folder, "words");
        File.WriteAllText(secret, "a school's own words\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        CliResult result = _cli.Run(["export", _cli.CreateBackup(), .. options, "--json"]);
        Assert.Equal((2, code), (result.ExitCode, result.ErrorCode));
    }
}
