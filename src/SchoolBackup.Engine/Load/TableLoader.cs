using System.Globalization;
using System.Text;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// Loads one table by one session, in key order: InnoDB then builds the clustered index once, from rows that are sorted, and
/// the secondary indexes once, from rows that are there.
/// </summary>
internal sealed class TableLoader(ArchiveReader archive, MySqlConnection connection, Action<DumpedChunk> report)
{
    private readonly bool _localInfile = connection.Scalar("SELECT @@local_infile") == "1";

    /// <summary>Creates the table and fills it.</summary>
    /// <returns>What is to be added when the rows, and for foreign keys all other tables, are there.</returns>
    public DeferredParts Load(TableEntry table, string schema, CancellationToken stop)
    {
        string name = Identifier.Quote(schema, table.Name);
        connection.Execute($"USE {Identifier.Quote(schema)}");
        if (table.Type == nameof(TableType.Sequence))
        {
            RunStructure(table, statement => connection.Execute(statement), stop);
            return new DeferredParts(null, [], null);
        }

        TableDefinition? definition = null;
        RunStructure(table, statement =>
        {
            // DROP TABLE IF EXISTS comes first; the shadow is empty, and the live table is not ours to drop here.
            if (!statement.StartsWith("CREATE"u8)) return;
            definition = TableDefinition.Parse(statement);
            // A default that draws from a sequence would hold on to the sequence of this schema: it comes after the swap.
            connection.Execute(definition.Without(TableParts.DeferredKeys | TableParts.DeferredForeignKeys | TableParts.SequenceDefaults));
        }, stop);
        if (definition is null) throw new BackupException(BackupError.BackupDamaged, $"{archive.Path} holds no definition of {table.Name}", "use another backup");
        if (table.ContentHash is not null) LoadRows(table, definition, schema, stop);
        byte[] alter = Encoding.UTF8.GetBytes($"ALTER TABLE {name} ");
        byte[]? keys = definition.DeferredKeys.Count == 0
            ? null
            : [.. alter, .. definition.DeferredKeys.Aggregate((all, next) => [.. all, .. ", "u8, .. next])];
        if (table.Computed is { } computed)
        {
            new ComputedLoader(connection, table, schema).Load(computed, keys);
            keys = null;
        }

        // A system-versioned table takes no ALTER TABLE, so it was created with its foreign keys.
        return new DeferredParts(
            keys, definition.IsSystemVersioned ? [] : [.. definition.ForeignKeys], EndOfTime.Of(archive, connection, definition));
    }

    private void RunStructure(TableEntry table, StatementAction run, CancellationToken stop)
    {
        ChunkEntry chunk = archive.Index.Chunks.FirstOrDefault(
            chunk => chunk.Kind == ChunkKind.Structure && chunk.Database == table.Database && chunk.Table == table.Name)
            ?? throw new BackupException(
                BackupError.BackupDamaged,
                $"{archive.Path}: no chunk of it makes the table {table.Name}",
                "use another copy or another backup");
        using Stream text = archive.OpenChunk(chunk);
        using var statements = new StatementSplitter(text);
        while (statements.Read(stop))
            if (statements.Kind == StatementKind.Sql) run(statements.Statement.Span);
    }

    private void LoadRows(TableEntry table, TableDefinition definition, string schema, CancellationToken stop)
    {
        string name = Identifier.Quote(schema, table.Name);
        ChunkEntry[] chunks = [.. archive.Index.Chunks.Where(chunk => chunk.Kind == ChunkKind.Rows && chunk.Database == table.Database && chunk.Table == table.Name)];
        if (chunks.Length == 0) return;
        bool quiet = chunks.Length > 1 && WantsQuietStatistics(definition);
        if (quiet) connection.Execute($"ALTER TABLE {name} STATS_AUTO_RECALC = 0");
        if (_localInfile)
            LoadLocal(new Target(table, name, definition.AutoIncrementColumn, EndOfTime.Of(archive, connection, definition)), chunks, stop);
        else Insert(table, chunks, stop);
        connection.Execute("COMMIT");
        // It counts the rows, too, and the definition is as it was.
        if (quiet) connection.Execute($"ALTER TABLE {name} STATS_AUTO_RECALC = DEFAULT");
    }

    /// <summary>
    /// Whether the server should leave the table's statistics alone while it is loaded, and a change of that option is no more than that.
    /// </summary>
    private bool WantsQuietStatistics(TableDefinition definition) =>
        connection.Server.Quirks.StatisticsSpinDuringBulkInsert
        && string.Equals(definition.Engine, "InnoDB", StringComparison.OrdinalIgnoreCase)
        && definition is { IsSystemVersioned: false, Partitioning.IsEmpty: true }
        && definition.Options.Span.IndexOf("STATS_AUTO_RECALC"u8) < 0;

    private void LoadLocal(Target into, ChunkEntry[] chunks, CancellationToken stop)
    {
        TableEntry table = into.Table;
        using var text = new LoadText(table);
        CommandResult result = connection.LoadLocal(LoadStatement(into), target =>
        {
            foreach (ChunkEntry chunk in chunks)
            {
                stop.ThrowIfCancellationRequested();
                using Stream source = archive.OpenChunk(chunk);
                text.Convert(source, target, Invariant($"byte {chunk.Offset} of {archive.Path}"));
                report(new DumpedChunk(table.Name, chunk.Rows, chunk.RawLength));
            }
        });
        // LOCAL turns errors into warnings. The content check finds whatever they did; a row too few is told at once.
        if (result.AffectedRows == table.Rows) return;
        string warnings = string.Join("; ", connection.Rows("SHOW WARNINGS LIMIT 3", row => row.GetString(2)));
        throw new BackupException(
            BackupError.RestoreFailed,
            Invariant($"the server took {result.AffectedRows} of {table.Rows} rows of {table.Name}: {warnings}"),
            "look into the server's error log");
    }

    private void Insert(TableEntry table, ChunkEntry[] chunks, CancellationToken stop)
    {
        using var text = new LoadText(table);
        foreach (ChunkEntry chunk in chunks)
        {
            // A statement could hold more than values: it is parsed to its end before it is sent.
            using (Stream checkedFirst = archive.OpenChunk(chunk))
                text.Convert(checkedFirst, Stream.Null, Invariant($"byte {chunk.Offset} of {archive.Path}"));
            using Stream source = archive.OpenChunk(chunk);
            using var statements = new StatementSplitter(source);
            while (statements.Read(stop))
                if (statements.Kind == StatementKind.Sql) connection.Execute(statements.Statement.Span);
            report(new DumpedChunk(table.Name, chunk.Rows, chunk.RawLength));
        }
    }

    private static string LoadStatement(Target into)
    {
        (TableEntry table, string name, string? counter, EndOfTime? end) = into;
        bool[] assigned = [.. table.Columns.Select(column => column.Kind is ColumnKind.Parsed or ColumnKind.EnumNumber || column.Name == end?.Column)];
        // With a SET clause, the server forgets that a 0 was given for the counter, and counts, unless that comes through SET as well.
        if (assigned.Contains(true))
            for (int column = 0; column < assigned.Length; column++) assigned[column] |= table.Columns[column].Name == counter;
        var targets = new List<string>();
        var assignments = new List<string>();
        for (int column = 0; column < table.Columns.Count; column++)
        {
            string target = Identifier.Quote(table.Columns[column].Name);
            string? converted = table.Columns[column].Kind switch
            {
                ColumnKind.Parsed => Invariant($"CONVERT(@c{column} USING utf8mb4)"),
                ColumnKind.EnumNumber => Invariant($"@c{column} + 0"),
                _ when table.Columns[column].Name == end?.Column => end.Stored(Invariant($"@c{column}")),
                // Digits as text: a sum would be a DOUBLE, which is not exact at the end of BIGINT.
                _ when assigned[column] => Invariant($"@c{column}"),
                _ => null,
            };
            targets.Add(converted is null ? target : Invariant($"@c{column}"));
            if (converted is not null) assignments.Add($"{target} = {converted}");
        }

        var statement = new StringBuilder($"LOAD DATA LOCAL INFILE 'schoolbackup' INTO TABLE {name} CHARACTER SET binary ");
        statement.Append(
            CultureInfo.InvariantCulture,
            $"FIELDS TERMINATED BY 0x{LoadText.FieldEnd:x2} ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' ({string.Join(", ", targets)})");
        if (assignments.Count > 0) statement.Append(CultureInfo.InvariantCulture, $" SET {string.Join(", ", assignments)}");
        return statement.ToString();
    }

    /// <param name="Table">The rows' columns.</param>
    /// <param name="Name">Where they go, quoted.</param>
    /// <param name="Counter">The column that the server counts up, or null.</param>
    /// <param name="End">How the end of current rows changes, or null.</param>
    private sealed record Target(TableEntry Table, string Name, string? Counter, EndOfTime? End);

    private delegate void StatementAction(ReadOnlySpan<byte> statement);
}

/// <summary>What a table still lacks when its rows are in it.</summary>
/// <param name="Keys">The statement that adds the secondary indexes in one pass over the rows; null when there are none.</param>
/// <param name="ForeignKeys">Each adds one foreign key.</param>
/// <param name="End">How the end of current rows was changed, or null.</param>
internal sealed record DeferredParts(byte[]? Keys, IReadOnlyList<ForeignKeyClause> ForeignKeys, EndOfTime? End);
