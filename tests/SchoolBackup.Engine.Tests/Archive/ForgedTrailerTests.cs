using System.Security.Cryptography;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Archive;

/// <summary>Members of a gzip whose trailers lie, in archives whose index agrees with them: gunzip refuses those, and so does every level.</summary>
public sealed class ForgedTrailerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, VerifyLevel.Checksum, BackupValidity.Valid)]
    [InlineData(8, VerifyLevel.Checksum, BackupValidity.Invalid)]
    [InlineData(5, VerifyLevel.Checksum, BackupValidity.Invalid)]
    [InlineData(4, VerifyLevel.Checksum, BackupValidity.Invalid)]
    [InlineData(1, VerifyLevel.Checksum, BackupValidity.Invalid)]
    [InlineData(8, VerifyLevel.Content, BackupValidity.Invalid)]
    [InlineData(4, VerifyLevel.Content, BackupValidity.Invalid)]
    public void A_forged_checksum_or_length_is_found(int fromEnd, VerifyLevel level, BackupValidity validity)
    {
        string path = _folder["backup_2026-04-14T02-00-00_school.sql.gz"];
        using (FileStream file = File.Create(path)) Write(file, fromEnd);
        Assert.Equal(validity, Run.Verify(new VerifyOptions { Backup = Places.Backup(path), Level = level }).Validity);
    }

    private static void Write(FileStream file, int fromEnd)
    {
        var writer = new ArchiveWriter(file, BackupContainer.Gzip, ["school"]);
        writer.Append(new ChunkLabel(ChunkKind.Prologue), "SET NAMES utf8mb4;\n"u8, 0);
        writer.Append(
            new ChunkLabel(ChunkKind.Structure, "school", "pupil"),
            "DROP TABLE IF EXISTS `pupil`;\nCREATE TABLE `pupil` (\n  `id` int(11),\n  `name` varchar(40)\n);\n"u8,
            0);
        writer.Append(new ChunkLabel(ChunkKind.Rows, "school", "pupil"), "INSERT INTO `pupil` (`id`,`name`) VALUES\n(1,'a'),\n(2,'b'),\n(3,'c'),\n(4,'d');\nCOMMIT;\n"u8, 4);
        writer.Append(new ChunkLabel(ChunkKind.Epilogue), "SET unique_checks = 1;\n"u8, 0);
        ChunkEntry[] chunks = [.. writer.Chunks.Select(chunk => chunk.Kind == ChunkKind.Rows && fromEnd > 0 ? Forged(file, chunk, fromEnd) : chunk)];
        var index = new ArchiveIndex
        {
            Databases = [new DatabaseEntry("school", "utf8mb4", "utf8mb4_general_ci", null)],
            Tables = [TinyArchive.Pupils],
            Objects = [],
            Chunks = chunks,
        };
        writer.Complete(TinyArchive.Header("school"), index);
    }

    /// <summary>Flips a bit of the trailer, and has the index agree.</summary>
    private static ChunkEntry Forged(FileStream file, ChunkEntry chunk, int fromEnd)
    {
        file.Flush();
        var member = new byte[chunk.Length];
        file.Position = chunk.Offset;
        file.ReadExactly(member);
        member[^fromEnd] ^= 1;
        file.Position = chunk.Offset;
        file.Write(member);
        file.Position = file.Length;
        return chunk with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(member)) };
    }
}
