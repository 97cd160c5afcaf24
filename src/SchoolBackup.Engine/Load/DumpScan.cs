using System.Text;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>A statement that no restore runs.</summary>
/// <param name="Database">The database that it stands under, or null.</param>
/// <param name="Line">Its line in the dump.</param>
/// <param name="Why">The reason, with the beginning of the statement.</param>
internal sealed record DumpRefusal(string? Database, long Line, string Why);

/// <summary>What a dump holds, after every statement of it was read.</summary>
internal sealed record DumpContents
{
    public required ForeignDump Dump { get; init; }

    /// <summary>Databases that it goes to by USE, in their order; empty when it is for whatever database it is run in.</summary>
    public required IReadOnlyList<string> Databases { get; init; }

    /// <summary>The defaults that its CREATE DATABASE statements give: character set and collation, each null when not said.</summary>
    public required IReadOnlyDictionary<string, (string? Charset, string? Collation)> Defaults { get; init; }

    public required IReadOnlyList<DumpRefusal> Refusals { get; init; }

    public required long Statements { get; init; }

    /// <summary>Names of the tables that it creates.</summary>
    public required IReadOnlySet<string> TableNames { get; init; }

    /// <summary>Its views, routines, triggers and events, of all its databases.</summary>
    public required StoredProgram Stored { get; init; }

    /// <summary>Other databases that its foreign keys point to.</summary>
    public required IReadOnlySet<string> Parents { get; init; }

    /// <summary>Bytes of text.</summary>
    public required long TextBytes { get; init; }
}

/// <summary>Reads a dump to its end, statement by statement, and runs nothing.</summary>
internal sealed class DumpScan(DumpFile file, IProgress<RunProgress> progress)
{
    private const int Refusals = 20;
    private const long ReportEvery = 8 << 20;

    private readonly List<string> _databases = [];
    private readonly Dictionary<string, (string? Charset, string? Collation)> _defaults = new(StringComparer.Ordinal);
    private readonly List<DumpRefusal> _refusals = [];
    private string? _database;
    private string? _created;
    private readonly HashSet<string> _tables = new(StringComparer.Ordinal);
    private readonly StoredProgram _stored = new(file.Path);
    private readonly HashSet<string> _parents = new(StringComparer.Ordinal);

    /// <param name="source">The database whose name may qualify others; null to let the dump say.</param>
    /// <param name="dialect">The sql_mode that the dump starts in.</param>
    /// <param name="server">Who would run it, and so which comments with a version are code; null when nobody will.</param>
    /// <param name="stop">Ends it between two statements.</param>
    /// <exception cref="BackupException">
    /// BackupDamaged, NotABackup, or NotSupported for commands of the client that a dump does not have.
    /// </exception>
    public DumpContents Read(string? source, SqlDialect dialect, ServerVersion? server, CancellationToken stop)
    {
        long length = file.Compressed ? 0 : file.Backup.Repository.Find(file.Backup.Name, stop)?.Length ?? 0;
        using DumpText text = file.OpenText();
        using var statements = new StatementSplitter(text, dialect);
        long count = 0;
        long reported = 0;
        while (true)
        {
            // A statement is read in the mode that those before it have set.
            SqlDialect before = statements.Dialect;
            if (!statements.Read(stop)) break;
            if (count++ == 0) source ??= text.Describe().Database;
            if (statements.Kind == StatementKind.Use) Use(statements.Argument);
            else if (statements.Kind == StatementKind.Source) Refuse(statements, "it reads another file");
            else Look(statements, _database ?? source ?? _created, before, server);
            if (text.Count - reported < ReportEvery) continue;
            reported = text.Count;
            progress.Report(new RunProgress(RunPhase.Checking, file.Backup.Name, 0, reported, length));
        }

        return new DumpContents
        {
            Dump = text.Describe() is var dump && dump.Database is null ? dump with { Database = _created } : dump,
            Databases = _databases,
            Defaults = _defaults,
            Refusals = _refusals,
            Statements = count,
            TableNames = _tables,
            Parents = _parents,
            Stored = _stored,
            TextBytes = text.Count,
        };
    }

    /// <summary>The beginning of a statement, on one line.</summary>
    public static string Excerpt(ReadOnlySpan<byte> statement)
    {
        string text = Encoding.UTF8.GetString(statement[..Math.Min(statement.Length, 120)]).ReplaceLineEndings(" ");
        return text.Length < statement.Length ? text[..Math.Min(text.Length, 80)] + "…" : text;
    }

    private void Use(string database)
    {
        _database = database;
        if (!_databases.Contains(database, StringComparer.Ordinal)) _databases.Add(database);
    }

    private void Look(StatementSplitter statements, string? source, SqlDialect dialect, ServerVersion? server)
    {
        if (VersionComments.Resolve(statements.Statement, dialect, server) is not { } statement)
        {
            Refuse(statements, "its comment for other versions does not end");
            return;
        }

        source ??= _created = PinnedDatabase(statement, dialect);
        DumpVerdict verdict = new DumpGrammar(source).Judge(statement, dialect);
        if (verdict.Refusal is not null) Refuse(statements, verdict.Refusal);
        else if (verdict.Action == DumpAction.Store) _stored.Add(statement.Span, dialect, verdict.Action, statements.Line, source);
        if (verdict.Action is DumpAction.Load or DumpAction.Set or DumpAction.Store || statement.Length > 1 << 20) return;
        var tokens = new SignificantTokens(statement, dialect);
        NoteParents(tokens, source);
        if (!tokens.IsWord(0, "CREATE")) return;
        int kind = DumpGrammar.KindOf(tokens);
        int name = DumpGrammar.NameAfter(tokens, kind);
        if (tokens.IsWord(kind, "TABLE", "SEQUENCE")) _tables.Add(tokens.Name(tokens.IsSymbol(name + 1, '.') ? name + 2 : name));
        if (tokens.IsWord(kind, "DATABASE", "SCHEMA")) NoteDefaults(tokens, name);
    }

    private void NoteParents(SignificantTokens tokens, string? source)
    {
        for (int i = 1; i + 1 < tokens.Count; i++)
            if (tokens.IsWord(i, "REFERENCES") && tokens.IsIdentifier(i + 1) && tokens.IsSymbol(i + 2, '.') && tokens.Name(i + 1) != source)
                _parents.Add(tokens.Name(i + 1));
    }

    /// <summary>A dump without comments names its database in one place alone: where a table's default draws from a sequence.</summary>
    private static string? PinnedDatabase(ReadOnlyMemory<byte> statement, SqlDialect dialect)
    {
        if (statement.Length > 1 << 20) return null;
        var tokens = new SignificantTokens(statement, dialect);
        if (!tokens.AreWords(0, "CREATE", "TABLE")) return null;
        for (int i = 2; i < tokens.Count; i++)
        {
            int name = tokens.IsWord(i, "NEXTVAL")
                && tokens.IsSymbol(i + 1, '(') ? i + 2 : tokens.AreWords(i, "NEXT", "VALUE", "FOR") ? i + 3 : 0;
            if (name > 0 && tokens.IsIdentifier(name) && tokens.IsSymbol(name + 1, '.')) return tokens.Name(name);
        }

        return null;
    }

    private void NoteDefaults(SignificantTokens tokens, int name)
    {
        if (!tokens.IsIdentifier(name)) return;
        // mysqlpump says no USE: it qualifies every name with the database that it has made.
        _created ??= tokens.Name(name);
        string? charset = null;
        string? collation = null;
        for (int i = name + 1; i < tokens.Count; i++)
        {
            int value = tokens.IsSymbol(i + 1, '=') ? i + 2 : i + 1;
            if (!tokens.IsIdentifier(value)) continue;
            if (tokens.IsWord(i, "COLLATE")) collation = tokens.Name(value);
            else if (tokens.IsWord(i, "SET", "CHARSET")) charset = tokens.Name(value);
        }

        _defaults.TryAdd(tokens.Name(name), (charset, collation));
    }

    private void Refuse(StatementSplitter statements, string why)
    {
        if (_refusals.Count < Refusals) _refusals.Add(new DumpRefusal(_database, statements.Line, Invariant($"line {statements.Line}, '{Excerpt(statements.Statement.Span)}': {why}")));
    }
}
