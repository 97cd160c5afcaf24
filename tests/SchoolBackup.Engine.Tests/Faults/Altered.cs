using System.Text;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Repositories;

namespace SchoolBackup.Engine.Tests.Faults;

/// <summary>Backups that are whole and say something else than the server that they come from would.</summary>
internal static class Altered
{
    /// <summary>Copies a backup beside itself.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="index">What becomes of its index.</param>
    /// <param name="text">What becomes of the text of its chunks.</param>
    /// <param name="header">What becomes of its header.</param>
    /// <returns>Path of the copy.</returns>
    public static string Copy(string file, Func<ArchiveIndex, ArchiveIndex>? index = null, Func<ChunkKind, string, string>? text = null, Func<ArchiveHeader, ArchiveHeader>? header = null)
    {
        string path = Path.Combine(Path.GetDirectoryName(file)!, "altered.sql.gz");
        using ArchiveReader source = ArchiveReader.Open(Places.Backup(file));
        using FileStream target = File.Create(path);
        var writer = new ArchiveWriter(target, source.Container, source.Header.Databases);
        foreach (ChunkEntry chunk in source.Index.Chunks)
        {
            using var reader = new StreamReader(source.OpenChunk(chunk), Encoding.UTF8);
            string sql = reader.ReadToEnd();
            writer.Append(new ChunkLabel(chunk.Kind, chunk.Database, chunk.Table), Encoding.UTF8.GetBytes(text?.Invoke(chunk.Kind, sql) ?? sql), chunk.Rows);
        }

        ArchiveIndex copied = source.Index with { Chunks = writer.Chunks };
        writer.Complete(header?.Invoke(source.Header) ?? source.Header, index?.Invoke(copied) ?? copied);
        return path;
    }

    /// <summary>The copy with one table's entry changed.</summary>
    public static string Table(string file, string name, Func<TableEntry, TableEntry> change) =>
        Copy(file, index => index with { Tables = [.. index.Tables.Select(table => table.Name == name ? change(table) : table)] });
}
