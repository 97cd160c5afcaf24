using System.Management.Automation;
using System.Text.RegularExpressions;
using SchoolBackup.Errors;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets.Tests;

public sealed partial class ErrorTests
{
    [Fact]
    public void Every_error_has_a_category() =>
        Assert.All(Enum.GetValues<BackupError>(), error => Assert.NotEqual(ErrorCategory.NotSpecified, ErrorRecords.Category(error)));

    [Theory]
    [InlineData("check --server, --port or --socket, and that the server runs", "check -Server, -Port or -Socket, and that the server runs")]
    [InlineData("check --ssl-mode and --ssl-ca", "check -SslMode and -SslCA")]
    [InlineData("--port: 'x' is not a port", "-Port: 'x' is not a port")]
    [InlineData("check user and password (--user, DB_PASSWORD)", "check user and password (-Credential, DB_PASSWORD)")]
    [InlineData("say where to restore it with --database", "say where to restore it with -TargetDatabase")]
    [InlineData("give it by --zip-password-file", "give it by -ZipPassword")]
    [InlineData("make a key with 'schoolbackup key new'", "make a key with New-SchoolBackupKey")]
    [InlineData("run 'schoolbackup key rotate' again", "run Update-SchoolBackupKey again")]
    [InlineData("make it with mysqldump --result-file", "make it with mysqldump --result-file")]
    [InlineData("a line that begins with -- is a comment", "a line that begins with -- is a comment")]
    public void Options_become_parameters(string engine, string cmdlets) => Assert.Equal(cmdlets, ParameterWords.Of(engine));

    /// <summary>Whatever option a text of the engine names, somebody who reads it in PowerShell finds as a parameter.</summary>
    [Fact]
    public void No_text_of_the_engine_names_an_option_that_is_no_parameter()
    {
        string[] options =
        [
            .. Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "src", "SchoolBackup.Engine"), "*.cs", SearchOption.AllDirectories)
                .SelectMany(File.ReadLines)
                .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
                .SelectMany(line => Option().Matches(line).Select(match => match.Value))
                .Except(["--result-file", "--xml", "--tab", "--directory", "--prepare", "--copy-back"]), // of other programs
        ];
        string[] parameters = [.. CmdletTypes.All.SelectMany(type => CmdletTypes.Parameters(type)).Select(parameter => "-" + parameter.Name)];

        Assert.NotEmpty(options);
        Assert.All(options, option => Assert.Contains(ParameterWords.Of(option), parameters));
    }

    /// <summary>What the engine tells somebody to run, he can run in PowerShell, too.</summary>
    [Fact]
    public void No_text_of_the_engine_names_a_command_that_is_no_cmdlet() => Assert.All(
        Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "src", "SchoolBackup.Engine"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines).Where(line => line.Contains("'schoolbackup ", StringComparison.Ordinal)),
        line => Assert.DoesNotContain("'schoolbackup ", ParameterWords.Of(line), StringComparison.Ordinal));

    [GeneratedRegex("--[a-z]+(-[a-z]+)*", RegexOptions.ExplicitCapture)]
    private static partial Regex Option();
}
