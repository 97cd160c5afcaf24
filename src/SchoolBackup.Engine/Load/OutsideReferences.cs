using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Recipes;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// DEFAULT nextval(…) keeps the database that its sequence was in when the table was made: after a swap, that of the shadow.
/// So tables are loaded without these defaults, and get them at the end.
/// </summary>
internal static class SequenceDefaults
{
    public static void Set(ArchiveReader archive, RestorePlan plan, MySqlConnection connection)
    {
        connection.Execute($"USE {Identifier.Quote(plan.Target)}");
        HashSet<string> tables = [.. plan.Tables.Where(table => table.Type != nameof(TableType.Sequence)).Select(table => table.Name)];
        if (tables.Count == plan.Tables.Count) return;
        foreach (ChunkEntry chunk in archive.Index.Chunks.Where(chunk => chunk.Kind == ChunkKind.Structure && chunk.Database == plan.Source.Name && tables.Contains(chunk.Table!)))
        {
            using Stream text = archive.OpenChunk(chunk);
            using var statements = new StatementSplitter(text);
            while (statements.Read())
            {
                if (!statements.Statement.Span.StartsWith("CREATE"u8)) continue;
                TableDefinition definition = TableDefinition.Parse(statements.Statement.Span);
                foreach (SequenceDefault column in definition.DefaultsThatUseSequences)
                    connection.Execute([.. System.Text.Encoding.UTF8.GetBytes($"ALTER TABLE {Identifier.Quote(plan.Target, definition.Name)} "), .. column.AlterClause]);
            }
        }
    }
}
