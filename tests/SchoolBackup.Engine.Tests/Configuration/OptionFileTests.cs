using System.ComponentModel;
using System.Diagnostics;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Configuration;

public sealed class OptionFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("password=geheim", "geheim")]
    [InlineData("  password = geheim  ", "geheim")]
    [InlineData("password=geheim # c", "geheim")]
    [InlineData("password=pa#ss", "pa")]
    [InlineData("password=\"pa #ss\" # c", "pa #ss")]
    [InlineData("password='pa #ss'", "pa #ss")]
    [InlineData("password='it\\'s # x'", "it's # x")]
    [InlineData("password=\"a\\\"b#c\"", "a\"b#c")]
    [InlineData("password='o''brien'", "o''brien")]
    [InlineData("password=\"abc", "\"abc")]
    [InlineData("password=\"x\"y", "\"x\"y")]
    [InlineData("password=a;b", "a;b")]
    [InlineData("password=a = b", "a = b")]
    [InlineData("password=x\\sy\\tz\\\\w\\qv\\", "x y\tz\\w\\qv\\")]
    [InlineData("password=a\\nb\\rc\\bd", "a\nb\rc\bd")]
    [InlineData("password=pa\\#ss", "pa\\")]
    [InlineData("password=", "")]
    [InlineData("password=\"\"", "")]
    [InlineData("password", null)]
    public void A_value_is_read_by_the_manuals_rules(string line, string? value) =>
        Assert.Equal(new OptionFileLine(OptionFileLineKind.Option, "password", value), OptionFileLine.Parse(line));

    [Theory]
    [InlineData("", nameof(OptionFileLineKind.Blank), "")]
    [InlineData("  # c", nameof(OptionFileLineKind.Blank), "")]
    [InlineData(";c=1", nameof(OptionFileLineKind.Blank), "")]
    [InlineData(" [client]  # c", nameof(OptionFileLineKind.Group), "client")]
    [InlineData("ssl_verify_server-cert", nameof(OptionFileLineKind.Option), "ssl-verify-server-cert")]
    [InlineData("!include /etc/a b.cnf", nameof(OptionFileLineKind.Include), "/etc/a b.cnf")]
    [InlineData("!includedir\t/etc/x/", nameof(OptionFileLineKind.IncludeDirectory), "/etc/x/")]
    [InlineData("[client", nameof(OptionFileLineKind.Malformed), "")]
    [InlineData("=1", nameof(OptionFileLineKind.Malformed), "")]
    [InlineData("!include", nameof(OptionFileLineKind.Malformed), "")]
    [InlineData("!require x", nameof(OptionFileLineKind.Malformed), "")]
    public void Each_kind_of_line_is_told_apart(string line, string kind, string name) =>
        Assert.Equal((kind, name), (OptionFileLine.Parse(line).Kind.ToString(), OptionFileLine.Parse(line).Name));

    [Fact]
    public void Only_the_groups_for_clients_count_and_the_last_line_wins()
    {
        OptionFile file = OptionFile.Read(Write("a.cnf", """
            [mysqld]
            port=1
            [client]
            port=2
            host=a
            [Client-MariaDB]
            user=b
            [schoolbackup]
            host=c
            [mysqldump]
            host=d
            """));
        Assert.Equal(("2", "c", "b"), (file.Find("port")!.Value, file.Find("host")!.Value, file.Find("user")!.Value));
        Assert.Equal($"host in {_folder["a.cnf"]}:9", file.Find("host")!.Place);
        Assert.Null(file.Find("socket"));
    }

    [Fact]
    public void Included_files_are_read_in_order_and_the_including_group_goes_on()
    {
        Directory.CreateDirectory(_folder["conf.d"]);
        Write("conf.d/b.cnf", "[client]\r\nport=1\r\n");
        Write("conf.d/a.cnf", "[client]\nport=2\nuser=a");
        Write("conf.d/c.txt", "[client]\nport=3");
        Write("one.cnf", "[mysqld]\nx=1\n[client]\nhost=one");
        OptionFile file = OptionFile.Read(Write("main.cnf", "[client]\n!include one.cnf\n!includedir conf.d\nuser=main"));
        Assert.Equal(("one", "1", "main"), (file.Find("host")!.Value, file.Find("port")!.Value, file.Find("user")!.Value));
        Assert.Equal($"port in {_folder["conf.d/b.cnf"]}:2", file.Find("port")!.Place);
    }

    [Theory]
    [InlineData("port=1\n[client]", ":1: ", "before the first group")]
    [InlineData("[client]\n[client", ":2: ", "not understood")]
    [InlineData("[client]\n=s3cr3t", ":2: ", "not understood")]
    [InlineData("[client]\n\n!include missing.cnf", ":3: ", "missing.cnf")]
    [InlineData("[client]\n!includedir missing.d", ":2: ", "missing.d")]
    [InlineData("[client]\n!include bad.cnf", "bad.cnf:2: ", "includes go deeper")]
    public void A_bad_file_is_an_error_that_names_the_line(string text, string line, string what)
    {
        string path = Write("bad.cnf", text);
        BackupException error = Assert.Throws<BackupException>(() => OptionFile.Read(path));
        Assert.Equal(BackupError.ConfigurationInvalid, error.Code);
        Assert.Contains(line, error.Message);
        Assert.Contains(what, error.Message);
        Assert.DoesNotContain("s3cr3t", error.ToString());
    }

    [Fact]
    public void A_missing_file_is_an_error()
    {
        BackupException error = Assert.Throws<BackupException>(() => OptionFile.Read(_folder["missing.cnf"]));
        Assert.Equal(BackupError.ConfigurationInvalid, error.Code);
        Assert.StartsWith("--defaults-file: ", error.Message);
    }

    [Fact]
    public void A_file_that_everybody_may_write_to_is_refused_and_a_link_is_judged_by_its_target()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }
        string path = Write("a.cnf", "[client]\nhost=a");
        File.CreateSymbolicLink(_folder["link.cnf"], path);
        Assert.Equal("a", OptionFile.Read(_folder["link.cnf"]).Find("host")!.Value);
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.OtherWrite);
        Assert.Equal(BackupError.ConfigurationInvalid, Assert.Throws<BackupException>(() => OptionFile.Read(path)).Code);
    }

    [Fact]
    public void MariaDBs_own_reader_understands_the_same_lines_the_same_way()
    {
        string[] lines =
        [
            "a=geheim", " b = geheim # c ", "c=pa#ss", "d=\"pa #ss\" # c", "e='it\\'s # x'", "f=\"a\\\"b#c\"", "g='o''brien'", "h=\"abc", "i=\"x\"y",
            "j=a;b", "k=a = b", "l=x\\sy\\tz\\\\w\\qv\\", "m=pa\\#ss", "n=", "o=\"\"", "p='", "q='a\"b'#c", "r=\"a'b\"#c", "s=C:\\Program Files\\x", "t=\\'a\\'", "u",
        ];
        string path = Write("a.cnf", "[client]\n" + string.Join('\n', lines));
        OptionFile file = OptionFile.Read(path);
        List<string> ours = [];
        for (char name = 'a'; name <= 'u'; name++)
            ours.Add(file.Find(name.ToString())!.Value is { } value ? $"--{name}={value}" : $"--{name}");
        Assert.Equal(PrintDefaults(path), ours);
    }

    private static string[] PrintDefaults(string path)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("my_print_defaults", [$"--defaults-file={path}", "client"]) { RedirectStandardOutput = true })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return output.TrimEnd('\n').Split('\n');
        }
        catch (Win32Exception missing)
        {
            Assert.Skip($"my_print_defaults of MariaDB or MySQL is not here: {missing.Message}");
            return [];
        }
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }
}
