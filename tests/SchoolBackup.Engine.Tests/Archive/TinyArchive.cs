using System.Text;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Archive;

/// <summary>An archive of one small table, made without a server: what a damaged one is made from.</summary>
internal static class TinyArchive
{
    public static readonly TableEntry Pupils = new("school", "pupil", "Base", "InnoDB", 4, "0000000000000000", [], [new("id", ColumnKind.Number, null), new("name", ColumnKind.Text, null)]);

    /// <summary>Writes one with two chunks of rows.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="container">Gzip or plain.</param>
    /// <param name="change">Changes the header on its way.</param>
    /// <param name="names">The names in the rows; two chunks of two rows.</param>
    public static void Write(Stream file, BackupContainer container, Func<ArchiveHeader, ArchiveHeader>? change = null, params string[] names)
    {
        string[] pupils = names.Length == 4 ? names : ["Asha", "Bikram", "Chandra", "Devi"];
        var writer = new ArchiveWriter(file, container, ["school"]);
        writer.Append(new ChunkLabel(ChunkKind.Prologue), "SET NAMES utf8mb4;\n"u8, 0);
        writer.Append(new ChunkLabel(ChunkKind.Structure, "school", "pupil"), "DROP TABLE IF EXISTS `pupil`;\nCREATE TABLE `pupil` (\n  `id` int(11),\n  `name` varchar(40)\n);\n"u8, 0);
        writer.Append(new ChunkLabel(ChunkKind.Rows, "school", "pupil"), Rows((1, pupils[0]), (2, pupils[1])), 2);
        writer.Append(new ChunkLabel(ChunkKind.Rows, "school", "pupil"), Rows((3, pupils[2]), (4, pupils[3])), 2);
        writer.Append(new ChunkLabel(ChunkKind.Epilogue), "SET unique_checks = 1;\n"u8, 0);
        var index = new ArchiveIndex
        {
            Databases = [new DatabaseEntry("school", "utf8mb4", "utf8mb4_general_ci", null)],
            Tables = [Pupils],
            Objects = [],
            Chunks = writer.Chunks,
        };
        ArchiveHeader header = Header("school");
        writer.Complete(change is null ? header : change(header), index);
    }

    public static byte[] Bytes(BackupContainer container, Func<ArchiveHeader, ArchiveHeader>? change = null, params string[] names)
    {
        using var file = new MemoryStream();
        Write(file, container, change, names);
        return file.ToArray();
    }

    public static ArchiveHeader Header(params string[] databases) => new()
    {
        Id = "0123456789abcdef0123456789abcdef",
        Tool = "SchoolBackup 0.1.0",
        Started = new DateTimeOffset(2026, 4, 14, 2, 0, 0, TimeSpan.Zero),
        Databases = databases,
        ServerVersion = "10.11.1-MariaDB",
        ServerFlavor = "MariaDb",
        Tables = 1,
        Rows = 4,
    };

    private static byte[] Rows(params (int Id, string Name)[] rows) => Encoding.UTF8.GetBytes(
        $"INSERT INTO `pupil` (`id`,`name`) VALUES\n{string.Join(",\n", rows.Select(row => $"({row.Id},'{row.Name}')"))};\nCOMMIT;\n");
}
