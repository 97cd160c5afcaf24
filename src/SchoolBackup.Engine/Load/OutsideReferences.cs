using System.Text;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// What a table says of others keeps the database that it was said in: after a swap, that of the shadow. So tables are loaded without
/// defaults that draw from sequences, and without foreign keys to tables that are not restored, and get them at the end.
/// </summary>
internal static class OutsideReferences
{
    public static void Set(ArchiveReader archive, RestorePlan plan, MySqlConnection connection) =>
        Set(
            Definitions(archive, plan),
            plan.Tables.Select(table => table.Name).ToHashSet(NameRules.Of(connection).Tables),
            plan.Target,
            connection);

    /// <param name="definitions">The restored tables.</param>
    /// <param name="here">Their names.</param>
    /// <param name="database">Where they are now.</param>
    /// <param name="connection">A session for it.</param>
    public static void Set(IEnumerable<TableDefinition> definitions, IReadOnlySet<string> here, string database, MySqlConnection connection)
    {
        connection.Execute($"USE {Identifier.Quote(database)}");
        foreach (TableDefinition definition in definitions)
        {
            byte[] alter = Encoding.UTF8.GetBytes($"ALTER TABLE {Identifier.Quote(database, definition.Name)} ");
            foreach (SequenceDefault column in definition.DefaultsThatUseSequences) connection.Execute([.. alter, .. column.AlterClause]);
            foreach (ForeignKeyClause key in definition.ForeignKeys.Where(key => key.Parent.Schema is null && !here.Contains(key.Parent.Name)))
            {
                // A table with history was created with its foreign keys.
                if (definition.IsSystemVersioned)
                    connection.Execute([.. alter, .. Encoding.UTF8.GetBytes($"DROP FOREIGN KEY {Identifier.Quote(key.Name)}")]);
                connection.Execute([.. alter, .. key.AddClause]);
            }
        }
    }

    /// <summary>The sequences that defaults of the plan's tables draw from, each with a table that does.</summary>
    public static IEnumerable<(string Table, ObjectReference Sequence)> Sequences(ArchiveReader archive, RestorePlan plan) =>
        from definition in Definitions(archive, plan)
        from column in definition.DefaultsThatUseSequences
        from sequence in column.Sequences
        select (definition.Name, sequence);

    /// <summary>The tables of the plan, as the backup has them.</summary>
    public static IEnumerable<TableDefinition> Definitions(ArchiveReader archive, RestorePlan plan)
    {
        HashSet<string> tables = [.. plan.Tables.Where(table => table.Type != nameof(TableType.Sequence)).Select(table => table.Name)];
        foreach (ChunkEntry chunk in archive.Index.Chunks.Where(chunk => chunk.Kind == ChunkKind.Structure && chunk.Database == plan.Source.Name && tables.Contains(chunk.Table!)))
        {
            using Stream text = archive.OpenChunk(chunk);
            using var statements = new StatementSplitter(text);
            while (statements.Read())
                if (statements.Statement.Span.StartsWith("CREATE"u8)) yield return TableDefinition.Parse(statements.Statement.Span);
        }
    }
}
