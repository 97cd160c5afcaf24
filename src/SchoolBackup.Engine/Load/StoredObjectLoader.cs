using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>Whether restored events may act.</summary>
internal enum EventsAre
{
    AsBackedUp,

    /// <summary>A copy must not send what the original sends.</summary>
    Disabled,
}

/// <summary>How definitions change on their way.</summary>
/// <param name="From">The database that was backed up.</param>
/// <param name="To">The database that they are made in.</param>
/// <param name="Definers">What becomes of definers.</param>
/// <param name="Events">What becomes of events.</param>
internal sealed record StoredRewrite(string From, string To, DefinerPolicy Definers, EventsAre Events);

/// <summary>Makes views, triggers, routines and events from the text of the backup.</summary>
internal sealed class StoredObjectLoader(ArchiveReader archive, MySqlConnection connection, StoredRewrite rewrite)
{
    private readonly List<string> _warnings = [];
    private readonly List<string> _leftovers = [];
    private readonly Dictionary<(StoredKind Kind, string Name), StoredObject> _made = [];
    private readonly MadeEvents _events = new(connection, rewrite.To, archive.Header.Started);

    /// <summary>Views that could not be made, and events whose time has passed.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>References to the old database that no rewriting can reach.</summary>
    public IReadOnlyList<string> Leftovers => _leftovers;

    /// <summary>What was made, in the words that the server took, and as the session was.</summary>
    public IReadOnlyCollection<StoredObject> Made => _made.Values;

    /// <summary>Makes the objects of several kinds, of the triggers those of some tables.</summary>
    /// <param name="kinds">In the order in which they can be made.</param>
    /// <param name="tables">Whose triggers are meant.</param>
    public void Load(IEnumerable<ChunkKind> kinds, IEnumerable<TableEntry> tables)
    {
        HashSet<string> names = [.. tables.Select(table => table.Name)];
        HashSet<string> triggers = [.. archive.Index.Objects.Where(one => one.Database == rewrite.From && one.Table is not null && names.Contains(one.Table)).Select(one => one.Name)];
        foreach (ChunkKind kind in kinds) Load(kind, name => kind != ChunkKind.Triggers || triggers.Contains(name), CancellationToken.None);
    }

    /// <summary>Makes the objects of one kind.</summary>
    /// <param name="kind">Routines, Views, Triggers or Events.</param>
    /// <param name="wanted">Says of each name whether it is meant.</param>
    /// <param name="stop">Ends it between two statements.</param>
    public void Load(ChunkKind kind, Func<string, bool> wanted, CancellationToken stop)
    {
        connection.Execute($"USE {Identifier.Quote(rewrite.To)}");
        var found = new HashSet<string>(StringComparer.Ordinal);
        HashSet<string> invalid = kind == ChunkKind.Views ? LoadInvalidViews(wanted, stop) : [];
        foreach (ChunkEntry chunk in archive.Index.Chunks.Where(chunk => chunk.Kind == kind && chunk.Database == rewrite.From))
        {
            using Stream text = archive.OpenChunk(chunk);
            using var statements = new StatementSplitter(text);
            bool meant = true;
            (StoredKind Kind, string Name) one = default;
            while (statements.Read(stop))
            {
                if (statements.Kind != StatementKind.Sql) continue;
                ReadOnlySpan<byte> statement = statements.Statement.Span;
                // Every object's text begins with its DROP … IF EXISTS.
                if (statement.StartsWith("DROP "u8))
                {
                    one = ObjectOf(statement);
                    meant = wanted(one.Name) && !invalid.Contains(one.Name);
                    found.Add($"{SchemaText.TypeName(one.Kind)} {one.Name}");
                }

                if (statement.StartsWith("SET "u8)) connection.Execute(Setting(statement));
                else if (meant) Make(one, statement, statements.Dialect);
            }
        }

        RequireListed(kind, found);
    }

    private void Make((StoredKind Kind, string Name) one, ReadOnlySpan<byte> statement, SqlDialect dialect)
    {
        byte[] sql = Rewrite(statement, dialect, DumpPlan.ChunkOf(one.Kind));
        connection.Execute(sql);
        if (!statement.StartsWith("CREATE"u8)) return;
        if (one.Kind == StoredKind.Event)
        {
            MadeEvent made = _events.Keep(one.Name, sql, dialect);
            if (MadeEvents.Words(made, one.Name, EventStatus.IsDisabled(statement, dialect)) is { } told) _warnings.Add(told);
            if (made == MadeEvent.Lost) return;
            if (made == MadeEvent.Disabled) sql = EventStatus.Disable(sql, dialect);
        }

        // A view is made twice: of its columns alone, so that others can stand on it, and then as it is.
        _made[one] = Surrounded(
            new StoredObject(rewrite.To, one.Kind, one.Name, null, sql) { ClientCharset = "", ConnectionCollation = "" });
    }

    /// <summary>Of what an object is made with besides its text, the server keeps what the session has at that moment.</summary>
    private StoredObject Surrounded(StoredObject one) => connection.Row(
        "SELECT @@character_set_client, @@collation_connection, @@sql_mode, @@collation_database, @@time_zone",
        row => one with
        {
            ClientCharset = row.GetString(0),
            ConnectionCollation = row.GetString(1),
            SqlMode = one.Kind == StoredKind.View ? null : row.GetString(2),
            DatabaseCollation = one.Kind == StoredKind.View ? null : row.GetString(3),
            TimeZone = one.Kind == StoredKind.Event ? row.GetString(4) : null,
        });

    /// <summary>What the file defines is what its index says it holds.</summary>
    /// <exception cref="BackupException">BackupDamaged, naming what is missing or one too many.</exception>
    private void RequireListed(ChunkKind kind, HashSet<string> found)
    {
        HashSet<string> listed = [.. archive.Index.Objects.Where(one => one.Database == rewrite.From && ChunkOf(one.Type) == kind).Select(one => $"{one.Type} {one.Name}")];
        string[] differences = [.. listed.Except(found, StringComparer.Ordinal).Select(one => $"{one} is not in it"), .. found.Except(listed, StringComparer.Ordinal).Select(one => $"{one} is not in its index")];
        if (differences.Length == 0) return;
        throw new BackupException(
            BackupError.BackupDamaged,
            $"{archive.Path} does not hold the {kind.ToString().ToLowerInvariant()} that its index says: {string.Join(", ", differences)}",
            "somebody has altered the file: use another copy or another backup");
    }

    private static ChunkKind ChunkOf(string type) => type switch
    {
        "VIEW" => ChunkKind.Views,
        "TRIGGER" => ChunkKind.Triggers,
        "EVENT" => ChunkKind.Events,
        _ => ChunkKind.Routines,
    };

    /// <summary>A mode that says something of accounts alone, and stops a server that no longer has it.</summary>
    private ReadOnlySpan<byte> Setting(ReadOnlySpan<byte> statement)
    {
        if (connection.Server.Quirks.HasNoAutoCreateUser || !statement.StartsWith("SET sql_mode"u8)) return statement;
        string modes = System.Text.Encoding.UTF8.GetString(statement).Replace(",NO_AUTO_CREATE_USER", "", StringComparison.Ordinal)
            .Replace("NO_AUTO_CREATE_USER", "", StringComparison.Ordinal);
        return System.Text.Encoding.UTF8.GetBytes(modes.Replace("= ',", "= '", StringComparison.Ordinal));
    }

    private byte[] Rewrite(ReadOnlySpan<byte> statement, SqlDialect dialect, ChunkKind kind)
    {
        if (!statement.StartsWith("CREATE"u8)) return statement.ToArray();
        byte[] sql = Definers.Rewrite(statement, rewrite.Definers, dialect);
        if (kind == ChunkKind.Events && rewrite.Events == EventsAre.Disabled) sql = EventStatus.Disable(sql, dialect);
        if (rewrite.From == rewrite.To) return sql;
        SchemaRewrite renamed = SchemaRewriter.Rewrite(sql, new SchemaRename(rewrite.From, rewrite.To) { Dialect = dialect });
        _leftovers.AddRange(
            renamed.Leftovers.Select(left => $"'{rewrite.From}' is still named in '{left.Excerpt}': look whether it means the database"));
        return renamed.Sql;
    }

    /// <returns>Their names.</returns>
    private HashSet<string> LoadInvalidViews(Func<string, bool> wanted, CancellationToken stop)
    {
        var made = new HashSet<string>(StringComparer.Ordinal);
        using var invalid = new InvalidViews(connection, rewrite.To);
        foreach (InvalidView view in InvalidViews.In(archive, rewrite.From).Where(view => wanted(view.Name)))
        {
            stop.ThrowIfCancellationRequested();
            byte[] statement = Rewrite(view.Statement, default, ChunkKind.Views);
            string? reason = invalid.Create(view with { Statement = statement });
            made.Add(view.Name);
            if (reason is null)
                _made[(StoredKind.View, view.Name)] = new StoredObject(rewrite.To, StoredKind.View, view.Name, null, statement) { ClientCharset = view.Charset, ConnectionCollation = view.Collation, Invalid = "" };
            else _warnings.Add($"the view {view.Name}, invalid when it was backed up, could not be made: {reason}");
        }

        return made;
    }

    /// <summary>What a DROP … IF EXISTS is about.</summary>
    private static (StoredKind Kind, string Name) ObjectOf(ReadOnlySpan<byte> drop)
    {
        var tokens = new SignificantTokens(drop.ToArray(), default);
        StoredKind kind = Enum.GetValues<StoredKind>().Last(kind => tokens.AreWords(1, SchemaText.TypeName(kind).Split(' ')));
        return (kind, tokens.Name(tokens.Count - 1));
    }
}
