using SchoolBackup.Engine.Archive;

namespace SchoolBackup;

/// <summary>A table in a backup.</summary>
public sealed class TableInfo(TableEntry table, long size, string backup)
{
    public string Database { get; } = table.Database;

    public string Name { get; } = table.Name;

    /// <summary>
    /// The name, under which <c>Restore-SchoolBackup</c> and <c>Export-SchoolBackup</c> take the table from the pipeline.
    /// </summary>
    public string Table => Name;

    /// <summary>The database, under the name by which they take it.</summary>
    public string SourceDatabase => Database;

    /// <summary>
    /// Path of the backup, under the name by which they take it. No other cmdlet does: it would remove or test all of the backup for one
    /// table.
    /// </summary>
    public string SourceBackup { get; } = backup;

    /// <summary><c>Base</c>, <c>SystemVersioned</c> or <c>Sequence</c>.</summary>
    public string Type { get; } = table.Type;

    /// <summary>Storage engine.</summary>
    public string Engine { get; } = table.Engine;

    public long Rows { get; } = table.Rows;

    /// <summary>Bytes of its SQL text, before compression.</summary>
    public long Size { get; } = size;

    /// <summary>Sixteen hexadecimal digits, the same for the same rows; null when only the structure is in the backup.</summary>
    public string? ContentHash { get; } = table.ContentHash;

    /// <summary>The name, which is what <c>-Table</c> takes.</summary>
    public override string ToString() => Name;

    internal static IEnumerable<TableInfo> In(ArchiveReader archive)
    {
        ILookup<(string?, string?), long> sizes = archive.Index.Chunks.ToLookup(
            chunk => (chunk.Database, chunk.Table), chunk => chunk.RawLength);
        return archive.Index.Tables.Select(table => new TableInfo(table, sizes[(table.Database, table.Name)].Sum(), archive.Path));
    }
}
