using System.Text;
using System.Text.RegularExpressions;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>What definitions need of a server, as far as one server has it and another does not.</summary>
internal static partial class DefinitionsNeed
{
    /// <summary>Names each thing that the server lacks, with the place that needs it.</summary>
    public static IEnumerable<string> MissingOn(Quirks server, IEnumerable<TableDefinition> tables)
    {
        foreach (TableDefinition table in tables)
        {
            foreach (TableItem item in table.Items)
            {
                string? missing = item.Kind switch
                {
                    TableItemKind.Column => MissingFor(server, item),
                    TableItemKind.Key or TableItemKind.UniqueKey when item.FirstColumn is null && !server.HasExpressionKeys =>
                        "keys over expressions",
                    _ => null,
                };
                if (missing is not null) yield return $"{missing} ({table.Name}.{item.Name})";
            }
        }
    }

    /// <summary>The collations under which stored objects of a database were made, and are made again.</summary>
    public static IEnumerable<string> CollationsOfStoredObjects(ArchiveReader archive, string database)
    {
        foreach (ChunkEntry chunk in archive.Index.Chunks.Where(chunk => chunk.Database == database && chunk.Kind is ChunkKind.Routines or ChunkKind.Views or ChunkKind.Triggers or ChunkKind.Events))
        {
            using Stream text = archive.OpenChunk(chunk);
            using var statements = new StatementSplitter(text);
            while (statements.Read())
            {
                if (statements.Kind == StatementKind.Sql && Collation().Match(Encoding.UTF8.GetString(statements.Statement.Span)) is { Success: true } match)
                    yield return match.Groups["collation"].Value;
            }
        }
    }

    [GeneratedRegex(@"^(SET character_set_client = \w+, collation_connection =|ALTER DATABASE COLLATE) (?<collation>\w+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Collation();

    private static string? MissingFor(Quirks server, TableItem column)
    {
        var tokens = new SignificantTokens(column.Text.ToArray(), default);
        if (tokens.IsWord(1, "UUID") && !server.HasUuidType) return "the type UUID";
        if (tokens.IsWord(1, "INET4") && !server.HasInet4Type) return "the type INET4";
        if (tokens.IsWord(1, "INET6") && !server.HasInet6Type) return "the type INET6";
        if (tokens.IsWord(1, "VECTOR") && !server.HasVectorType) return "the type VECTOR";
        if (!server.HasSridAttribute && column.Text.Span.IndexOf("/*!80003 SRID "u8) >= 0) return "the attribute SRID";
        return null;
    }
}
