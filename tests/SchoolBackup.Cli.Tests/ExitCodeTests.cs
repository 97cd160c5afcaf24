using System.Globalization;
using System.Text.RegularExpressions;
using SchoolBackup.Errors;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Cli.Tests;

[Trait("Needs", "server")]
public sealed partial class ExitCodeTests(SchoolServer school) : IDisposable
{
    private readonly Cli _cli = new(school.Server);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void Every_error_has_an_exit_code_that_the_table_explains()
    {
        int[] explained = [.. ExitCodes.Table.Select(row => row.Code)];

        Assert.All(Enum.GetValues<BackupError>(), error =>
        {
            Assert.Contains(ExitCodes.For(error), explained);
            Assert.NotEqual(0, ExitCodes.For(error));
        });
    }

    [Fact]
    public void The_readme_repeats_the_table()
    {
        string readme = File.ReadAllText(Path.Combine(RepositoryRoot(), "README.md"));

        Assert.Equal(
            ExitCodes.Table,
            ReadmeRow().Matches(readme).Select(row => (int.Parse(row.Groups["code"].Value, CultureInfo.InvariantCulture), row.Groups["meaning"].Value)));
    }

    [Fact]
    public void Wrong_host_is_5() => Fails(5, "CannotConnect", "create", "--database", "school", "--server", "127.0.0.1", "--port", "1");

    [Fact]
    public void Wrong_password_is_5()
    {
        _cli["DB_PASSWORD"] = "not this one";
        Fails(5, "AccessDenied", "create", "--database", "school");
    }

    [Fact]
    public void Unknown_database_is_1() => Fails(1, "DatabaseNotFound", "create", "--database", "schol");

    [Fact]
    public void Unknown_table_is_1() => Fails(1, "TableNotFound", "create", "--database", "school", "--table", "pupil");

    [Fact]
    public void Unknown_backup_is_1()
    {
        Directory.CreateDirectory(_cli.Backups);
        Fails(1, "BackupNotFound", "verify", "backup_2024-01-15T02-00-00_school.sql.gz");
    }

    [Fact]
    public void A_path_that_is_a_file_is_1()
    {
        File.WriteAllText(_cli.Backups, "");
        Fails(1, "PathInvalid", "create", "--database", "school");
    }

    [Fact]
    public void A_second_run_at_once_is_4()
    {
        using IRepositoryWriter held = new LocalRepository(_cli.Backups).Enter(TimeProvider.System, CancellationToken.None);
        Fails(4, "RepositoryLocked", "create", "--database", "school");
        Assert.Empty(Directory.GetFiles(_cli.Backups, "*.gz*"));
    }

    [Fact]
    public void A_file_that_is_no_backup_is_3()
    {
        string file = Path.Combine(_cli.Folder, "cat.sql.gz");
        File.WriteAllBytes(file, [1, 2, 3, 4, 5]);
        Assert.Equal(3, _cli.Run("verify", file, "--json").ExitCode);
        Assert.Equal(3, _cli.Run("restore", file, "--yes", "--json").ExitCode);
    }

    [Fact]
    public void A_restore_that_nobody_confirmed_is_2()
    {
        string file = _cli.CreateBackup();
        Fails(2, "NotConfirmed", "restore", file);
    }

    [Theory]
    [InlineData]
    [InlineData("bogus")]
    [InlineData("create", "--bogus")]
    [InlineData("create", "--port")]
    [InlineData("create", "--database", "school", "--port", "many")]
    [InlineData("create", "--database", "school", "--parallel", "0")]
    [InlineData("create", "--database", "school", "--password", "x")]
    [InlineData("create")]
    [InlineData("verify")]
    [InlineData("verify", "x", "--level", "deep")]
    [InlineData("restore", "x", "--definer", "a=b=c", "--path", ".")]
    [InlineData("cleanup", "--keep-last", "0", "--path", ".")]
    [InlineData("cleanup", "--retention-days", "-1", "--path", ".")]
    [InlineData("demo", "--scale", "0")]
    [InlineData("demo")]
    public void Usage_errors_are_2(params string[] args)
    {
        File.WriteAllText(Path.Combine(_cli.Folder, "x"), "");
        Fails(2, "InvalidOption", args);
    }

    [Fact]
    public void A_damaged_configuration_is_2()
    {
        File.WriteAllText(Path.Combine(_cli.Folder, "my.cnf"), "[client\n");
        Fails(2, "ConfigurationInvalid", "config", "--defaults-file", "my.cnf");
    }

    [Fact]
    public void For_people_an_error_is_two_lines_on_standard_error()
    {
        CliResult result = _cli.Run("verify", "nothing.sql.gz", "--path", ".");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Matches(@"^schoolbackup: BackupNotFound: .+\nhint: .+\n$", result.Error);
    }

    /// <summary>Nobody foresaw it, and still it is an answer: a code, a report, and what to do with it.</summary>
    [Fact]
    public void What_nobody_foresaw_is_8() =>
        Assert.Equal(8, CommandLineRun.Answered(["create"], new Terminal.Shell(Terminal.AnswerForm.Text, CancellationToken.None), () => throw new InvalidCastException()));

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("restore", "--help")]
    public void Help_and_version_are_0(params string[] args)
    {
        CliResult result = _cli.Run(args);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("", result.Error);
        Assert.Matches(args.Contains("--help") ? "Example" : @"^\d+\.\d+\.\d+\n$", result.Output);
    }

    /// <summary>The same code as JSON and for people, and the document as documented.</summary>
    private void Fails(int code, string error, params string[] args)
    {
        CliResult json = _cli.Run([.. args, "--json"]);

        Assert.True(json.ExitCode == code, json.ToString());
        Assert.Empty(DocumentShape.Missing(ExampleDocuments.Failure, json.Json));
        Assert.Equal(error, json.ErrorCode);
        Assert.Equal("", json.Error);
    }

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "SchoolBackup.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("the tests run from inside the repository");
    }

    [GeneratedRegex(@"^\| (?<code>\d+) \| (?<meaning>.+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ReadmeRow();
}
