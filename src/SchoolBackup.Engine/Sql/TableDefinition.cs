using System.Buffers;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Sql;

/// <summary>
/// A table as SHOW CREATE TABLE prints it, in its parts, so that a restore can create it bare, load it, and then add the keys
/// and foreign keys, which come out in the same order.
/// </summary>
/// <seealso href="https://mariadb.com/kb/en/show-create-table/"/>
public sealed class TableDefinition
{
    private readonly ReadOnlyMemory<byte> _head;
    private readonly ReadOnlyMemory<byte> _tail;
    private readonly HashSet<TableItem> _deferred;

    internal TableDefinition(TableParser parsed)
    {
        Text = parsed.Sql;
        Name = parsed.Name;
        Items = parsed.Items;
        Options = parsed.Options;
        Partitioning = parsed.Partitioning;
        Engine = parsed.Engine;
        AutoIncrement = parsed.AutoIncrement;
        AutoIncrementColumn = parsed.AutoIncrementColumn;
        IsSystemVersioned = parsed.IsSystemVersioned;
        ReferencedTables = parsed.ReferencedTables;
        DefaultsThatUseSequences = parsed.SequenceDefaults;
        _head = parsed.Head;
        _tail = parsed.Tail;
        _deferred = DeferrableKeys.Of(this);
        DeferredKeys = Added(item => item.Kind != TableItemKind.ForeignKey);
        DeferredForeignKeys = Added(item => item.Kind == TableItemKind.ForeignKey);
    }

    /// <summary>The whole statement, as it was given.</summary>
    public ReadOnlyMemory<byte> Text { get; }

    public string Name { get; }

    /// <summary>Columns, keys and constraints in their order.</summary>
    public IReadOnlyList<TableItem> Items { get; }

    public IEnumerable<TableItem> Columns => Items.Where(item => item.Kind == TableItemKind.Column);

    /// <summary>The text between the items and the partitions: <c>ENGINE=InnoDB …</c>.</summary>
    public ReadOnlyMemory<byte> Options { get; }

    /// <summary>The text from <c>PARTITION BY</c> on, or empty.</summary>
    public ReadOnlyMemory<byte> Partitioning { get; }

    /// <summary>The storage engine, or null where the text does not name one.</summary>
    public string? Engine { get; }

    /// <summary>The table's counter, where it is not at its start.</summary>
    public ulong? AutoIncrement { get; }

    public string? AutoIncrementColumn { get; }

    public bool IsSystemVersioned { get; }

    /// <summary>The tables that the foreign keys point to, one for each key.</summary>
    public IReadOnlyList<ObjectReference> ReferencedTables { get; }

    public IReadOnlyList<SequenceDefault> DefaultsThatUseSequences { get; }

    /// <summary>The CREATE TABLE without <see cref="DeferredKeys"/> and <see cref="DeferredForeignKeys"/>.</summary>
    public byte[] WithoutSecondaryKeys => Without(TableParts.DeferredKeys | TableParts.DeferredForeignKeys);

    /// <summary>Clauses for an ALTER TABLE, such as <c>ADD KEY `k` (`a`)</c>, to be added in this order.</summary>
    public IReadOnlyList<byte[]> DeferredKeys { get; }

    /// <summary>Clauses for an ALTER TABLE, such as <c>ADD CONSTRAINT `f` FOREIGN KEY …</c>.</summary>
    public IReadOnlyList<byte[]> DeferredForeignKeys { get; }

    /// <summary>The foreign keys, each with the table that it points to.</summary>
    public IEnumerable<ForeignKeyClause> ForeignKeys => Items.Where(item => item.Kind == TableItemKind.ForeignKey)
        .Zip(ReferencedTables, (item, parent) => new ForeignKeyClause(item.Name, [.. "ADD "u8, .. item.Text.Span], parent));

    /// <summary>Takes a definition apart.</summary>
    /// <param name="showCreateTable">What SHOW CREATE TABLE printed, UTF-8.</param>
    /// <param name="dialect">The session's sql_mode when it was printed.</param>
    /// <exception cref="BackupException"><see cref="BackupError.ObjectUnreadable"/>: it is no CREATE TABLE with columns.</exception>
    public static TableDefinition Parse(ReadOnlySpan<byte> showCreateTable, SqlDialect dialect = default) =>
        new(new TableParser(showCreateTable.ToArray(), dialect));

    /// <summary>The CREATE TABLE without some of its parts; byte for byte the same where it has none of them.</summary>
    public byte[] Without(TableParts parts)
    {
        bool IsLeftOut(TableItem item) => _deferred.Contains(item)
            && parts.HasFlag(item.Kind == TableItemKind.ForeignKey ? TableParts.DeferredForeignKeys : TableParts.DeferredKeys);

        bool keepsDefaults = !parts.HasFlag(TableParts.SequenceDefaults) || DefaultsThatUseSequences.Count == 0;
        if (keepsDefaults && !Items.Any(IsLeftOut))
            return Text.ToArray();

        var text = new ArrayBufferWriter<byte>(Text.Length);
        text.Write(_head.Span);
        string between = "\n  ";
        foreach (TableItem item in Items.Where(item => !IsLeftOut(item)))
        {
            text.Write(System.Text.Encoding.UTF8.GetBytes(between));
            WriteItem(text, item, parts);
            between = ",\n  ";
        }

        text.Write("\n"u8);
        text.Write(_tail.Span);
        return text.WrittenSpan.ToArray();
    }

    /// <summary>The table without some of its foreign keys.</summary>
    internal TableDefinition WithoutForeignKeys(Func<ForeignKeyClause, bool> isLeftOut)
    {
        HashSet<string> gone = [.. ForeignKeys.Where(isLeftOut).Select(key => key.Name)];
        if (gone.Count == 0) return this;
        IEnumerable<ReadOnlyMemory<byte>> kept = Items.Where(item => item.Kind != TableItemKind.ForeignKey || !gone.Contains(item.Name))
            .Select(item => item.Text);
        byte[] items = kept.Aggregate(
            Array.Empty<byte>(), (all, next) => all.Length == 0 ? next.ToArray() : [.. all, .. ",\n  "u8, .. next.Span]);
        return Parse([.. _head.Span, .. "\n  "u8, .. items, .. "\n"u8, .. _tail.Span]);
    }

    private void WriteItem(ArrayBufferWriter<byte> text, TableItem item, TableParts parts)
    {
        SequenceDefault? removed = parts.HasFlag(TableParts.SequenceDefaults) && item.Kind == TableItemKind.Column
            ? DefaultsThatUseSequences.FirstOrDefault(column => column.Column == item.Name)
            : null;
        if (removed is null)
        {
            text.Write(item.Text.Span);
            return;
        }

        int at = item.Text.Span.IndexOf(removed.Clause.Span);
        text.Write(item.Text.Span[..at].TrimEnd((byte)' '));
        text.Write(item.Text.Span[(at + removed.Clause.Length)..]);
    }

    private List<byte[]> Added(Func<TableItem, bool> which) =>
        [.. Items.Where(_deferred.Contains).Where(which).Select(item => (byte[])[.. "ADD "u8, .. item.Text.Span])];
}
