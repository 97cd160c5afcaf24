using System.Security.Cryptography;
using System.Text;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Export;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Encryption;
using SchoolBackup.Engine.Tests.Operations;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Archive;

/// <summary>Whatever becomes of a file's bytes, whoever reads it ends well or in an error with a code. The changes are drawn by number: a failure names its own.</summary>
public sealed class MutationTests : IDisposable
{
    private const int Changes = 200;

    private static readonly string[] JsonPieces = ["9", "-1", "null", "\"", "{}", "[", "\n", " ", "99999999999999999999", "0"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_plain_archive() => Each(BackupName, TinyArchive.Bytes(BackupContainer.Gzip, null, []), Anywhere);

    [Fact]
    public void An_encrypted_archive() => Each(EncryptedFile.Name, EncryptedFile.Archive(EncryptedFile.Key, BackupContainer.Gzip), Anywhere);

    [Fact]
    public void An_index_that_was_altered_and_hashed_anew() => Each(BackupName, TinyArchive.Bytes(BackupContainer.Gzip, null, []), Index);

    private const string BackupName = "backup_2026-04-14T02-00-00_school.sql.gz";

    private void Each(string name, byte[] whole, Func<byte[], Random, byte[]> change)
    {
        for (int seed = 0; seed < Changes; seed++)
        {
            string path = _folder[name];
            File.WriteAllBytes(path, change(whole, new Random(seed)));
            Try(seed, "list", () => Catalogue.List([Places.At(_folder.Path)], EncryptedFile.Ring));
            Try(seed, "checksum", () => Run.Verify(new VerifyOptions { Backup = Places.Backup(path), Level = VerifyLevel.Checksum, Keys = EncryptedFile.Ring }));
            Try(seed, "content", () => Run.Verify(new VerifyOptions { Backup = Places.Backup(path), Level = VerifyLevel.Content, Keys = EncryptedFile.Ring }));
            foreach (ExportFormat format in (ExportFormat[])[ExportFormat.SqlGzip, ExportFormat.Csv])
            {
                var export = new ExportOptions { Backup = Places.Backup(path), To = _folder["out"], Format = format, Table = format == ExportFormat.Csv ? "pupil" : null, Existing = ExistingFile.Replace, Keys = EncryptedFile.Ring };
                Try(seed, "export", () => new ExportOperation(TimeProvider.System, new NoProgress()).Run(export, CancellationToken.None));
            }

            var rotation = new RotationOptions { Places = [Places.At(_folder.Path)], Keys = EncryptedFile.Ring, NewKey = EncryptedFile.OtherKey };
            Try(seed, "rotate", () => new RotationOperation(TimeProvider.System, new NoProgress()).Run(rotation, CancellationToken.None));
        }
    }

    private static void Try(int seed, string what, Action act)
    {
        try
        {
            act();
        }
        catch (BackupException refused)
        {
            Assert.False(string.IsNullOrWhiteSpace(refused.Hint), $"change {seed}, {what}: no hint for {refused.Message}");
        }
        catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"change {seed}, {what}: {failure}");
        }
    }

    private static byte[] Anywhere(byte[] whole, Random random)
    {
        byte[] bytes = [.. whole];
        int at = random.Next(bytes.Length);
        int length = random.Next(1, Math.Min(64, bytes.Length - at + 1));
        switch (random.Next(5))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                random.NextBytes(bytes.AsSpan(at, length));
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            default:
                return [.. bytes[..at], .. bytes.AsSpan(at, length), .. bytes[at..]];
        }
    }

    /// <summary>Digits, words and lines of the index, under a header that fits it.</summary>
    private static byte[] Index(byte[] whole, Random random)
    {
        ArchiveHeader header = ArchiveText.ParseHeader(whole.AsSpan(15, GzipMember.StoredLength(whole)))!;
        using var text = new MemoryStream();
        using (Stream member = GzipMember.Decompressor(new MemoryStream(whole, (int)header.IndexOffset, (int)header.IndexLength))) member.CopyTo(text);
        byte[] index = text.ToArray();
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            int at = random.Next(index.Length);
            byte[] piece = Encoding.ASCII.GetBytes(JsonPieces[random.Next(JsonPieces.Length)]);
            index = random.Next(2) == 0 ? [.. index[..at], .. piece, .. index[Math.Min(index.Length, at + piece.Length)..]] : [.. index[..at], .. piece, .. index[at..]];
        }

        using var stored = new MemoryStream();
        using (Stream member = GzipMember.Compressor(stored, index)) member.Write(index);
        header = header with
        {
            IndexLength = stored.Length,
            FileLength = header.IndexOffset + stored.Length,
            IndexSha256 = Convert.ToHexStringLower(SHA256.HashData(stored.ToArray())),
        };
        int length = GzipMember.StoredLength(whole);
        byte[] start = GzipMember.Stored(ArchiveText.Header(header, length));
        return [.. start, .. whole[start.Length..(int)header.IndexOffset], .. stored.ToArray()];
    }
}
