using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>The database that a restore replaces: what is in it, how to clear its stored objects, and how to make them again.</summary>
internal sealed class LiveDatabase
{
    /// <summary>The kinds of stored objects, in the order in which they can be made.</summary>
    internal static readonly ChunkKind[] StoredKinds = [ChunkKind.Routines, ChunkKind.Views, ChunkKind.Triggers, ChunkKind.Events];

    private readonly DatabaseInfo? _info;

    private LiveDatabase(string name, DatabaseInfo? info, NameRules names)
    {
        Name = name;
        Names = names;
        _info = info;
    }

    public string Name { get; }

    /// <summary>How its server compares names.</summary>
    public NameRules Names { get; }

    public bool Exists => _info is not null;

    /// <summary>Its defaults as SQL, or nothing when it does not exist.</summary>
    public string Defaults => Entry?.Defaults ?? "";

    /// <summary>Its name and defaults, or null when it does not exist.</summary>
    public DatabaseEntry? Entry => _info is null ? null : new DatabaseEntry(_info.Name, _info.Charset, _info.Collation, _info.Comment);

    /// <summary>Names of its tables and sequences.</summary>
    public IReadOnlyList<string> Tables => [.. _info?.Tables.Select(table => table.Name) ?? []];

    /// <summary>Its tables whose place a restore takes.</summary>
    /// <param name="restored">Names of the tables that are restored.</param>
    /// <param name="extent">Whether others go with them.</param>
    public string[] Replaced(IEnumerable<string> restored, RestoreExtent extent)
    {
        HashSet<string> names = new(restored, Names.Tables);
        return [.. Tables.Where(table => extent == RestoreExtent.Database || names.Contains(table))];
    }

    /// <summary>What it has and a backup has not, in words: a restore of its whole extent makes an end of that.</summary>
    /// <param name="tables">The backup's tables.</param>
    /// <param name="stored">The names of its views, routines, triggers and events.</param>
    public IEnumerable<string> Beyond(IEnumerable<string> tables, IEnumerable<string> stored)
    {
        HashSet<string> kept = new([.. tables, .. stored], Names.Tables);
        return Tables.Where(table => !kept.Contains(table)).Select(table => $"the table {table}")
            .Concat((_info?.Stored ?? []).Where(one => !kept.Contains(one.Name)).Select(one => $"the {SchemaText.TypeName(one.Kind).ToLowerInvariant()} {one.Name}"));
    }

    /// <summary>Those that it does not have.</summary>
    public IEnumerable<(StoredKind Kind, string Name)> Lacks(IEnumerable<(StoredKind Kind, string Name)> stored) =>
        stored.Where(one => !Has(one));

    /// <summary>Counts those that it has.</summary>
    /// <param name="stored">Stored objects that may be in it.</param>
    /// <param name="tables">Tables and sequences that may be in it.</param>
    public ObjectCounts Counted(IEnumerable<(StoredKind Kind, string Name)> stored, IEnumerable<string> tables)
    {
        HashSet<string> names = new(tables, Names.Tables);
        return ObjectCounts.Of(
            (_info?.Tables ?? []).Where(table => names.Contains(table.Name)).Select(table => table.Type),
            stored.Where(Has).Select(one => one.Kind));
    }

    private bool Has((StoredKind Kind, string Name) wanted) => (_info?.Stored ?? []).Any(one => one.Kind == wanted.Kind
        && (one.Kind is StoredKind.View or StoredKind.Trigger ? Names.Tables : NameRules.Programs).Equals(one.Name, wanted.Name));

    public static LiveDatabase Read(MySqlConnection connection, string name)
    {
        bool exists =
            connection.Scalar($"SELECT COUNT(*) FROM information_schema.schemata WHERE {ServerNames.Is("schema_name", name)}") != "0";
        return new LiveDatabase(name, exists ? SchemaReader.Read(connection, [name], []).Single() : null, NameRules.Of(connection));
    }

    /// <summary>
    /// The SQL that makes its stored objects as they were; with <paramref name="triggersOf"/>, only the triggers of those tables.
    /// </summary>
    public byte[] StoredText(IReadOnlyCollection<string>? triggersOf) =>
        [.. StoredKinds.SelectMany(kind => StoredText(kind, [.. Stored(triggersOf)], Name))];

    /// <summary>The SQL that makes the valid ones of these objects that are of one kind.</summary>
    /// <param name="kind">One of <see cref="StoredKinds"/>.</param>
    /// <param name="among">Stored objects of this database.</param>
    /// <param name="room">The database that the text uses.</param>
    public byte[] StoredText(ChunkKind kind, IReadOnlyCollection<StoredObject> among, string room)
    {
        StoredObject[] objects = [.. among.Where(stored => DumpPlan.ChunkOf(stored.Kind) == kind && stored.Invalid is null)];
        if (objects.Length == 0) return [];
        var text = new SchemaText(databases: 1);
        DatabaseInfo database = _info! with { Name = room };
        if (kind != ChunkKind.Events) return text.Stored(database, kind, objects);
        // A server takes no event whose time has passed; on the day on which it was made, it did.
        return
        [
            .. objects.SelectMany(one => (byte[])[.. System.Text.Encoding.ASCII.GetBytes(Invariant($"SET timestamp = {one.Created};\n")), .. text.Stored(database, kind, [one])]),
            .. "SET timestamp = DEFAULT;\n"u8,
        ];
    }

    /// <summary>Its stored objects; with <paramref name="triggersOf"/>, only the triggers of those tables.</summary>
    public IEnumerable<StoredObject> Stored(IReadOnlyCollection<string>? triggersOf) => (_info?.Stored ?? []).Where(
        stored => triggersOf is null || (stored.Kind == StoredKind.Trigger && triggersOf.Contains(stored.Table!, Names.Tables)));

    /// <summary>Statements that make its tables anew, empty, in another database: those that its views and triggers stand on.</summary>
    public IEnumerable<string> EmptyTables(string room, IReadOnlyCollection<string>? triggersOf)
    {
        bool hasViews = Stored(triggersOf).Any(stored => stored.Kind == StoredKind.View);
        HashSet<string> withTriggers = [.. Stored(triggersOf).Where(stored => stored.Kind == StoredKind.Trigger).Select(stored => stored.Table!)];
        return (_info?.Tables ?? []).Where(table => hasViews || withTriggers.Contains(table.Name))
            .Select(table => table.Type == TableType.Sequence
            ? $"CREATE SEQUENCE {Identifier.Quote(room, table.Name)}"
            : $"CREATE TABLE {Identifier.Quote(room, table.Name)} LIKE {Identifier.Quote(Name, table.Name)}");
    }

    /// <summary>Drops its stored objects; with <paramref name="triggersOf"/>, only the triggers of those tables.</summary>
    public void DropStored(MySqlConnection connection, IReadOnlyCollection<string>? triggersOf) =>
        Drop(connection, Stored(triggersOf).Where(stored => triggersOf is not null || stored.Kind != StoredKind.Trigger));

    /// <summary>Drops the triggers of tables that are about to leave: with them, no table can change its database (error 1435).</summary>
    public void DropTriggers(MySqlConnection connection, IReadOnlyCollection<string> tables) => DropStored(connection, tables);

    /// <summary>Makes its stored objects again, the invalid views among them.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.RestoreFailed"/>: the server does not take an invalid view again.
    /// </exception>
    public void MakeStored(MySqlConnection connection, IReadOnlyCollection<string>? triggersOf) =>
        Make(connection, [.. Stored(triggersOf)]);

    /// <summary>
    /// Makes its stored objects what they were: those that are gone or are others are made again, those that still are there stay (an event
    /// that is made again no longer knows when it last ran).
    /// </summary>
    /// <exception cref="BackupException"><see cref="BackupError.RestoreFailed"/>, naming what is not as it was.</exception>
    public void PutBack(MySqlConnection connection, IReadOnlyCollection<string>? triggersOf)
    {
        if (!Exists) return;
        StoredObject[] wanted = [.. Stored(triggersOf)];
        StoredObject[] found = [.. Read(connection, Name).Stored(triggersOf)];
        HashSet<string> reordered = [.. wanted.Where(one => one.Kind == StoredKind.Trigger && !found.Any(one.IsSameAs)).Select(one => one.Table!)];
        Drop(connection, found.Where(one => IsOther(one, wanted)));
        Make(connection, [.. wanted.Where(one => IsOther(one, found))]);
        string[] differences = [.. StoredDifferences.Between(wanted, [.. Read(connection, Name).Stored(triggersOf)])];
        if (differences.Length > 0)
            throw new BackupException(BackupError.RestoreFailed, string.Join("; ", differences), "make these objects again by hand");

        // Triggers of one table run in the order in which they were made, so all of them are made again, or none.
        bool IsOther(StoredObject one, StoredObject[] others) =>
            !others.Any(one.IsSameAs) || (one.Kind == StoredKind.Trigger && reordered.Contains(one.Table!));
    }

    private void Drop(MySqlConnection connection, IEnumerable<StoredObject> objects)
    {
        foreach (StoredObject stored in objects)
        {
            // MariaDB parses DROP PACKAGE in the mode of Oracle alone.
            if (stored.SqlMode is not null) connection.Execute($"SET sql_mode = {SqlLiteral.Quote(stored.SqlMode)}");
            connection.Execute($"DROP {SchemaText.TypeName(stored.Kind)} IF EXISTS {Identifier.Quote(Name, stored.Name)}");
        }

        connection.Execute(ServerSession.SetSqlMode);
    }

    private void Make(MySqlConnection connection, IReadOnlyCollection<StoredObject> objects)
    {
        if (objects.Count == 0) return;
        connection.Execute($"USE {Identifier.Quote(Name)}");
        foreach (ChunkKind kind in StoredKinds)
        {
            if (kind == ChunkKind.Views) MakeInvalidViews(connection, objects);
            using var source = new MemoryStream(StoredText(kind, objects, Name));
            using var statements = new StatementSplitter(source);
            while (statements.Read()) connection.Execute(statements.Statement.Span);
        }
    }

    /// <summary>
    /// Makes the foreign keys of tables that stay anew: when the parent of a key leaves its database, the key follows it there.
    /// </summary>
    public void PointAgainAt(MySqlConnection connection, IReadOnlyCollection<string> parents)
    {
        foreach (TableInfo child in (_info?.Tables ?? []).Where(table => table.Type != TableType.Sequence && !parents.Contains(table.Name, StringComparer.Ordinal)))
        {
            string alter = $"ALTER TABLE {Identifier.Quote(Name, child.Name)} ";
            foreach (ForeignKeyClause key in TableDefinition.Parse(System.Text.Encoding.UTF8.GetBytes(child.Definition)).ForeignKeys
                .Where(key => key.Parent.Schema is null && parents.Contains(key.Parent.Name, Names.Tables)))
            {
                if (HasForeignKey(connection, child.Name, key.Name))
                    connection.Execute($"{alter}DROP FOREIGN KEY {Identifier.Quote(key.Name)}");
                connection.Execute([.. System.Text.Encoding.UTF8.GetBytes(alter), .. key.AddClause]);
            }
        }
    }

    private void MakeInvalidViews(MySqlConnection connection, IReadOnlyCollection<StoredObject> objects)
    {
        using var invalid = new InvalidViews(connection, Name);
        foreach (StoredObject view in objects.Where(stored => stored.Invalid is not null))
        {
            if (invalid.Create(new InvalidView(view.Name, view.ClientCharset, view.ConnectionCollation, view.Statement)) is { } reason)
                throw new BackupException(
                    BackupError.RestoreFailed,
                    $"the server does not take the invalid view {view.Name} again: {reason}",
                    "make what it names, then the view");
        }
    }

    private bool HasForeignKey(MySqlConnection connection, string table, string key) => connection.Scalar(
        $"""
        SELECT COUNT(*) FROM information_schema.table_constraints
        WHERE {ServerNames.Is("constraint_schema", Name)} AND {ServerNames.Is("table_name", table)} AND constraint_name = {SqlLiteral.Quote(key)}
        """) != "0";
}
