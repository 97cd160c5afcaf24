using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Operations;

public sealed class ForeignVerificationTests : IDisposable
{
    private const string End = "-- Dump completed on 2026-01-01  2:00:00\n";
    private const string Dump = "-- MySQL dump 10.13\n--\n-- Host: localhost    Database: school\nCREATE TABLE t (a int);\nINSERT INTO t VALUES (1),(2);\n" + End;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(VerifyLevel.Checksum, true, BackupValidity.Valid)]
    [InlineData(VerifyLevel.Content, true, BackupValidity.Valid)]
    [InlineData(VerifyLevel.Checksum, false, BackupValidity.NotChecked)]
    [InlineData(VerifyLevel.Content, false, BackupValidity.Valid)]
    public void A_whole_dump_is_valid_as_far_as_it_can_tell(VerifyLevel level, bool gzip, BackupValidity validity)
    {
        string path = gzip ? Gzip(Dump) : Plain(Dump);
        VerifyResult result = Verify(path, level);
        Assert.Equal((validity, 0), (result.Validity, result.Problems.Count));
        Assert.Equal(level == VerifyLevel.Content ? 1 : 0, result.Tables);
        if (validity == BackupValidity.NotChecked) Assert.Contains("no checksums", Assert.Single(result.Remarks), StringComparison.Ordinal);
        Assert.Equal(validity, Assert.Single(Catalogue.List([Places.At(_folder.Path)])).Validity);
    }

    [Theory]
    [InlineData(VerifyLevel.Checksum)]
    [InlineData(VerifyLevel.Content)]
    public void A_dump_without_its_mark_is_invalid(VerifyLevel level)
    {
        string cut = Dump[..^End.Length];
        Assert.Equal(BackupValidity.Invalid, Verify(Plain(cut), level).Validity);
        VerifyResult gzip = Verify(Gzip(cut), level);
        Assert.Equal(BackupValidity.Invalid, gzip.Validity);
        Assert.Contains("mark", Assert.Single(gzip.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dump_that_ends_in_a_statement_is_invalid_whoever_wrote_it() =>
        Assert.Equal(BackupValidity.Invalid, Verify(Plain("CREATE TABLE t (a int);\nINSERT INTO t VALUES ('x"), VerifyLevel.Content).Validity);

    [Fact]
    public void A_dump_that_has_no_mark_is_not_checked_and_says_how_far_it_went()
    {
        VerifyResult result = Verify(Plain("CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\n"), VerifyLevel.Content);
        Assert.Equal(BackupValidity.NotChecked, result.Validity);
        Assert.Contains("2 statements", string.Join('\n', result.Remarks), StringComparison.Ordinal);
        Assert.Contains("missing at its end", string.Join('\n', result.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_invalid()
    {
        Assert.Equal(BackupValidity.Invalid, Verify(Plain(""), VerifyLevel.Checksum).Validity);
        Assert.Equal(BackupValidity.Invalid, Verify(Gzip(""), VerifyLevel.Checksum).Validity);
    }

    [Fact]
    public void A_file_that_is_no_SQL_is_an_error_unless_it_claims_to_be_a_backup()
    {
        Assert.Equal(BackupError.NotABackup, Assert.Throws<BackupException>(() => Verify(Plain("Dear parents,"), VerifyLevel.Content)).Code);
        Assert.Equal(BackupError.BackupNotFound, Assert.Throws<BackupException>(() => Verify(_folder["none.sql"], VerifyLevel.Content)).Code);
        string zeros = _folder["backup_2026-01-01T00-00-00_school.sql.gz"];
        File.WriteAllBytes(zeros, new byte[5000]);
        Assert.Equal(BackupValidity.Invalid, Verify(zeros, VerifyLevel.Content).Validity);
    }

    [Fact]
    public void Head_and_end_are_remembered_however_the_text_arrives()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Dump.Replace("(1)", string.Join(',', Enumerable.Range(0, 4000).Select(i => $"({i})")), StringComparison.Ordinal));
        Prop.ForAll(Gen.Choose(1, 3000).ToArbitrary(), Gen.Choose(0, 60).ToArbitrary(), (block, missing) =>
        {
            using var text = new DumpText(new MemoryStream(whole[..^missing]));
            var buffer = new byte[block];
            while (text.Read(buffer, 0, block) > 0)
            {
                // Only what it remembers matters.
            }

            return text.Count == whole.Length - missing && text.Describe() == ForeignDump.Recognise(whole.AsSpan(0, 8192), whole.AsSpan(..^missing)[^1024..]);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_refused_statement_is_a_remark_of_the_verification()
    {
        VerifyResult result = Verify(Plain(Dump.Replace("INSERT", "GRANT ALL ON *.* TO x@y;\nINSERT", StringComparison.Ordinal)), VerifyLevel.Content);
        Assert.Equal(BackupValidity.Valid, result.Validity);
        Assert.Contains("line 5", string.Join('\n', result.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flipped_bit_anywhere_in_our_own_header_is_invalid()
    {
        foreach (BackupContainerFile one in BackupContainerFile.Both(_folder))
        {
            byte[] whole = File.ReadAllBytes(one.Path);
            for (int at = 0; at < 900; at += 7)
            {
                byte[] flipped = [.. whole];
                flipped[at] ^= 0x04;
                File.WriteAllBytes(one.Path, flipped);
                Assert.True(Verify(one.Path, VerifyLevel.Checksum).Validity == BackupValidity.Invalid || IsHarmless(at, one.Path), $"byte {at} of {one.Path}");
            }

            File.Delete(one.Path);
        }
    }

    [Fact]
    public void A_gzip_that_is_cut_anywhere_is_caught()
    {
        byte[] whole = TwoMembers(out int first);
        Assert.Equal(2 * Text.Length, ReadAll(whole));
        for (int length = 0; length < whole.Length; length++)
        {
            // Between two members a gzip is whole; that text is missing, only the dump's own mark can tell.
            if (length != first) AssertDamaged(whole[..length], $"cut at {length} of {whole.Length}");
        }
    }

    [Fact]
    public void A_gzip_with_a_flipped_bit_is_caught()
    {
        byte[] whole = TwoMembers(out int first);
        for (int at = 0; at < whole.Length; at++)
        {
            // Time, extra flags and system of a member are under no checksum, and change nothing of its text.
            int inMember = at >= first ? at - first : at;
            if (inMember is >= 4 and <= 9) continue;
            for (int bit = 0; bit < 8; bit++)
            {
                if (inMember == 3 && bit == 0) continue; // FTEXT, a hint
                byte[] flipped = [.. whole];
                flipped[at] ^= (byte)(1 << bit);
                AssertDamaged(flipped, $"bit {bit} of byte {at}");
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0x41 })]
    [InlineData(new byte[] { 0x1f })]
    [InlineData(new byte[] { 0x1f, 0x8b, 8, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 })]
    public void What_stands_behind_a_gzip_is_caught(byte[] garbage) => AssertDamaged([.. TwoMembers(out _), .. garbage], "garbage");

    [Fact]
    public void A_gzip_with_all_optional_fields_is_read()
    {
        byte[] plain = Member();
        byte[] header = [0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 2, 0, 7, 7, (byte)'a', 0, (byte)'b', 0];
        var crc = new ICSharpCode.SharpZipLib.Checksum.Crc32();
        crc.Update(header);
        byte[] whole = [.. header, (byte)crc.Value, (byte)(crc.Value >> 8), .. plain[10..]];
        Assert.Equal(Text.Length, ReadAll(whole));
        whole[11] ^= 1;
        AssertDamaged(whole, "header");
    }

    private static readonly byte[] Text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60).Select(i => $"INSERT INTO t VALUES ({i * i});\n")));

    private static bool IsHarmless(int at, string path) => path.EndsWith(".gz", StringComparison.Ordinal) && at is >= 4 and <= 9;

    private static byte[] Member()
    {
        using var stored = new MemoryStream();
        using (var gzip = new GZipStream(stored, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(Text);
        return stored.ToArray();
    }

    private static byte[] TwoMembers(out int first)
    {
        byte[] member = Member();
        first = member.Length;
        return [.. member, .. member];
    }

    private static int ReadAll(byte[] stored)
    {
        using var stream = new CheckedGzipStream(new MemoryStream(stored), "test");
        using var text = new MemoryStream();
        stream.CopyTo(text);
        return (int)text.Length;
    }

    private static void AssertDamaged(byte[] stored, string what)
    {
        BackupException? damaged = null;
        try
        {
            ReadAll(stored);
        }
        catch (BackupException found)
        {
            damaged = found;
        }

        Assert.True(damaged?.Code == BackupError.BackupDamaged, what);
    }

    private string Plain(string text)
    {
        string path = _folder[$"d{Guid.NewGuid():N}.sql"];
        File.WriteAllText(path, text);
        return path;
    }

    private string Gzip(string text)
    {
        string path = _folder[$"d{Guid.NewGuid():N}.sql.gz"];
        CatalogueTests.WriteGzip(path, text);
        return path;
    }

    private static VerifyResult Verify(string file, VerifyLevel level) =>
        new VerifyOperation(TimeProvider.System, new NoProgress()).Run(new VerifyOptions { Backup = Places.Backup(file), Level = level }, CancellationToken.None);

    private sealed record BackupContainerFile(string Path)
    {
        public static IEnumerable<BackupContainerFile> Both(TempFolder folder)
        {
            yield return new(SmallArchive.Write(folder.Path, DateTimeOffset.UnixEpoch, "school"));
            yield return new(SmallArchive.Write(folder["backup_2026-01-01T00-00-00_school.sql"], DateTimeOffset.UnixEpoch, BackupContainer.Sql, ["school"]));
        }
    }
}
