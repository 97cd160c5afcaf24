using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Sql;
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
    private readonly MadeObjects _made = new(connection, rewrite.To, archive.Header.Started);

    /// <summary>References to the old database that no rewriting can reach, and views that could not be made.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

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
        var made = new List<string>();
        HashSet<string> invalid = kind == ChunkKind.Views ? LoadInvalidViews(wanted, stop) : [];
        foreach (ChunkEntry chunk in archive.Index.Chunks.Where(chunk => chunk.Kind == kind && chunk.Database == rewrite.From))
        {
            using Stream text = archive.OpenChunk(chunk);
            using var statements = new StatementSplitter(text);
            bool meant = true;
            string name = "";
            while (statements.Read(stop))
            {
                if (statements.Kind != StatementKind.Sql) continue;
                ReadOnlySpan<byte> statement = statements.Statement.Span;
                // Every object's text begins with its DROP … IF EXISTS.
                if (statement.StartsWith("DROP "u8)) meant = wanted(name = NameOf(statement)) && !invalid.Contains(name);
                if (statement.StartsWith("SET "u8)) connection.Execute(Setting(statement));
                else if (meant && Make(name, Rewrite(statement, statements.Dialect, kind), statements.Dialect, kind)) made.Add(name);
            }
        }

        _made.Require(kind, made);
    }

    /// <returns>True when it is an object, and is to be found in the catalogue now.</returns>
    private bool Make(string name, byte[] statement, SqlDialect dialect, ChunkKind kind)
    {
        connection.Execute(statement);
        if (!statement.AsSpan().StartsWith("CREATE"u8)) return false;
        if (kind != ChunkKind.Events || _made.KeepPastEvent(name, statement, dialect) is not { } told) return true;
        _warnings.Add(told);
        return false;
    }

    /// <summary>A mode that says something of accounts alone, and stops a server that no longer has it.</summary>
    private ReadOnlySpan<byte> Setting(ReadOnlySpan<byte> statement)
    {
        if (connection.Server.Quirks.HasNoAutoCreateUser || !statement.StartsWith("SET sql_mode"u8)) return statement;
        string modes = System.Text.Encoding.UTF8.GetString(statement).Replace(",NO_AUTO_CREATE_USER", "", StringComparison.Ordinal).Replace("NO_AUTO_CREATE_USER", "", StringComparison.Ordinal);
        return System.Text.Encoding.UTF8.GetBytes(modes.Replace("= ',", "= '", StringComparison.Ordinal));
    }

    private byte[] Rewrite(ReadOnlySpan<byte> statement, SqlDialect dialect, ChunkKind kind)
    {
        if (!statement.StartsWith("CREATE"u8)) return statement.ToArray();
        byte[] sql = Definers.Rewrite(statement, rewrite.Definers, dialect);
        if (kind == ChunkKind.Events && rewrite.Events == EventsAre.Disabled) sql = EventStatus.Disable(sql, dialect);
        if (rewrite.From == rewrite.To) return sql;
        SchemaRewrite renamed = SchemaRewriter.Rewrite(sql, new SchemaRename(rewrite.From, rewrite.To) { Dialect = dialect });
        _warnings.AddRange(renamed.Leftovers.Select(left => $"'{rewrite.From}' is still named in '{left.Excerpt}': look whether it means the database"));
        return renamed.Sql;
    }

    /// <returns>The names of those that were made.</returns>
    private HashSet<string> LoadInvalidViews(Func<string, bool> wanted, CancellationToken stop)
    {
        var made = new HashSet<string>(StringComparer.Ordinal);
        using var invalid = new InvalidViews(connection, rewrite.To);
        foreach (InvalidView view in InvalidViews.In(archive, rewrite.From).Where(view => wanted(view.Name)))
        {
            stop.ThrowIfCancellationRequested();
            string? reason = invalid.Create(view with { Statement = Rewrite(view.Statement, default, ChunkKind.Views) });
            if (reason is null) made.Add(view.Name);
            else _warnings.Add($"the view {view.Name}, invalid when it was backed up, could not be made: {reason}");
        }

        return made;
    }

    private static string NameOf(ReadOnlySpan<byte> drop)
    {
        foreach (SqlToken token in new SqlTokenizer(drop))
            if (token.Kind == SqlTokenKind.QuotedIdentifier) return Identifier.UnquoteToString(token.Text);
        return "";
    }
}
