using System.Text;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// The views, routines, triggers and events of a dump, in their order, among the settings that each was written under. It is run in the
/// scratch database first, to see that it can be, and in the live one after the swap.
/// </summary>
internal sealed class StoredProgram(string path)
{
    private readonly List<Step> _steps = [];
    private readonly HashSet<string> _warnings = new(StringComparer.Ordinal);

    private readonly HashSet<string> _events = new(StringComparer.Ordinal);

    /// <summary>A time before any event was made: a dump may not say when it was.</summary>
    private static readonly DateTimeOffset Past = DateTimeOffset.UnixEpoch.AddDays(1);

    /// <summary>Events whose time has passed, when it was run last.</summary>
    public IReadOnlyCollection<string> PastEvents => _events;

    /// <summary>References to the old database that no rewriting can reach.</summary>
    public IReadOnlyCollection<string> Warnings => _warnings;

    /// <summary>Whether it makes events.</summary>
    public bool HasEvents { get; private set; }

    /// <param name="statement">It, without its delimiter.</param>
    /// <param name="dialect">The sql_mode that it is read in.</param>
    /// <param name="action">Set or Store.</param>
    /// <param name="line">Its line in the dump.</param>
    /// <param name="own">The database that its names are qualified with where they are, or null.</param>
    public void Add(ReadOnlySpan<byte> statement, SqlDialect dialect, DumpAction action, long line, string? own)
    {
        byte[] copy = statement.ToArray();
        _steps.Add(new Step(copy, dialect, action, line, own));
        if (action == DumpAction.Store) HasEvents |= IsCreate(new SignificantTokens(copy, dialect), "EVENT");
    }

    /// <summary>Runs it in the database that <paramref name="rewrite"/> leads to.</summary>
    /// <param name="connection">A session that nothing has been set in; it ends with the settings of ours.</param>
    /// <param name="rewrite">Its From is the dump's own database, or empty when the dump does not say.</param>
    /// <exception cref="BackupException">RestoreFailed with the line of the statement, or what else the server's answer means.</exception>
    public void Run(MySqlConnection connection, StoredRewrite rewrite)
    {
        DumpSession.Begin(connection, rewrite.To);
        foreach (Step step in _steps)
        {
            if (step.Action == DumpAction.Set)
            {
                DumpSession.Execute(connection, step.Sql, path, step.Line);
                continue;
            }

            DumpSession.RequireReadsAs(connection, step.Dialect, path, step.Line);
            foreach (byte[] sql in Statements(step, rewrite))
            {
                DumpSession.Execute(connection, sql, path, step.Line);
                KeepPastEvent(connection, new MadeEvents(connection, rewrite.To, Past), sql, step.Dialect);
            }
        }

        connection.Execute("SET NAMES utf8mb4");
        connection.Execute(ServerSession.SetSqlMode);
    }

    /// <summary>Tries it in the scratch database that <paramref name="rewrite"/> leads to.</summary>
    /// <exception cref="BackupException">RestoreFailed with the line of the statement, or what else the server's answer means.</exception>
    public void Run(StoredTrial trial, StoredRewrite rewrite)
    {
        trial.Begin(rewrite.To);
        foreach (Step step in _steps)
        {
            if (step.Action == DumpAction.Set) trial.Set(step.Sql, path, step.Line);
            else trial.Make(Statements(step, rewrite), step.Dialect, path, step.Line);
        }
    }

    /// <summary>What is there when it has been run: what it creates, and does not drop again.</summary>
    public IReadOnlyCollection<(StoredKind Kind, string Name)> Objects
    {
        get
        {
            var objects = new HashSet<(StoredKind, string)>();
            foreach (Step step in _steps.Where(step => step.Action == DumpAction.Store))
            {
                var tokens = new SignificantTokens(step.Sql, step.Dialect);
                if (ObjectOf(tokens) is not { } one) continue;
                if (tokens.IsWord(0, "CREATE")) objects.Add(one);
                else if (tokens.IsWord(0, "DROP")) objects.Remove(one);
            }

            return objects;
        }
    }

    /// <summary>Looks at what <see cref="Run(MySqlConnection, StoredRewrite)"/> would make.</summary>
    /// <param name="reach">Told of each.</param>
    /// <param name="rewrite">As for the run.</param>
    /// <param name="section">The one database of several, or null for everything.</param>
    public void Show(Reach reach, StoredRewrite rewrite, string? section)
    {
        foreach (Step step in _steps.Where(step => step.Action == DumpAction.Store && (section is null || step.Own == section)))
            foreach (byte[] sql in Statements(step, rewrite).Where(sql => new SignificantTokens(sql, step.Dialect).IsWord(0, "CREATE")))
                reach.Look(sql, step.Dialect, _ => true);
    }

    private void KeepPastEvent(MySqlConnection connection, MadeEvents made, byte[] sql, SqlDialect dialect)
    {
        var tokens = new SignificantTokens(sql, dialect);
        if (!IsCreate(tokens, "EVENT") || ObjectOf(tokens) is not { } one) return;
        MadeEvent became = made.Keep(one.Name, sql, dialect);
        if (MadeEvents.Words(became, one.Name, EventStatus.IsDisabled(sql, dialect) && became == MadeEvent.AsWritten) is { } told)
            _events.Add(told);
    }

    /// <summary>What a CREATE or DROP is about, or null.</summary>
    private static (StoredKind Kind, string Name)? ObjectOf(SignificantTokens tokens)
    {
        int at = DumpGrammar.KindOf(tokens);
        int name = DumpGrammar.NameAfter(tokens, at);
        if (tokens.IsSymbol(name + 1, '.')) name += 2;
        foreach (StoredKind kind in Enum.GetValues<StoredKind>().OrderDescending())
            if (tokens.AreWords(at, Dump.SchemaText.TypeName(kind).Split(' ')) && tokens.IsIdentifier(name))
                return (kind, tokens.Name(name));
        return null;
    }

    /// <summary>A step in the words of the database that it goes to, with what makes room for it.</summary>
    private List<byte[]> Statements(Step step, StoredRewrite rewrite)
    {
        var statements = new List<byte[]>();
        var tokens = new SignificantTokens(step.Sql, step.Dialect);
        if (tokens.IsWord(0, "ALTER")) return [Retarget(step.Sql, tokens, rewrite.To)];

        byte[] sql = step.Sql;
        if (tokens.IsWord(0, "CREATE"))
        {
            if (Replaced(tokens, rewrite) is { } drop) statements.Add(Encoding.UTF8.GetBytes(drop));
            sql = Definers.Rewrite(sql, rewrite.Definers, step.Dialect);
            if (rewrite.Events == EventsAre.Disabled && IsCreate(tokens, "EVENT")) sql = EventStatus.Disable(sql, step.Dialect);
        }

        if (step.Own is { } from && from != rewrite.To)
        {
            SchemaRewrite renamed = SchemaRewriter.Rewrite(sql, new SchemaRename(from, rewrite.To) { Dialect = step.Dialect });
            _warnings.UnionWith(
                renamed.Leftovers.Select(left => $"'{from}' is still named in '{left.Excerpt}': look whether it means the database"));
            sql = renamed.Sql;
        }

        statements.Add(sql);
        return statements;
    }

    /// <summary>What the live database has of the same name makes room; packages say so themselves, in a mode of their own.</summary>
    private static string? Replaced(SignificantTokens tokens, StoredRewrite rewrite)
    {
        int kind = DumpGrammar.KindOf(tokens);
        if (tokens.IsWord(kind, "PACKAGE") || tokens.AreWords(1, "OR", "REPLACE")) return null;
        int name = DumpGrammar.NameAfter(tokens, kind);
        if (tokens.IsSymbol(name + 1, '.')) name += 2;
        return $"DROP {Encoding.ASCII.GetString(tokens.Text(kind))} IF EXISTS {Identifier.Quote(rewrite.To, tokens.Name(name))}";
    }

    /// <summary>ALTER DATABASE names its database, or means the session's.</summary>
    private static byte[] Retarget(byte[] sql, SignificantTokens tokens, string database)
    {
        bool isNamed = !tokens.IsWord(2, "DEFAULT", "CHARACTER", "CHARSET", "COLLATE");
        int rest = isNamed ? tokens[2].End : tokens[1].End;
        return [.. sql.AsSpan(..tokens[1].End), .. Encoding.UTF8.GetBytes(" " + Identifier.Quote(database)), .. sql.AsSpan(rest..)];
    }

    private static bool IsCreate(SignificantTokens tokens, string kind) =>
        tokens.IsWord(0, "CREATE") && tokens.IsWord(DumpGrammar.KindOf(tokens), kind);

    private sealed record Step(byte[] Sql, SqlDialect Dialect, DumpAction Action, long Line, string? Own);
}
