using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Dump;

/// <summary>One step of the dump; its chunks stand together in the file.</summary>
internal abstract record DumpItem;

/// <summary>Text that is ready.</summary>
internal sealed record TextItem(ChunkLabel Label, byte[] Text) : DumpItem;

/// <summary>Rows of a table: all, or those of one range of its primary key.</summary>
internal sealed record RowsItem(TableTally Table, string Select) : DumpItem;

/// <summary>What has been read of a table so far, by all workers.</summary>
internal sealed class TableTally(TableEntry entry)
{
    private long _rows;
    private ulong _hash;

    public TableEntry Entry { get; } = entry;

    public byte[] Insert { get; } = SchemaText.Insert(entry);

    public void Add(TableContent part)
    {
        Interlocked.Add(ref _rows, part.Rows);
        Interlocked.Add(ref _hash, part.Hash);
    }

    public TableEntry Total() => Entry with { Rows = _rows, ContentHash = new TableContent(_rows, _hash).HashText };
}

/// <summary>
/// Everything to be dumped, in the order of the file: definitions, rows (tables outside InnoDB first, because a lock is held
/// for them), then what must not act while rows are loaded. The plan is made while it is carried out.
/// </summary>
internal sealed class DumpPlan
{
    private readonly MySqlConnection _planner;
    private readonly IReadOnlyList<DatabaseInfo> _databases;
    private readonly DumpScope _scope;
    private readonly SchemaText _text;
    private readonly IEnumerator<DumpItem> _items;
    private readonly Lock _gate = new();
    private readonly List<TableEntry> _settled = [];
    private readonly List<TableTally> _tallies = [];
    private readonly TaskCompletionSource<int> _lockedItems = new();
    private readonly Dictionary<string, byte[]> _use;
    private int _count;

    public DumpPlan(ConsistentSnapshot snapshot)
    {
        _planner = snapshot.Readers[0];
        _databases = snapshot.Databases;
        _scope = snapshot.Scope;
        _text = new SchemaText(_databases.Count);
        _use = _databases.ToDictionary(
            database => database.Name, database => System.Text.Encoding.UTF8.GetBytes(_text.Use(database.Name)), StringComparer.Ordinal);
        _items = Items().GetEnumerator();
    }

    /// <summary>How many items have been taken; all of them when <see cref="Next"/> has answered null.</summary>
    public int Count => _count;

    /// <summary>Waits until it is known how many items lie before the first that needs no lock.</summary>
    public int AwaitLockedItems(CancellationToken stop)
    {
        _lockedItems.Task.Wait(stop);
        return _lockedItems.Task.Result;
    }

    /// <summary>The line that makes a chunk of several databases stand alone, as bytes.</summary>
    public byte[] Use(string database) => _use[database];

    /// <summary>Takes the next item, or null when there is none; safe for many workers.</summary>
    public (int Number, DumpItem Item)? Next()
    {
        lock (_gate) return _items.MoveNext() ? (_count++, _items.Current) : null;
    }

    /// <summary>The tables with what was read of them. Valid when all items are done.</summary>
    public List<TableEntry> Tables() =>
        [.. _settled.Concat(_tallies.Select(tally => tally.Total())).OrderBy(table => table.Database, StringComparer.Ordinal).ThenBy(table => table.Name, StringComparer.Ordinal)];

    private IEnumerable<DumpItem> Items()
    {
        yield return new TextItem(
            new ChunkLabel(ChunkKind.Prologue),
            [.. SchemaText.Prologue(), .. System.Text.Encoding.UTF8.GetBytes(string.Concat(_databases.Select(_text.CreateDatabase)))]);
        TableInfo[] tables = [.. _scope.Tables];
        // A default may name a sequence, so that must be there first.
        foreach (TableInfo sequence in tables.Where(table => table.Type == TableType.Sequence)) yield return Sequence(sequence);
        foreach (TableInfo table in tables.Where(table => table.Type != TableType.Sequence))
            yield return new TextItem(new ChunkLabel(ChunkKind.Structure, table.Database, table.Name), _text.Table(table));
        foreach (TableInfo table in tables.Where(table => table.Type != TableType.Sequence && !table.Transactional))
            foreach (DumpItem rows in Rows(table)) yield return rows;
        _lockedItems.SetResult(_count);
        foreach (TableInfo table in tables.Where(table => table.Type != TableType.Sequence && table.Transactional))
            foreach (DumpItem rows in Rows(table)) yield return rows;
        foreach (ChunkKind kind in (ChunkKind[])[ChunkKind.Routines, ChunkKind.Views, ChunkKind.Triggers, ChunkKind.Events])
            foreach (DatabaseInfo database in _databases)
                if (_scope.ObjectsOf(database).Where(stored => ChunkOf(stored.Kind) == kind).ToList() is { Count: > 0 } objects)
                    yield return new TextItem(new ChunkLabel(kind, database.Name), _text.Stored(database, kind, objects));
        yield return new TextItem(new ChunkLabel(ChunkKind.Epilogue), SchemaText.Epilogue());
    }

    /// <summary>The chunk that objects of a kind stand in.</summary>
    public static ChunkKind ChunkOf(StoredKind kind) => kind switch
    {
        StoredKind.View => ChunkKind.Views,
        StoredKind.Trigger => ChunkKind.Triggers,
        StoredKind.Event => ChunkKind.Events,
        _ => ChunkKind.Routines,
    };

    private TextItem Sequence(TableInfo sequence)
    {
        TableEntry entry = _scope.Entry(sequence);
        string[] state = _planner.Row(
            RowFormat.Select(entry), row => Enumerable.Range(0, row.Columns.Count).Select(row.GetString).ToArray());
        var tally = new TableTally(entry);
        tally.Add(TableContent.Read(_planner, entry));
        _tallies.Add(tally);
        return new TextItem(new ChunkLabel(ChunkKind.Structure, sequence.Database, sequence.Name), _text.Sequence(sequence, state));
    }

    private IEnumerable<DumpItem> Rows(TableInfo table)
    {
        TableEntry entry = _scope.Entry(table);
        if (!_scope.HasRows(table))
        {
            _settled.Add(entry);
            yield break;
        }

        if (RowFormat.DependsOnTimeZone(table)) entry = entry with { Computed = ComputedContent.Describe(_planner, table, entry) };
        var tally = new TableTally(entry);
        _tallies.Add(tally);
        string select = RowFormat.Select(entry);
        // A writer that waits for our lock to end comes before an ordinary read, which then waits for it, and so for ever.
        if (!table.Transactional) select = $"SELECT HIGH_PRIORITY{select["SELECT".Length..]}";
        KeyRanges? ranges = KeyRanges.Of(_planner, table, entry);
        string order = table.Engine == "InnoDB" && table.PrimaryKey.Count > 0
            ? $" ORDER BY {string.Join(", ", table.PrimaryKey.Select(column => Identifier.Quote(column)))}"
            : "";
        string index = order.Length > 0 ? " FORCE INDEX (PRIMARY)" : "";
        if (ranges is null)
        {
            yield return new RowsItem(tally, select + index + order);
            yield break;
        }

        while (ranges.Next() is { } condition) yield return new RowsItem(tally, select + index + condition + order);
    }
}
