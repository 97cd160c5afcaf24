using System.Diagnostics;
using System.Text;
using SchoolBackup.Demo;
using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Recipes;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Erp;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;

namespace SchoolBackup.Engine.Tests.Export;

[Collection(OnServer.Name)]
public sealed class ExportTests(TestServer server) : IDisposable
{
    private const string Password = "a school's own words";

    private readonly TempFolder _out = new();

    public void Dispose() => _out.Dispose();

    [Theory]
    [InlineData("school.sql", ExportFormat.Sql)]
    [InlineData("school.sql.gz", ExportFormat.SqlGzip)]
    public void A_sealed_backup_becomes_an_open_one_with_the_same_content(string name, ExportFormat format)
    {
        using TestDatabase database = server.NewDatabase(School.OfEachKind);
        string file = Run.Backup(database.BackupOptions with { Key = ErpTestFile.Key }).Files[0];

        ExportResult exported = Export(new ExportOptions { File = file, To = _out[name], Format = format, Keys = ErpTestFile.Keys });

        Assert.Equal((new FileInfo(_out[name]).Length, 504L), (exported.Size, exported.Rows));
        Assert.Equal(BackupValidity.Valid, Run.Verify(new VerifyOptions { File = _out[name] }).Validity);
        IReadOnlyList<string> before = database.Describe();
        Assert.True(Run.Restore(database.RestoreOptions(_out[name])).ContentChecked);
        Assert.Empty(FidelityComparison.Differences(before, database.Describe()));
    }

    [Fact]
    public void A_table_becomes_csv_that_tells_null_from_nothing()
    {
        using TestDatabase database = server.NewDatabase("""
            CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(40), l VARCHAR(10) CHARACTER SET latin1, b VARBINARY(4), d DATE, f DOUBLE);
            INSERT INTO t VALUES (1, 'plain', 'é€', X'00FF', '2026-01-05', -0.5), (2, 'a "quote", and\r\na line', '', '', NULL, 1.5), (3, NULL, NULL, NULL, NULL, NULL), (4, '\\N', '\\', X'5C', '0000-00-00', 0);
            """);
        ExportResult exported = Export(new ExportOptions { File = database.BackUpToFile(), To = _out["t.csv"], Format = ExportFormat.Csv, Table = "t" });
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

        Export(new ExportOptions { File = file, To = _out["school.zip"], Format = ExportFormat.Zip, Password = Password, Keys = ErpTestFile.Keys });

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
        var options = new ExportOptions { File = database.BackUpToFile(), To = _out["school.sql"], Format = ExportFormat.Sql };
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
        var options = new ExportOptions { File = file, To = _out["out"], Format = format, Table = format == ExportFormat.Csv ? "attendance" : null, Password = format == ExportFormat.Zip ? Password : null };
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => new ExportRecipe(TimeProvider.System, new AtOnce(stop.Cancel)).Run(options, stop.Token));
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
        var options = new ExportOptions { File = database.BackUpToFile(), To = _out["out"], Format = ExportFormat.Csv };
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
        var options = new ExportOptions { File = database.BackUpToFile(), To = _out["out"], Format = ExportFormat.Sql };
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
        var options = new ExportOptions { File = file, To = _out["out"], Format = ExportFormat.Csv, Table = "pupil", Keys = ErpTestFile.Keys };
        ExportRecipe.Check(options);
        Run.Fails(BackupError.KeyMissing, () => ExportRecipe.Check(options with { Keys = KeyRing.Empty }));
        Run.Fails(BackupError.TableNotFound, () => ExportRecipe.Check(options with { Table = "none" }));
        Assert.Empty(Directory.EnumerateFiles(_out.Path));
        File.WriteAllText(_out["out"], "mine");
        Run.Fails(BackupError.BackupExists, () => ExportRecipe.Check(options));
    }

    private static ExportResult Export(ExportOptions options) => new ExportRecipe(TimeProvider.System, new AtOnce(() => { })).Run(options, CancellationToken.None);

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
