using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Operations;

/// <summary>Whole dumps in the layouts of other tools (tests/dumps), in whatever wrapping they arrive: what the server's own client makes of them is right.</summary>
[Trait("Needs", "server")]
public sealed partial class OtherToolsTests(DumpServer server) : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _name = $"tool_{Guid.NewGuid().ToString("N")[..8]}";

    public static TheoryData<string> Tools => [.. Directory.GetFiles(Dumps, "*.sql").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static string Dumps => Path.Combine(AppContext.BaseDirectory, "dumps");

    public void Dispose()
    {
        server.Run($"DROP DATABASE IF EXISTS `{_name}`");
        _folder.Dispose();
    }

    [Theory, MemberData(nameof(Tools))]
    public void A_dump_is_restored_as_the_client_would(string tool)
    {
        string expected = ByClient(Text(tool));
        Assert.Contains("Zoë 😀", expected, StringComparison.Ordinal);
        Assert.Equal(expected, ByRestore(Text(tool)));
    }

    [Theory, MemberData(nameof(Tools))]
    public void A_dump_with_a_byte_order_mark_and_lines_of_Windows_is_restored_as_one_without(string tool)
    {
        string expected = ByClient(Text(tool));
        string restored = ByRestore("\uFEFF" + Text(tool).Replace("\n", "\r\n", StringComparison.Ordinal));
        // What stands in the middle of a routine stays as it is.
        Assert.Equal(expected, restored.Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("heidisql")]
    [InlineData("phpmyadmin")]
    public void A_gzip_of_two_members_is_one_dump(string tool)
    {
        byte[] text = Encoding.UTF8.GetBytes(Text(tool));
        int half = text.AsSpan().IndexOf("'Ada'"u8);
        string expected = ByClient(Text(tool));
        Assert.Equal(expected, ByRestore([.. Gzip(text.AsSpan(0, half)), .. Gzip(default), .. Gzip(text.AsSpan(half))], ".sql.gz"));
    }

    [Fact]
    public void A_dump_in_latin1_says_so_and_is_read_as_that()
    {
        string text = "/*!40101 SET NAMES latin1 */;\n" + Text("navicat")
            .Replace("SET NAMES utf8mb4;", "", StringComparison.Ordinal).Replace(" 😀", " ÄÖÜ", StringComparison.Ordinal);
        string expected = ByClient(text, Encoding.Latin1);
        Assert.Contains("Zoë ÄÖÜ", expected, StringComparison.Ordinal);
        Assert.Equal(expected, ByRestore(Encoding.Latin1.GetBytes(text), ".sql"));
    }

    [Fact]
    public void A_dump_whose_letters_are_not_those_that_it_says_is_an_error_and_not_another_name()
    {
        string text = Text("navicat").Replace(" 😀", "", StringComparison.Ordinal);
        File.WriteAllBytes(_folder["latin1.sql"], Encoding.Latin1.GetBytes(text));
        server.Run($"CREATE DATABASE {_name}; CREATE TABLE {_name}.pupils (id INT)");
        Run.Fails(BackupError.RestoreFailed, () => Restore(_folder["latin1.sql"]));
        Assert.Equal("0\n", server.Run($"SELECT COUNT(*) FROM {_name}.pupils"));
        Assert.Equal("", server.Scratches(_name));
    }

    [Theory]
    [InlineData('x', 64)]
    [InlineData('é', 64)]
    [InlineData('न', 49)] // five bytes each in the name of a file
    public void Names_may_be_as_long_as_a_server_takes_them(char letter, int length)
    {
        string longest = new(letter, length);
        string text = Text("phpmyadmin").Replace("`pupils`", $"`{longest}`", StringComparison.Ordinal)
            .Replace("`roll`", $"`{longest[1..]}v`", StringComparison.Ordinal);
        string expected = ByClient(text);
        Assert.Contains($"CREATE TABLE `{longest}`", expected, StringComparison.Ordinal);
        Assert.Equal(expected, ByRestore(text));
    }

    [Theory]
    [InlineData('x', 64)]
    [InlineData('न', 58)]
    public void A_database_may_have_the_longest_name(char letter, int length)
    {
        string longest = _name + new string(letter, length - _name.Length);
        File.WriteAllText(_folder["long.sql"], Text("heidisql").Replace(_name, longest, StringComparison.Ordinal));
        var options = new RestoreOptions { Connection = server.Connection, Backup = Places.Backup(_folder["long.sql"]) };
        Run.Restore(options);
        Run.Restore(options);
        Assert.Equal("2\n", server.Run($"SELECT COUNT(*) FROM `{longest}`.pupils"));
        server.Run($"DROP DATABASE `{longest}`");
        Assert.Equal("", server.Run($"SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '{_name[..12]}%'"));
    }

    [Theory]
    [InlineData(255)]
    [InlineData(247)]
    [InlineData(240)]
    public void A_file_may_have_the_longest_name(int length)
    {
        string path = _folder[new string('x', length - 4) + ".sql"];
        File.WriteAllText(path, Text("heidisql"));
        VerifyResult result = Verify(path);
        Assert.Equal(BackupValidity.Valid, result.Validity);
        Assert.Equal([Path.GetFileName(path)], _folder.VisibleNames);
        Restore(path);
        Assert.Equal("2\n", server.Run($"SELECT COUNT(*) FROM {_name}.pupils"));
    }

    /// <summary>Everything that the client makes of a dump. Behind a comment that it keeps it would take DELIMITER for SQL.</summary>
    private string ByClient(string text, Encoding? encoding = null)
    {
        server.Run($"CREATE DATABASE {_name}");
        // A dump that names a character set alone means the collation of when it was made; a restore reads it so (docs/session-variables.md).
        const string collations = "/*M!110200 SET character_set_collations='' */;\n/*M!110200 SET NAMES utf8mb4 */;\n";
        server.Run((encoding ?? Encoding.UTF8).GetBytes(collations + CommentLine().Replace(text, "")), _name);
        string made = server.Everything(_name);
        server.Run($"DROP DATABASE {_name}");
        return made;
    }

    private string ByRestore(string text) => ByRestore(Encoding.UTF8.GetBytes(text), ".sql");

    private string ByRestore(byte[] file, string extension)
    {
        string path = _folder["dump" + extension];
        File.WriteAllBytes(path, file);
        VerifyResult drill = Verify(path);
        Assert.Equal((0, 2L), (drill.Problems.Count, drill.Rows));
        Assert.NotEqual(BackupValidity.Invalid, drill.Validity);
        Assert.Equal(2, Restore(path).Rows);
        return server.Everything(_name);
    }

    [GeneratedRegex(@"^/\*[^!M][^*]*\*/ *\n", RegexOptions.Multiline)]
    private static partial Regex CommentLine();

    private string Text(string tool) => File.ReadAllText(Path.Combine(Dumps, tool + ".sql")).Replace("SCHOOL", _name, StringComparison.Ordinal);

    private static byte[] Gzip(ReadOnlySpan<byte> content)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return stream.ToArray();
    }

    /// <summary>Not every tool says what it has dumped.</summary>
    private RestoreResult Restore(string file) =>
        Run.Restore(new RestoreOptions { Connection = server.Connection, Backup = Places.Backup(file), SourceDatabase = _name, TargetDatabase = _name });

    private VerifyResult Verify(string file) => Run.Verify(new VerifyOptions { Backup = Places.Backup(file), Level = VerifyLevel.Restore, Connection = server.Connection });
}
