using SchoolBackup.Engine.Archive;

namespace SchoolBackup;

/// <summary>A table in a backup.</summary>
public sealed class TableInfo
{
    public required string Database { get; init; }

    public required string Name { get; init; }

    /// <summary><c>Base</c>, <c>SystemVersioned</c> or <c>Sequence</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Storage engine.</summary>
    public required string Engine { get; init; }

    public required long Rows { get; init; }

    /// <summary>Bytes of its SQL text, before compression.</summary>
    public required long Size { get; init; }

    /// <summary>Sixteen hexadecimal digits, the same for the same rows; null when only the structure is in the backup.</summary>
    public string? ContentHash { get; init; }

    /// <summary>Path of the backup.</summary>
    public required string Backup { get; init; }

    internal static IEnumerable<TableInfo> In(ArchiveReader archive)
    {
        ILookup<(string?, string?), long> sizes = archive.Index.Chunks.ToLookup(chunk => (chunk.Database, chunk.Table), chunk => chunk.RawLength);
        return archive.Index.Tables.Select(table => new TableInfo
        {
            Database = table.Database,
            Name = table.Name,
            Type = table.Type,
            Engine = table.Engine,
            Rows = table.Rows,
            Size = sizes[(table.Database, table.Name)].Sum(),
            ContentHash = table.ContentHash,
            Backup = archive.Path,
        });
    }
}
