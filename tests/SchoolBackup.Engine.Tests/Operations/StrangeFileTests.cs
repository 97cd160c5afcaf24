using System.Text;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Operations;

/// <summary>Whoever gives a dump in another wrapping is told which, and not that a key is missing.</summary>
public sealed class StrangeFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<byte[], string> Files => new()
    {
        { [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("-- MySQL dump 10.13\r\n")], "UTF-16" },
        { [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("-- MySQL dump 10.13\r\n")], "UTF-16" },
        { Encoding.Unicode.GetBytes("-- MySQL dump 10.13\r\n"), "UTF-16" },
        { Encoding.BigEndianUnicode.GetBytes("-- MySQL dump 10.13\r\n"), "UTF-16" },
        { [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes("-- MySQL dump 10.13\r\n")], "UTF-32" },
        { Encoding.UTF32.GetBytes("-- MySQL dump 10.13\r\n"), "UTF-32" },
        { [.. "BZh91AY&SY"u8], "bzip2" },
        { [0x04, 0x22, 0x4D, 0x18, 0x64], "lz4" },
        { [.. "Rar!"u8, 0x1A, 7], "RAR" },
        { Tar(), "tar" },
        { Gzip(Tar()), "tar" },
        { [.. "--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\nCOPY public.pupils (id) FROM stdin;\n1\n\\.\n"u8], "PostgreSQL" },
        { [.. "--\n-- PostgreSQL database cluster dump\n--\n\n\\connect template1\n"u8], "PostgreSQL" },
        { Gzip("--\r\n-- PostgreSQL database dump\r\n--\r\n\r\nSET statement_timeout = 0;\r\n"u8), "PostgreSQL" },
        { [.. "PGDMP"u8, 1, 14, 0], "PostgreSQL" },
        { [.. "SQLite format 3\0"u8, 16, 0], "SQLite" },
        { [.. "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t (a);\n"u8], "SQLite" },
        { [.. "TAPE"u8, 0, 0, 3, 0], "Microsoft SQL Server" },
        { [.. "USE [school]\r\nGO\r\n/****** Object:  Table [dbo].[pupils] ******/\r\n"u8], "Microsoft SQL Server" },
        { [0, 1, 0, 0, .. "Standard ACE DB"u8], "Microsoft Access" },
        { [0xFE, .. "bin"u8, 0, 0, 0, 0], "binary log" },
        { [.. "XBSTCK01"u8, 0, 0], "mariadb-backup" },
        { [.. "<?xml version=\"1.0\"?>\n<mysqldump xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n"u8], "--xml" },
        { [.. "\n<!DOCTYPE HTML><html><head><title>phpMyAdmin</title>"u8], "web page" },
        { [0xFD, .. "7zXZ"u8, 0, 0, 4], "xz" },
        { [0x28, 0xB5, 0x2F, 0xFD, 4], "zstd" },
        { [.. "PK"u8, 3, 4, 20, 0], "ZIP" },
        { [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], "7-Zip" },
        { [.. "mysqldump: [Warning] Using a password on the command line interface can be insecure.\n-- MySQL dump\n"u8], "line 1" },
        { [.. "mysql: [Warning] Using a password on the command line interface can be insecure.\n-- MySQL dump\n"u8], "line 1" },
        { [.. "Dear parents,"u8], "neither a backup nor SQL" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void It_is_named(byte[] content, string what)
    {
        File.WriteAllBytes(_folder["school.sql"], content);
        BackupException refused = Run.Fails(BackupError.NotABackup, () => Formats.DumpAt(Places.Backup(_folder["school.sql"]), KeyRing.Empty));
        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mydumper", "metadata", "school.pupils-schema.sql")]
    [InlineData("MySQL Shell", "@.json", "school@pupils.sql")]
    [InlineData("--tab", "pupils.sql", "pupils.txt")]
    [InlineData("mariadb-backup", "xtrabackup_checkpoints", "ibdata1")]
    [InlineData("data directory", "ibdata1", "ib_logfile0")]
    [InlineData("is a folder", "notes.txt")]
    public void A_folder_is_named_by_what_wrote_it(string what, params string[] files)
    {
        Directory.CreateDirectory(_folder["given"]);
        foreach (string file in files) File.WriteAllText(_folder["given/" + file], "x");
        BackupException refused = Run.Fails(BackupError.NotABackup, () => BackupFile.Find(_folder["given"], [Places.At(_folder.Path)], _folder.Path));
        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_file_of_a_folder_is_named_because_its_rows_are_elsewhere()
    {
        File.WriteAllText(_folder["pupils.sql"], "-- MariaDB dump 10.19  Distrib 10.11.1-MariaDB\n--\n\n--\n-- Table structure for table `pupils`\n--\n\nCREATE TABLE `pupils` (id INT);\n-- Dump completed\n");
        Assert.NotNull(Formats.DumpAt(Places.Backup(_folder["pupils.sql"]), KeyRing.Empty));
        File.WriteAllText(_folder["pupils.txt"], "1\n");
        Assert.Contains("pupils.txt", Run.Fails(BackupError.NotABackup, () => Formats.DumpAt(Places.Backup(_folder["pupils.sql"]), KeyRing.Empty)).Message, StringComparison.Ordinal);

        File.Copy(_folder["pupils.sql"], _folder["school.sql"]);
        File.WriteAllText(_folder["school.txt"], "notes of somebody");
        Assert.NotNull(Formats.DumpAt(Places.Backup(_folder["school.sql"]), KeyRing.Empty));

        File.WriteAllText(_folder["school.t.00000.sql"], "/*!40101 SET NAMES binary*/;\nINSERT INTO `t` VALUES(1);\n");
        Assert.NotNull(Formats.DumpAt(Places.Backup(_folder["school.t.00000.sql"]), KeyRing.Empty));
        File.WriteAllText(_folder["metadata"], "Started dump");
        Assert.Contains("mydumper", Run.Fails(BackupError.NotABackup, () => Formats.DumpAt(Places.Backup(_folder["school.t.00000.sql"]), KeyRing.Empty)).Message, StringComparison.Ordinal);
    }

    private static byte[] Tar()
    {
        var stream = new MemoryStream();
        using (var tar = new System.Formats.Tar.TarWriter(stream, System.Formats.Tar.TarEntryFormat.Ustar, leaveOpen: true))
            tar.WriteEntry(new System.Formats.Tar.UstarTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "school.sql") { DataStream = new MemoryStream("SELECT 1;"u8.ToArray()) });
        return stream.ToArray();
    }

    private static byte[] Gzip(ReadOnlySpan<byte> content)
    {
        var stream = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return stream.ToArray();
    }

    public void Dispose() => _folder.Dispose();
}
