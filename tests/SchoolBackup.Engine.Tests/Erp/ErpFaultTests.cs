using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Erp;

/// <summary>Whatever is wrong with a file, both ways of restoring it say so before anything is written.</summary>
[Collection(OnServer.Name)]
public sealed class ErpFaultTests(TestServer server)
{
    private const string School = """
        CREATE TABLE class (id INT NOT NULL PRIMARY KEY, name VARCHAR(10) NOT NULL);
        CREATE TABLE pupil (id INT NOT NULL PRIMARY KEY, class INT, FOREIGN KEY (class) REFERENCES class (id));
        CREATE VIEW names AS SELECT name FROM class;
        CREATE TRIGGER class_watch BEFORE UPDATE ON class FOR EACH ROW SET NEW.name = UPPER(NEW.name);
        INSERT INTO class VALUES (1, 'one');
        """;

    private const string Whole = """ "class":[{"id":1,"name":"eins"},{"id":2,"name":"zwei"}],"pupil":[{"id":1,"class":2}] """;

    private static readonly byte[] Good = ErpTestFile.WithTables(Whole);

    /// <summary>One of each class of byte: IV, tag, the gzip's head, its middle, its end.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(44)]
    [InlineData(60)]
    [InlineData(-1)]
    public void A_flipped_bit_is_found(int at)
    {
        byte[] file = [.. Good];
        file[at < 0 ? file.Length + at : at] ^= 1;
        Refused(BackupError.BackupDamaged, file, "tag");
    }

    /// <summary>There, another key and a damaged beginning look the same.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(32)]
    [InlineData(33)]
    public void A_flipped_bit_at_the_beginning_opens_with_no_key(int at)
    {
        byte[] file = [.. Good];
        file[at] ^= 1;
        Refused(BackupError.KeyWrong, file, "opens");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(60)]
    public void A_cut_end_is_found(int missing) => Refused(BackupError.BackupDamaged, Good[..^missing], "tag");

    [Fact]
    public void Bytes_behind_the_end_are_found() => Refused(BackupError.BackupDamaged, [.. Good, 0], "tag");

    [Fact]
    public void A_true_tag_over_a_broken_gzip_is_found()
    {
        byte[] gzip = ErpTestFile.Gzip("""{"version":"1.0","tables":{}}""");
        gzip[^6] ^= 1;
        Refused(BackupError.BackupDamaged, ErpTestFile.Encrypt(gzip), "gzip");
    }

    [Fact]
    public void A_true_tag_over_a_gzip_that_is_cut_is_found() =>
        Refused(BackupError.BackupDamaged, ErpTestFile.Encrypt(ErpTestFile.Gzip("""{"version":"1.0","tables":{}}""")[..^9]), "gzip");

    [Theory]
    [InlineData("""{"version":"1.0","tables":{"class":[{"id":1,"name":"eins"}]}""", "broken JSON")]
    [InlineData("""{"version":"1.0","tables":{"class":[{"id":1,"name":"eins}]}}""", "broken JSON")]
    [InlineData("""{"version":"1.0","tables":{"class":[{"id":1,}]}}""", "broken JSON")]
    [InlineData("""{"version":"1.0","tables":{"class":[]}} {}""", "broken JSON")]
    [InlineData("""[]""", "outline")]
    [InlineData("""{"version":"1.0","tables":[]}""", "no object")]
    [InlineData("""{"version":"1.0","tables":{"class":{}}}""", "no list")]
    [InlineData("""{"version":"1.0","tables":{"class":[1]}}""", "a row of class")]
    [InlineData("""{"version":"1.0","tables":{"class":[],"class":[]}}""", "twice")]
    [InlineData("""{"tables":{}}""", "version")]
    public void A_document_that_is_none_is_found(string json, string why) => Refused(BackupError.BackupDamaged, ErpTestFile.Encrypt(ErpTestFile.Gzip(json)), why);

    [Theory]
    [InlineData("""{"version":"2.0","tables":{}}""")]
    [InlineData("""{"tables":{"class":[{"id":3,"name":"drei"}]},"version":"2.0"}""")]
    public void Another_version_is_refused(string json) => Refused(BackupError.FormatTooNew, ErpTestFile.Encrypt(ErpTestFile.Gzip(json)), "version 2.0");

    [Theory]
    [InlineData("""{"id":3,"name":"drei","teacher":4}""", BackupError.ColumnNotFound, "class.teacher")]
    [InlineData("""{"id":3,"name":"far too long a name"}""", BackupError.RestoreFailed, "class")]
    [InlineData("""{"id":3,"name":null}""", BackupError.RestoreFailed, "class")]
    [InlineData("""{"id":"three","name":"drei"}""", BackupError.RestoreFailed, "class")]
    [InlineData("""{"id":{"$binary":"?"},"name":"drei"}""", BackupError.BackupDamaged, "base64")]
    [InlineData("""{"id":[3],"name":"drei"}""", BackupError.BackupDamaged, "list")]
    public void A_row_that_has_no_place_changes_nothing(string row, BackupError code, string why) =>
        Refused(code, ErpTestFile.WithTables($$""" "class":[{"id":1,"name":"eins"},{{row}}] """), why);

    [Fact]
    public void An_unknown_table_is_refused() => Refused(BackupError.TableNotFound, ErpTestFile.WithTables(Whole + ""","names":[],"teacher":[{"id":1}]"""), "names, teacher");

    [Fact]
    public void A_child_without_its_parent_is_taken_back()
    {
        using TestDatabase database = server.NewDatabase(School);
        var before = new Before(database);
        BackupException failure = Restore(database, ErpTestFile.WithTables(""" "class":[{"id":2,"name":"zwei"}],"pupil":[{"id":1,"class":9}] """), Placement.Upsert, BackupError.RestoreFailed);
        Assert.Contains("pupil", failure.Message);
        before.AssertNothingChanged();
    }

    [Fact]
    public void Another_key_and_no_key_are_errors_of_their_own()
    {
        using TestDatabase database = server.NewDatabase(School);
        using var folder = new TempFolder();
        string file = folder["backup.json.enc"];
        File.WriteAllBytes(file, Good);
        var before = new Before(database);
        RestoreOptions options = database.RestoreOptions(file) with { TargetDatabase = database.Name };
        Run.Fails(BackupError.KeyMissing, () => Run.Restore(options));
        Run.Fails(BackupError.KeyWrong, () => Run.Restore(options with { Keys = ErpTestFile.OtherKeys }));
        Run.Fails(BackupError.KeyMissing, () => Run.Backup(database.BackupOptions with { Container = BackupContainer.SchoolErp }));
        before.AssertNothingChanged();
    }

    [Fact]
    public void Without_the_key_a_list_claims_nothing_and_with_it_the_id_is_the_same()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["backup_2025-11-21T10-28-30_school.json.enc"], Good);
        CatalogueEntry closed = Assert.Single(Catalogue.List([Places.At(folder.Path)]));
        CatalogueEntry open = Assert.Single(Catalogue.List([Places.At(folder.Path)], ErpTestFile.Keys));
        Assert.Equal((BackupValidity.NotChecked, "unknown (encrypted)", true), (closed.Validity, closed.Tool, closed.Encrypted));
        Assert.Equal((BackupValidity.NotChecked, "School ERP", true), (open.Validity, open.Tool, open.Encrypted));
        File.WriteAllBytes(folder["older.enc"], Good);
        Assert.Single(Catalogue.List([Places.At(folder.Path)]));
        Assert.Equal(2, Catalogue.List([Places.At(folder.Path)], ErpTestFile.Keys).Count);
        Assert.Equal((closed.Id, "school"), (open.Id, Assert.Single(open.Databases)));
    }

    [Theory]
    [InlineData(VerifyLevel.Checksum, 0, 0)]
    [InlineData(VerifyLevel.Content, 2, 3)]
    [InlineData(VerifyLevel.Restore, 2, 3)]
    public void A_whole_file_is_valid_at_each_level(VerifyLevel level, int tables, long rows)
    {
        using TestDatabase database = server.NewDatabase(School);
        using var folder = new TempFolder();
        string file = folder[$"backup_2025-11-21T10-28-30_{database.Name}.json.enc"];
        File.WriteAllBytes(file, Good);
        var before = new Before(database);
        VerifyResult result = Run.Verify(new VerifyOptions { Backup = Places.Backup(file), Keys = ErpTestFile.Keys, Level = level, Connection = database.Connection });
        Assert.Equal((BackupValidity.Valid, tables, rows), (result.Validity, result.Tables, result.Rows));
        Assert.Equal(BackupValidity.Valid, Assert.Single(Catalogue.List([Places.At(folder.Path)])).Validity);
        before.AssertNothingChanged();
    }

    private void Refused(BackupError code, byte[] file, string why)
    {
        using TestDatabase database = server.NewDatabase(School);
        var before = new Before(database);
        foreach (Placement placement in (Placement[])[Placement.Upsert, Placement.Swap])
        {
            BackupException failure = Restore(database, file, placement, code);
            Assert.Contains(why, failure.Message, StringComparison.Ordinal);
            before.AssertNothingChanged();
        }
    }

    private static BackupException Restore(TestDatabase database, byte[] content, Placement placement, BackupError code)
    {
        using var folder = new TempFolder();
        string file = folder["backup.enc"];
        File.WriteAllBytes(file, content);
        return Run.Fails(code, () => Run.Restore(database.RestoreOptions(file) with { Keys = ErpTestFile.Keys, TargetDatabase = database.Name, Placement = placement }));
    }
}
