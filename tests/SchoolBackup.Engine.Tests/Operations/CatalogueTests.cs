using System.IO.Compression;
using System.Text;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Operations;

public sealed class CatalogueTests
{
    private const string Dump = "-- MariaDB dump 10.19  Distrib 10.11.1-MariaDB\n--\n-- Host: localhost    Database: school\n-- ----\nCREATE TABLE t (a int);\n";
    private static readonly DateTimeOffset Day = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Backups_are_listed_newest_first_with_what_their_headers_say()
    {
        using var folder = new TempFolder();
        string older = SmallArchive.Write(folder.Path, Day, "school");
        string newer = SmallArchive.Write(folder["anything.sql"], Day.AddHours(1), BackupContainer.Sql, ["school", "library"]);

        IReadOnlyList<CatalogueEntry> list = Catalogue.List([Places.At(folder.Path)]);

        Assert.Equal([newer, older], list.Select(entry => entry.Path));
        Assert.Equal(["library", "school"], list[0].Databases.Order());
        Assert.Equal((false, true), (list[0].Compressed, list[1].Compressed));
        Assert.Equal(("SchoolBackup 0.1.0", 7, 1234L, Day), (list[1].Tool, list[1].Tables!.Value, list[1].Rows!.Value, list[1].Timestamp));
        Assert.All(list, entry => Assert.Equal((BackupValidity.NotChecked, null, BackupLocation.Local), (entry.Validity, entry.Problem, entry.Location)));
        Assert.Equal(new FileInfo(newer).Length, list[0].Size);
    }

    [Fact]
    public void Dumps_of_other_tools_are_listed_as_what_they_are()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["nightly.sql"], Dump);
        WriteGzip(folder["backup_2024-01-15T02-00-00.sql.gz"], Dump);
        WriteGzip(folder["by-hand.gz"], "CREATE TABLE t (a int);");
        WriteGzip(folder["letters.gz"], "Dear parents,");
        File.WriteAllText(folder["backup_2026-01-01T00-00-00_school.sql.gz.partial"], Dump);

        Dictionary<string, CatalogueEntry> list = Catalogue.List([Places.At(folder.Path)]).ToDictionary(entry => entry.FileName);

        Assert.Equal(["backup_2024-01-15T02-00-00.sql.gz", "by-hand.gz", "nightly.sql"], list.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("mariadb-dump", "school", false), (list["nightly.sql"].Tool, list["nightly.sql"].Databases.Single(), list["nightly.sql"].Compressed));
        CatalogueEntry seed = list["backup_2024-01-15T02-00-00.sql.gz"];
        Assert.Equal(("mariadb-dump", "school", true), (seed.Tool, seed.Databases.Single(), seed.Compressed));
        Assert.Equal(new DateTimeOffset(2024, 1, 15, 2, 0, 0, TimeSpan.Zero), seed.Timestamp);
        Assert.Equal("unknown", list["by-hand.gz"].Tool);
        Assert.All(list.Values, entry => Assert.Equal((BackupValidity.NotChecked, null), (entry.Validity, entry.Problem)));
    }

    [Fact]
    public void A_damaged_file_is_listed_as_invalid_and_hides_no_other()
    {
        using var folder = new TempFolder();
        SmallArchive.Write(folder.Path, Day, "school");
        string cut = SmallArchive.Write(folder.Path, Day.AddHours(1), "school");
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^1]);
        string flipped = SmallArchive.Write(folder.Path, Day.AddHours(2), "school");
        SmallArchive.Damage(flipped, 200);
        File.WriteAllBytes(folder["empty.sql.gz"], []);
        File.WriteAllText(folder["letter.sql"], "Dear parents,");
        File.WriteAllBytes(folder["broken.sql.gz"], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff, 0xff, 0xff]);

        IReadOnlyList<CatalogueEntry> list = Catalogue.List([Places.At(folder.Path)]);

        Assert.Equal(6, list.Count);
        CatalogueEntry good = Assert.Single(list, entry => entry.Validity == BackupValidity.NotChecked);
        Assert.Equal(Day, good.Timestamp);
        Assert.All(list.Where(entry => entry != good), entry => Assert.Equal((BackupValidity.Invalid, true), (entry.Validity, entry.Problem is not null)));
        Assert.Equal(["school"], list.Single(entry => entry.Path == cut).Databases);
    }

    [Fact]
    public void The_same_file_in_both_folders_is_one_entry_and_another_file_of_its_name_is_two()
    {
        using var local = new TempFolder();
        using var external = new TempFolder();
        string same = SmallArchive.Write(local.Path, Day, "school");
        File.Copy(same, external[Path.GetFileName(same)]);
        SmallArchive.Write(local.Path, Day.AddHours(1), "school");
        SmallArchive.Write(external.Path, Day.AddHours(1), "school");
        SmallArchive.Write(external.Path, Day.AddHours(2), "school");

        IReadOnlyList<CatalogueEntry> list = Catalogue.List([Places.At(local.Path), Places.At(external.Path)]);

        Assert.Equal([BackupLocation.External, BackupLocation.Local, BackupLocation.External, BackupLocation.Both], list.Select(entry => entry.Location));
        Assert.Equal(same, list[3].Path);
    }

    [Fact]
    public void A_copy_that_was_found_damaged_is_not_one_with_the_good_one()
    {
        using var local = new TempFolder();
        using var external = new TempFolder();
        string good = SmallArchive.Write(local.Path, Day, "school");
        string bad = external[Path.GetFileName(good)];
        File.Copy(good, bad);
        SmallArchive.Damage(bad, new FileInfo(bad).Length - 12);

        Assert.Equal(BackupValidity.Valid, Verify(good).Validity);
        Assert.Equal(BackupValidity.Invalid, Verify(bad).Validity);

        IReadOnlyList<CatalogueEntry> list = Catalogue.List([Places.At(local.Path), Places.At(external.Path)]);
        Assert.Equal([(BackupLocation.Local, BackupValidity.Valid), (BackupLocation.External, BackupValidity.Invalid)], list.Select(entry => (entry.Location, entry.Validity)));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error()
    {
        using var folder = new TempFolder();
        Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => Catalogue.List([Places.At(folder["none"])])).Code);
        Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => Catalogue.List([Places.At(folder.Path), Places.At(folder["none"])])).Code);
    }

    [Fact]
    public void What_was_verified_is_remembered_for_this_very_backup()
    {
        using var folder = new TempFolder();
        string backup = SmallArchive.Write(folder.Path, Day, "school");
        Verify(backup);

        CatalogueEntry entry = Assert.Single(Catalogue.List([Places.At(folder.Path)]));
        Assert.Equal(new VerificationRecord(entry.Id!, BackupValidity.Valid, VerifyLevel.Content, Day.AddDays(1)), entry.Verified);
        Assert.Equal(BackupValidity.Valid, entry.Validity);
        Assert.Equal([Path.GetFileName(backup), Path.GetFileName(backup) + ".verified"], folder.Names);

        File.Delete(backup);
        SmallArchive.Write(folder.Path, Day, "school");
        CatalogueEntry other = Assert.Single(Catalogue.List([Places.At(folder.Path)]));
        Assert.Equal((BackupValidity.NotChecked, null), (other.Validity, other.Verified));
    }

    /// <summary>The id of a dump without one is that of its content, as far as a list reads it.</summary>
    [Fact]
    public void The_id_of_another_tools_dump_goes_with_a_copy_and_not_with_another_dump()
    {
        using var folder = new TempFolder();
        string end = string.Concat(Enumerable.Repeat("INSERT INTO t VALUES (1);\n", 2000));
        File.WriteAllText(folder["a.sql"], Dump + end);
        File.Copy(folder["a.sql"], folder["copy.sql"]);
        File.SetLastWriteTimeUtc(folder["copy.sql"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.WriteAllText(folder["longer.sql"], Dump + end + "\n");
        File.WriteAllText(folder["other-head.sql"], Dump.Replace("t (a int)", "t (b int)", StringComparison.Ordinal) + end);
        File.WriteAllText(folder["other-end.sql"], Dump + end[..^4] + "2);\n");
        WriteGzip(folder["a.sql.gz"], Dump + end);
        // The checksum at the end of a gzip speaks of all of its text.
        WriteGzip(folder["other-middle.sql.gz"], Dump + end[..25_000] + "INSERT INTO t VALUES (2);\n" + end[25_026..]);

        Dictionary<string, string?> ids = Catalogue.List([Places.At(folder.Path)]).ToDictionary(entry => entry.FileName, entry => entry.Id);

        Assert.All(ids.Values, id => Assert.Matches("^[0-9a-f]{32}$", id));
        Assert.Equal(ids["a.sql"], ids["copy.sql"]);
        Assert.Equal(ids.Count - 1, ids.Values.Distinct().Count());
    }

    [Fact]
    public void A_dump_that_was_edited_where_its_id_does_not_look_is_unverified_again()
    {
        using var folder = new TempFolder();
        string path = folder["nightly.sql"];
        File.WriteAllText(path, Dump + string.Concat(Enumerable.Repeat("INSERT INTO t VALUES (1);\n", 2000)) + "-- Dump completed on 2026-01-05  2:00:00\n");
        Verify(path);
        CatalogueEntry before = Assert.Single(Catalogue.List([Places.At(folder.Path)]));
        Assert.Equal(BackupValidity.Valid, before.Validity);

        DateTime written = File.GetLastWriteTimeUtc(path);
        SmallArchive.Damage(path, 30_000);
        File.SetLastWriteTimeUtc(path, written.AddSeconds(1));
        CatalogueEntry after = Assert.Single(Catalogue.List([Places.At(folder.Path)]));
        Assert.Equal((before.Id, BackupValidity.NotChecked), (after.Id, after.Validity));
    }

    [Fact]
    public void A_record_that_cannot_be_read_says_nothing()
    {
        using var folder = new TempFolder();
        string backup = SmallArchive.Write(folder.Path, Day, "school");
        File.WriteAllText(backup + ".verified", "{\"id\":");
        Assert.Equal(BackupValidity.NotChecked, Assert.Single(Catalogue.List([Places.At(folder.Path)])).Validity);
    }

    [Fact]
    public void A_read_only_repository_is_verified_all_the_same_and_says_that_it_keeps_no_record()
    {
        using var folder = TempFolder.OnTmpfs("size=1m");
        string backup = SmallArchive.Write(folder.Path, Day, "school");
        using (var remount = System.Diagnostics.Process.Start("mount", ["-o", "remount,ro", folder.Path])) remount.WaitForExit();

        VerifyResult result = Verify(backup);

        Assert.Equal(BackupValidity.Valid, result.Validity);
        Assert.Contains("could not be noted", Assert.Single(result.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void All_of_a_thousand_backups_are_listed()
    {
        using TempFolder folder = WithAThousand();
        Assert.Equal(1000, Catalogue.List([Places.At(folder.Path)]).Count);
    }

    /// <summary>What was read comes out even when it is removed afterwards; what was not yet read, does not.</summary>
    [Fact]
    public void Whoever_wants_the_first_of_a_thousand_waits_for_a_few()
    {
        using TempFolder folder = WithAThousand();
        using IEnumerator<CatalogueEntry> list = Catalogue.Read([Places.At(folder.Path)]).GetEnumerator();
        Assert.True(list.MoveNext());
        Assert.Equal(folder.VisibleNames.Max(StringComparer.Ordinal), list.Current.FileName);
        foreach (string name in folder.VisibleNames) File.Delete(folder[name]);
        int read = 1;
        while (list.MoveNext()) read++;
        Assert.InRange(read, 1, 8);
    }

    private static TempFolder WithAThousand()
    {
        var folder = new TempFolder();
        string one = SmallArchive.Write(folder.Path, Day, "school");
        byte[] bytes = File.ReadAllBytes(one);
        for (int hour = 1; hour < 1000; hour++) File.WriteAllBytes(folder[BackupName.For(Day.AddHours(hour), "school", BackupContainer.Gzip).FileName], bytes);
        return folder;
    }

    internal static VerifyResult Verify(string file) =>
        new VerifyOperation(new StillClock(Day.AddDays(1)), new NoProgress()).Run(new VerifyOptions { Backup = Places.Backup(file) }, CancellationToken.None);

    internal static void WriteGzip(string path, string text)
    {
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(text));
    }
}
