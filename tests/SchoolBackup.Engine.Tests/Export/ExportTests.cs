using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using SchoolBackup.Demo;
using SchoolBackup.Engine.Export;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Erp;
using SchoolBackup.Engine.Tests.Operations;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Export;

[Collection(OnServer.Name)]
public sealed class ExportTests(TestServer server) : IDisposable
{
    private const string Password = "a school's own words";

    private const string Dump = "-- MariaDB dump 10.19  Distrib 10.11.1-MariaDB\n--\n-- Host: localhost    Database: school\n-- ----\nCREATE TABLE t (a int);\n-- Dump completed on 2026-01-05  2:00:00\n";

    private readonly TempFolder _out = new();

    public void Dispose() => _out.Dispose();

    [Theory]
    [InlineData("school.sql", ExportFormat.Sql)]
    [InlineData("school.sql.gz", ExportFormat.SqlGzip)]
    public void An_encrypted_backup_becomes_an_open_one_with_the_same_content(string name, ExportFormat format)
    {
        using TestDatabase database = server.NewDatabase(School.OfEachKind);
        string file = Run.Backup(database.BackupOptions with { Key = ErpTestFile.Key }).Files[0];

        ExportResult exported = Export(new ExportOptions { Backup = Places.Backup(file), To = _out[name], Format = format, Keys = ErpTestFile.Keys });

        Assert.Equal((new FileInfo(_out[name]).Length, 504L), (exported.Size, exported.Rows));
        Assert.Equal(BackupValidity.Valid, Run.Verify(new VerifyOptions { Backup = Places.Backup(_out[name]) }).Validity);
        IReadOnlyList<string> before = database.Describe();
        Assert.True(Run.Restore(database.RestoreOptions(_out[name])).ContentChecked);
        Assert.Empty(FidelityComparison.Differences(before, database.Describe()));
    }

    [Fact]
    public void A_table_becomes_csv_that_tells_null_from_nothing()
    {
        using TestDatabase database = server.NewDatabase("""
            SET sql_mode = '';
            CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(40), l VARCHAR(10) CHARACTER SET latin1, b VARBINARY(4), d DATE, f DOUBLE);
            INSERT INTO t VALUES (1, 'plain', 'é€', X'00FF', '2026-01-05', -0.5), (2, 'a "quote", and\r\na line', '', '', NULL, 1.5), (3, NULL, NULL, NULL, NULL, NULL), (4, '\\N', '\\', X'5C', '0000-00-00', 0);
            """);
        ExportResult exported = Export(new ExportOptions { Backup = Places.Backup(database.BackUpToFile()), To = _out["t.csv"], Format = ExportFormat.Csv, Table = "t" });
        Assert.Equal(4, exported.Rows);
        Assert.Equal(
            "id,v,l,b,d,f\r\n1,plain,é€,0x00ff,2026-01-05,-0.5\r\n2,\"a \"\"quote\"\", and\r\na line\",\"\",0x,,1.5\r\n3,,,,,\r\n4,\\N,\\,0x5c,0000-00-00,0\r\n",
            File.ReadAllText(_out["t.csv"]));
    }

    [Fact]
    public void Seven_zip_opens_the_zip_with_its_password_alone()
    {
        using TestDatabase database = server.NewDatabase(School.OfEachKind);
        string file = Run.Backup(database.BackupOptions with { Key = ErpTestFile.Key }).Files[0];

        Export(new ExportOptions { Backup = Places.Backup(file), To = _out["school.zip"], Format = ExportFormat.Zip, Password = Password, Keys = ErpTestFile.Keys });

        (int code, string listing) = SevenZip("l", "-slt", _out["school.zip"]);
        Assert.Equal(0, code);
        Assert.Contains("AES-256", listing, StringComparison.Ordinal);
        Assert.NotEqual(0, SevenZip("x", "-so", "-panother", _out["school.zip"]).Code);
        (code, string sql) = SevenZip("x", "-so", $"-p{Password}", _out["school.zip"]);
        Assert.Equal(0, code);
        IReadOnlyList<string> before = database.Describe();
        string copy = database.Name + "_zip";
        database.Server.RunSql($"CREATE DATABASE {copy} CHARACTER SET utf8mb4");
        database.Server.Client.Run(new MemoryStream(Encoding.UTF8.GetBytes(sql)), copy);
        Assert.Equal("500\n", database.Server.RunSql($"SELECT COUNT(*) FROM {copy}.pupil"));
        Assert.Equal(before.Count, database.Describe(copy).Count);
    }

    [Fact]
    public void Nothing_is_written_over_unless_told()
    {
        using TestDatabase database = server.NewDatabase(School.OfEachKind);
        File.WriteAllText(_out["school.sql"], "mine");
        var options = new ExportOptions { Backup = Places.Backup(database.BackUpToFile()), To = _out["school.sql"], Format = ExportFormat.Sql };
        Run.Fails(BackupError.BackupExists, () => Export(options));
        Assert.Equal("mine", File.ReadAllText(_out["school.sql"]));
        Export(options with { Existing = ExistingFile.Replace });
        Assert.StartsWith("-- SchoolBackup archive", File.ReadAllText(_out["school.sql"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExportFormat.SqlGzip)]
    [InlineData(ExportFormat.Zip)]
    [InlineData(ExportFormat.Csv)]
    public void A_stop_or_a_damaged_chunk_leaves_no_file(ExportFormat format)
    {
        using TestDatabase database = server.NewDatabase(School.Large);
        string file = database.BackUpToFile();
        var options = new ExportOptions { Backup = Places.Backup(file), To = _out["out"], Format = format, Table = format == ExportFormat.Csv ? "attendance" : null, Password = format == ExportFormat.Zip ? Password : null };
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => new ExportOperation(TimeProvider.System, new AtOnce(stop.Cancel)).Run(options, stop.Token));
        Assert.Empty(Directory.EnumerateFiles(_out.Path));
        using (FileStream damage = File.OpenWrite(file))
        {
            damage.Position = damage.Length / 2;
            damage.Write("damaged"u8);
        }

        Run.Fails(BackupError.BackupDamaged, () => Export(options));
        Assert.Empty(Directory.EnumerateFiles(_out.Path));
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        using TestDatabase database = server.NewDatabase(School.OfEachKind);
        var options = new ExportOptions { Backup = Places.Backup(database.BackUpToFile()), To = _out["out"], Format = ExportFormat.Csv };
        Run.Fails(BackupError.InvalidOption, () => Export(options));
        Run.Fails(BackupError.TableNotFound, () => Export(options with { Table = "none" }));
        Run.Fails(BackupError.InvalidOption, () => Export(options with { Format = ExportFormat.Zip, Password = "short" }));
        Run.Fails(BackupError.PathInvalid, () => Export(options with { Format = ExportFormat.Sql, To = _out["no/such/out.sql"] }));
        Run.Fails(BackupError.InvalidOption, () => ExportOptions.FormatOf("school.txt"));
        Assert.Empty(Directory.EnumerateFiles(_out.Path));
    }

    [Fact]
    public void What_would_not_be_done_is_not_asked_for()
    {
        using TestDatabase database = server.NewDatabase(School.OfEachKind);
        var options = new ExportOptions { Backup = Places.Backup(database.BackUpToFile()), To = _out["out"], Format = ExportFormat.Sql };
        Run.Fails(BackupError.InvalidOption, () => Export(options with { Table = "pupil" }));
        Run.Fails(BackupError.InvalidOption, () => Export(options with { Database = database.Name }));
        Run.Fails(BackupError.InvalidOption, () => Export(options with { Password = Password }));
        Assert.Empty(Directory.EnumerateFiles(_out.Path));
    }

    [Fact]
    public void A_look_says_what_an_export_would_say_and_writes_nothing()
    {
        using TestDatabase database = server.NewDatabase(School.OfEachKind);
        string file = Run.Backup(database.BackupOptions with { Key = ErpTestFile.Key }).Files[0];
        var options = new ExportOptions { Backup = Places.Backup(file), To = _out["out"], Format = ExportFormat.Csv, Table = "pupil", Keys = ErpTestFile.Keys };
        ExportOperation.Check(options);
        Run.Fails(BackupError.KeyMissing, () => ExportOperation.Check(options with { Keys = KeyRing.Empty }));
        Run.Fails(BackupError.TableNotFound, () => ExportOperation.Check(options with { Table = "none" }));
        Assert.Empty(Directory.EnumerateFiles(_out.Path));
        File.WriteAllText(_out["out"], "mine");
        Run.Fails(BackupError.BackupExists, () => ExportOperation.Check(options));
    }

    [Theory]
    [InlineData("in.sql", "out.sql", ExportFormat.Sql)]
    [InlineData("in.sql", "out.sql.gz", ExportFormat.SqlGzip)]
    [InlineData("in.sql.gz", "out.sql", ExportFormat.Sql)]
    [InlineData("in.sql.gz", "out.sql.gz", ExportFormat.SqlGzip)]
    [InlineData("in.sql.gz", "out.zip", ExportFormat.Zip)]
    public void Another_tools_dump_is_packed_and_unpacked_as_it_is(string from, string to, ExportFormat format)
    {
        WriteText(from, Dump);
        ExportResult exported = Export(new ExportOptions { Backup = Places.Backup(_out[from]), To = _out[to], Format = format, Password = format == ExportFormat.Zip ? Password : null });
        Assert.Null(exported.Rows);
        Assert.Equal(Dump, format switch
        {
            ExportFormat.Sql => File.ReadAllText(_out[to]),
            ExportFormat.SqlGzip => new StreamReader(new GZipStream(File.OpenRead(_out[to]), CompressionMode.Decompress)).ReadToEnd(),
            _ => Unzip(_out[to]),
        });
    }

    [Theory]
    [InlineData("in.sql")]
    [InlineData("in.sql.gz")]
    public void A_dump_that_was_cut_is_not_handed_out(string from)
    {
        WriteText(from, Dump);
        byte[] whole = File.ReadAllBytes(_out[from]);
        File.WriteAllBytes(_out[from], whole[..^30]);
        Run.Fails(BackupError.BackupDamaged, () => Export(new ExportOptions { Backup = Places.Backup(_out[from]), To = _out["out.sql"], Format = ExportFormat.Sql }));
        Assert.Equal([from], _out.Names);
    }

    [Fact]
    public void A_backup_of_the_School_ERP_becomes_its_document()
    {
        const string tables = """ "class":[{"id":1,"name":"eins"},{"id":2,"name":"zwei"}] """;
        byte[] file = ErpTestFile.WithTables(tables);
        File.WriteAllBytes(_out["in.enc"], file);
        var options = new ExportOptions { Backup = Places.Backup(_out["in.enc"]), To = _out["out.json"], Format = ExportFormat.Json, Keys = ErpTestFile.Keys };

        Assert.Equal(2, Export(options).Rows);
        Assert.Equal("zwei", JsonDocument.Parse(File.ReadAllText(_out["out.json"])).RootElement.GetProperty("tables").GetProperty("class")[1].GetProperty("name").GetString());
        Export(options with { To = _out["out.zip"], Format = ExportFormat.Zip, Password = Password });
        Assert.Equal(File.ReadAllText(_out["out.json"]), Unzip(_out["out.zip"]));

        file[^1] ^= 1;
        File.WriteAllBytes(_out["in.enc"], file);
        Run.Fails(BackupError.BackupDamaged, () => Export(options with { To = _out["other.json"] }));
        Run.Fails(BackupError.KeyWrong, () => Export(options with { To = _out["other.json"], Keys = ErpTestFile.OtherKeys }));
        Assert.Equal(["in.enc", "out.json", "out.zip"], _out.Names);
    }

    [Fact]
    public void What_a_file_cannot_become_is_said()
    {
        WriteText("dump.sql", Dump);
        File.WriteAllBytes(_out["erp.enc"], ErpTestFile.WithTables(""));
        SmallArchive.Write(_out["archive.sql"], DateTimeOffset.UnixEpoch, BackupContainer.Sql, ["school"]);
        foreach ((string from, ExportFormat format) in ((string, ExportFormat)[])
            [("dump.sql", ExportFormat.Csv), ("dump.sql", ExportFormat.Json), ("erp.enc", ExportFormat.Sql), ("erp.enc", ExportFormat.SqlGzip), ("erp.enc", ExportFormat.Csv), ("archive.sql", ExportFormat.Json)])
        {
            BackupException failure = Run.Fails(BackupError.NotSupported, () => Export(new ExportOptions { Backup = Places.Backup(_out[from]), To = _out["out"], Format = format, Table = format == ExportFormat.Csv ? "t" : null, Keys = ErpTestFile.Keys }));
            Assert.Contains("export it to .", failure.Hint, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(_out["out"]));
    }

    private void WriteText(string name, string text)
    {
        if (name.EndsWith(".gz", StringComparison.Ordinal)) CatalogueTests.WriteGzip(_out[name], text);
        else File.WriteAllText(_out[name], text);
    }

    private static ExportResult Export(ExportOptions options) => new ExportOperation(TimeProvider.System, new AtOnce(() => { })).Run(options, CancellationToken.None);

    private static string Unzip(string path)
    {
        using var zip = new ICSharpCode.SharpZipLib.Zip.ZipFile(path) { Password = Password };
        using var text = new StreamReader(zip.GetInputStream(zip[0]));
        return text.ReadToEnd();
    }

    private static (int Code, string Output) SevenZip(params string[] args)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("7z", args) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("7z is not installed");
            throw;
        }
    }

    private sealed class AtOnce(Action act) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => act();
    }
}
