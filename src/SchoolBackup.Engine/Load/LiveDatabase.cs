using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>The database that a restore replaces: what is in it, how to clear its stored objects, and how to make them again.</summary>
internal sealed class LiveDatabase
{
    /// <summary>The kinds of stored objects, in the order in which they can be made.</summary>
    internal static readonly ChunkKind[] StoredKinds = [ChunkKind.Routines, ChunkKind.Views, ChunkKind.Triggers, ChunkKind.Events];

    private readonly DatabaseInfo? _info;

    private LiveDatabase(string name, DatabaseInfo? info)
    {
        Name = name;
        _info = info;
    }

    public string Name { get; }

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
        HashSet<string> names = [.. restored];
        return [.. Tables.Where(table => extent == RestoreExtent.Database || names.Contains(table))];
    }

    /// <summary>What it has and a backup has not, in words: a restore of its whole extent makes an end of that.</summary>
    /// <param name="tables">The backup's tables.</param>
    /// <param name="stored">The names of its views, routines, triggers and events.</param>
    public IEnumerable<string> Beyond(IEnumerable<string> tables, IEnumerable<string> stored)
    {
        HashSet<string> kept = [.. tables, .. stored];
        return Tables.Where(table => !kept.Contains(table)).Select(table => $"the table {table}")
            .Concat((_info?.Stored ?? []).Where(one => !kept.Contains(one.Name)).Select(one => $"the {SchemaText.TypeName(one.Kind).ToLowerInvariant()} {one.Name}"));
    }

    public static LiveDatabase Read(MySqlConnection connection, string name)
    {
        bool exists = connection.Scalar($"SELECT COUNT(*) FROM information_schema.schemata WHERE {ServerNames.Is("schema_name", name)}") != "0";
        return new LiveDatabase(name, exists ? SchemaReader.Read(connection, [name], []).Single() : null);
    }

    /// <summary>The SQL that makes its stored objects as they were; with <paramref name="triggersOf"/>, only the triggers of those tables.</summary>
    public byte[] StoredText(IReadOnlyCollection<string>? triggersOf) => [.. StoredKinds.SelectMany(kind => StoredText(kind, triggersOf, Name))];

    /// <summary>The SQL that makes its stored objects of one kind; with <paramref name="triggersOf"/>, only the triggers of those tables.</summary>
    /// <param name="kind">One of <see cref="StoredKinds"/>.</param>
    /// <param name="triggersOf">Tables, or null.</param>
    /// <param name="room">The database that the text uses.</param>
    public byte[] StoredText(ChunkKind kind, IReadOnlyCollection<string>? triggersOf, string room)
    {
        List<StoredObject> objects = [.. Stored(triggersOf).Where(stored => DumpPlan.ChunkOf(stored.Kind) == kind && stored.Invalid is null)];
        return objects.Count == 0 ? [] : new SchemaText(databases: 1).Stored(_info! with { Name = room }, kind, objects);
    }

    /// <summary>Whether it has stored objects; with <paramref name="triggersOf"/>, whether those tables have triggers.</summary>
    public bool HasStored(IReadOnlyCollection<string>? triggersOf) => Stored(triggersOf).Any();

    /// <summary>Statements that make its tables anew, empty, in another database: those that its views and triggers stand on.</summary>
    public IEnumerable<string> EmptyTables(string room, IReadOnlyCollection<string>? triggersOf)
    {
        bool hasViews = Stored(triggersOf).Any(stored => stored.Kind == StoredKind.View);
        HashSet<string> withTriggers = [.. Stored(triggersOf).Where(stored => stored.Kind == StoredKind.Trigger).Select(stored => stored.Table!)];
        return (_info?.Tables ?? []).Where(table => hasViews || withTriggers.Contains(table.Name)).Select(table => table.Type == TableType.Sequence
            ? $"CREATE SEQUENCE {Identifier.Quote(room, table.Name)}"
            : $"CREATE TABLE {Identifier.Quote(room, table.Name)} LIKE {Identifier.Quote(Name, table.Name)}");
    }

    /// <summary>Drops its stored objects; with <paramref name="triggersOf"/>, only the triggers of those tables.</summary>
    public void DropStored(MySqlConnection connection, IReadOnlyCollection<string>? triggersOf)
    {
        foreach (StoredObject stored in Stored(triggersOf).Where(stored => triggersOf is not null || stored.Kind != StoredKind.Trigger))
        {
            // MariaDB parses DROP PACKAGE in the mode of Oracle alone.
            if (stored.SqlMode is not null) connection.Execute($"SET sql_mode = {SqlLiteral.Quote(stored.SqlMode)}");
            connection.Execute($"DROP {SchemaText.TypeName(stored.Kind)} IF EXISTS {Identifier.Quote(Name, stored.Name)}");
        }

        connection.Execute(ServerSession.SetSqlMode);
    }

    /// <summary>Drops the triggers of tables that are about to leave: with them, no table can change its database (error 1435).</summary>
    public void DropTriggers(MySqlConnection connection, IReadOnlyCollection<string> tables) => DropStored(connection, tables);

    /// <summary>Makes its stored objects again, the invalid views among them.</summary>
    public void MakeStored(MySqlConnection connection, IReadOnlyCollection<string>? triggersOf)
    {
        if (!Exists) return;
        connection.Execute($"USE {Identifier.Quote(Name)}");
        foreach (ChunkKind kind in StoredKinds)
        {
            if (kind == ChunkKind.Views) MakeInvalidViews(connection, triggersOf);
            using var source = new MemoryStream(StoredText(kind, triggersOf, Name));
            using var statements = new StatementSplitter(source);
            while (statements.Read()) connection.Execute(statements.Statement.Span);
        }
    }

    /// <summary>
    /// Makes the foreign keys of tables that stay anew: when the parent of a key leaves its database, the key follows it there.
    /// </summary>
    public void PointAgainAt(MySqlConnection connection, IReadOnlyCollection<string> parents)
    {
        foreach (TableInfo child in (_info?.Tables ?? []).Where(table => table.Type != TableType.Sequence && !parents.Contains(table.Name)))
        {
            string alter = $"ALTER TABLE {Identifier.Quote(Name, child.Name)} ";
            foreach (ForeignKeyClause key in TableDefinition.Parse(System.Text.Encoding.UTF8.GetBytes(child.Definition)).ForeignKeys
                .Where(key => key.Parent.Schema is null && parents.Contains(key.Parent.Name)))
            {
                if (HasForeignKey(connection, child.Name, key.Name)) connection.Execute($"{alter}DROP FOREIGN KEY {Identifier.Quote(key.Name)}");
                connection.Execute([.. System.Text.Encoding.UTF8.GetBytes(alter), .. key.AddClause]);
            }
        }
    }

    private void MakeInvalidViews(MySqlConnection connection, IReadOnlyCollection<string>? triggersOf)
    {
        using var invalid = new InvalidViews(connection, Name);
        foreach (StoredObject view in Stored(triggersOf).Where(stored => stored.Invalid is not null))
            invalid.Create(new InvalidView(view.Name, view.ClientCharset, view.ConnectionCollation, view.Statement));
    }

    private bool HasForeignKey(MySqlConnection connection, string table, string key) => connection.Scalar(
        $"""
        SELECT COUNT(*) FROM information_schema.table_constraints
        WHERE {ServerNames.Is("constraint_schema", Name)} AND {ServerNames.Is("table_name", table)} AND constraint_name = {SqlLiteral.Quote(key)}
        """) != "0";

    private IEnumerable<StoredObject> Stored(IReadOnlyCollection<string>? triggersOf) => (_info?.Stored ?? []).Where(
        stored => triggersOf is null || (stored.Kind == StoredKind.Trigger && triggersOf.Contains(stored.Table!)));
}
