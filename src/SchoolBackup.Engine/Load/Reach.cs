using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// Names the views, routines, triggers and events that a restore makes and that could act outside the database they are restored into: as
/// somebody else, by statements that they put together while they run, or on another database that they name.
/// </summary>
/// <param name="database">Where they are made.</param>
/// <param name="account">Who makes them, as <c>user@host</c>.</param>
internal sealed class Reach(string database, string account)
{
    private const int Named = 20;

    private static readonly string[] OfEveryServer = ["information_schema", "performance_schema"];

    private readonly SortedDictionary<string, List<string>> _definers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<string>> _databases = new(StringComparer.Ordinal);
    private readonly List<string> _dynamic = [];

    /// <summary>What a person should know, one sentence for each kind.</summary>
    public IEnumerable<string> Warnings =>
    [
        .. _definers.Select(one => $"made to act as {one.Key}, whoever uses them: {Some(one.Value)}"),
        .. _databases.Select(one => $"made to reach the database '{one.Key}': {Some(one.Value)}"),
        .. _dynamic.Count == 0
            ? (IEnumerable<string>)[]
            : [$"made to put statements together while they run, which may reach any database: {Some(_dynamic)}"],
    ];

    /// <summary>Those of a backup, as a restore would make them.</summary>
    /// <param name="archive">The backup, whose statements have been judged.</param>
    /// <param name="plan">What is restored, and where to.</param>
    /// <param name="definers">What becomes of definers.</param>
    /// <param name="connection">A session of the account that makes them.</param>
    public static Reach Of(ArchiveReader archive, RestorePlan plan, DefinerPolicy definers, MySqlConnection connection)
    {
        Reach reach = In(plan.Target, connection);
        HashSet<string> tables = [.. plan.Tables.Select(table => table.Name)];
        HashSet<string> triggers =
            [.. archive.Index.Objects.Where(one => one.Table is not null && tables.Contains(one.Table)).Select(one => one.Name)];
        var rename = new SchemaRename(plan.Source.Name, plan.Target);
        foreach (ChunkEntry chunk in archive.Index.Chunks.Where(one => one.Database == plan.Source.Name && IsMeant(one.Kind, plan.Extent)))
        {
            using Stream text = archive.OpenChunk(chunk);
            using var statements = new StatementSplitter(text);
            while (statements.Read())
            {
                ReadOnlySpan<byte> statement = statements.Statement.Span;
                if (!statement.StartsWith("CREATE"u8)) continue;
                SqlDialect dialect = statements.Dialect;
                byte[] sql = SchemaRewriter.Rewrite(Definers.Rewrite(statement, definers, dialect), rename with { Dialect = dialect }).Sql;
                reach.Look(sql, dialect, name => chunk.Kind != ChunkKind.Triggers || triggers.Contains(name));
            }
        }

        return reach;
    }

    /// <summary>One that has looked at nothing yet.</summary>
    public static Reach In(string database, MySqlConnection connection) => new(database, connection.Scalar("SELECT CURRENT_USER()") ?? "");

    /// <summary>Looks at one CREATE statement, as it will be run.</summary>
    public void Look(ReadOnlyMemory<byte> create, SqlDialect dialect, Func<string, bool> isMeant)
    {
        var tokens = new SignificantTokens(create, dialect);
        int kind = DumpGrammar.KindOf(tokens);
        int name = DumpGrammar.NameAfter(tokens, kind);
        if (tokens.IsSymbol(name + 1, '.')) name += 2;
        if (!tokens.IsIdentifier(name) || !isMeant(tokens.Name(name))) return;
        string what = $"{System.Text.Encoding.ASCII.GetString(tokens.Text(kind)).ToLowerInvariant()} {tokens.Name(name)}";
        bool isDynamic = false;
        bool isInvoker = false;
        for (int i = 1; i < tokens.Count; i++)
        {
            isDynamic |= tokens.IsWord(i, "PREPARE") || tokens.AreWords(i, "EXECUTE", "IMMEDIATE");
            isInvoker |= tokens.AreWords(i, "SQL", "SECURITY", "INVOKER");
            if (IsOther(tokens, i)) Note(_databases, tokens.Name(i), what);
        }

        if (isDynamic) _dynamic.Add(what);
        if (isInvoker || Definers.Of(create.Span, dialect) is not { } definer) return;
        if (Account(definer) is { } other && other != account) Note(_definers, other, what);
    }

    private static bool IsMeant(ChunkKind kind, RestoreExtent extent) =>
        kind == ChunkKind.Triggers || (extent != RestoreExtent.Tables && kind is ChunkKind.Routines or ChunkKind.Views or ChunkKind.Events);

    /// <summary>Null where it is whoever makes the object.</summary>
    private static string? Account(SqlAccount definer) =>
        definer == SqlAccount.CurrentUser ? null
        : definer == SqlAccount.CurrentRole ? "the current role"
        : $"{definer.User}@{definer.Host ?? "%"}";

    /// <summary>Whether a name of another database stands here, before a dot.</summary>
    private bool IsOther(SignificantTokens tokens, int index)
    {
        if (!tokens.IsIdentifier(index) || !tokens.IsSymbol(index + 1, '.') || !tokens.IsIdentifier(index + 2)) return false;
        string name = tokens.Name(index);
        if (name == database || OfEveryServer.Contains(name, StringComparer.OrdinalIgnoreCase)) return false;
        return new ReferencePlaces(tokens, i => tokens.IsIdentifier(i) && tokens.Name(i) == name).Judge(index) == Judgement.Database;
    }

    private static void Note(SortedDictionary<string, List<string>> list, string key, string what)
    {
        if (!list.TryGetValue(key, out List<string>? names)) list[key] = names = [];
        if (!names.Contains(what)) names.Add(what);
    }

    private static string Some(List<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal).Take(Named)) + (
            names.Count > Named ? Invariant($" and {names.Count - Named} more") : "");
}
