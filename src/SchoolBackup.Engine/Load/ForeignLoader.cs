using System.Text;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>What to load of a dump, and where to.</summary>
/// <param name="File">The dump.</param>
/// <param name="Contents">What a scan found in it.</param>
/// <param name="Source">The database that its names are qualified with, or null when it does not say.</param>
/// <param name="Section">The one database of several, or null for everything.</param>
/// <param name="Schema">The empty database to load into.</param>
internal sealed record ForeignLoadRequest(DumpFile File, DumpContents Contents, string? Source, string? Section, string Schema);

/// <summary>Loads the tables of a dump by one session, in the dump's own order, and sets aside what could act on them.</summary>
internal sealed class ForeignLoader(ForeignLoadRequest request, MySqlConnection connection, IProgress<RunProgress> progress)
{
    private const int Warned = 20;
    private const long ReportEvery = 1 << 20;

    private readonly List<string> _warnings = [];
    private readonly List<(string Table, byte[] Clause, string? Own)> _sequenceDefaults = [];
    private long _changedValues;
    private SqlDialect? _agreed;

    // What the names of a statement are qualified with: as in the scan, the database of the last USE, or what the dump says before any.
    private string? _own = request.Contents.Dump.Database ?? request.Source;

    /// <summary>Statements that were left out, and what the server said.</summary>
    public IReadOnlyList<string> Warnings => _changedValues == 0
        ? _warnings
        : [.. _warnings, Invariant($"the server gave warnings to {_changedValues} INSERT statements: it may have changed values, as the dump's sql_mode allows")];

    /// <summary>Runs the tables and rows.</summary>
    /// <returns>The views, routines, triggers and events, not yet made.</returns>
    /// <exception cref="Errors.BackupException">RestoreFailed with a line, or what else went wrong.</exception>
    public StoredProgram Load(CancellationToken stop)
    {
        var stored = new StoredProgram(request.File.Path);
        SqlDialect dialect = DumpSession.Dialect(connection);
        DumpSession.Begin(connection, request.Schema);
        using DumpText text = request.File.OpenText();
        using var statements = new StatementSplitter(text, dialect);
        string? section = null;
        long reported = 0;
        while (true)
        {
            SqlDialect before = statements.Dialect;
            if (!statements.Read(stop)) break;
            if (statements.Kind == StatementKind.Use) _own = section = statements.Argument;
            else Run(statements, before, request.Section is null || request.Section == section, stored);
            if (text.Count - reported < ReportEvery) continue;
            reported = text.Count;
            progress.Report(new RunProgress(RunPhase.Loading, request.Schema, 0, reported, request.Contents.TextBytes));
        }

        return stored;
    }

    /// <summary>A default that uses a sequence keeps the database that it was made in: in the live one, it is set anew.</summary>
    public void SetSequenceDefaults(MySqlConnection live, string database)
    {
        foreach ((string table, byte[] clause, string? own) in _sequenceDefaults)
            live.Execute([.. Encoding.UTF8.GetBytes($"ALTER TABLE {Identifier.Quote(database, table)} "), .. Renamed(clause, default, (own, database), 0)]);
    }

    private void Run(StatementSplitter statements, SqlDialect dialect, bool isMeant, StoredProgram stored)
    {
        long line = statements.Line;
        ReadOnlyMemory<byte> statement = VersionComments.Resolve(statements.Statement, dialect, connection.Server)
            ?? throw ForeignSource.Refused(request.File.Path, Invariant($"line {line}: its comment for other versions does not end"));
        if (_agreed != dialect)
        {
            DumpSession.RequireReadsAs(connection, dialect, request.File.Path, line);
            _agreed = dialect;
        }

        DumpVerdict verdict = new DumpGrammar(_own).Judge(statement, dialect);
        if (verdict is { Action: DumpAction.Set, Refusal: null })
        {
            stored.Add(statement.Span, dialect, verdict.Action, line, _own);
            Execute(statement.Span, line);
            _agreed = null;
            return;
        }

        if (!isMeant) return;
        // A scan has refused such a dump already, unless the file has changed since.
        if (verdict.Refusal is not null) throw ForeignSource.Refused(request.File.Path, Invariant($"line {line}: {verdict.Refusal}"));
        if (verdict.Warning is not null && _warnings.Count < Warned)
            _warnings.Add(Invariant($"line {line} was left out, '{DumpScan.Excerpt(statement.Span)}': {verdict.Warning}"));
        if (verdict.Action == DumpAction.Store) stored.Add(statement.Span, dialect, verdict.Action, line, _own);
        else if (verdict.Action == DumpAction.Define) Define(statement, line, dialect);
        else if (verdict.Action == DumpAction.Load && Execute(statement.Span, line).Warnings > 0) _changedValues++;
    }

    private void Define(ReadOnlyMemory<byte> statement, long line, SqlDialect dialect)
    {
        Execute(Renamed(statement.Span, dialect, (_own, request.Schema), line), line);
        if (!UsesSequences(new SignificantTokens(statement, dialect))) return;
        TableDefinition definition = TableDefinition.Parse(statement.Span);
        _sequenceDefaults.AddRange(definition.DefaultsThatUseSequences.Select(column => (definition.Name, column.AlterClause, _own)));
    }

    /// <summary>
    /// The statement for another database; where it stays open whether a name means the old one, it is refused, as it would act there.
    /// </summary>
    private byte[] Renamed(ReadOnlySpan<byte> sql, SqlDialect dialect, (string? From, string To) names, long line)
    {
        if (names.From is null) return sql.ToArray();
        SchemaRewrite renamed = SchemaRewriter.Rewrite(sql, new SchemaRename(names.From, names.To) { Dialect = dialect });
        return renamed.Leftovers.FirstOrDefault(left => left.Reason == LeftoverReason.Ambiguous) is { } open
            ? throw ForeignSource.Refused(request.File.Path, Invariant($"line {line}: '{open.Excerpt}' may mean the database '{names.From}', or something in the statement of that name"))
            : renamed.Sql;
    }

    private CommandResult Execute(ReadOnlySpan<byte> statement, long line) =>
        DumpSession.Execute(connection, statement, request.File.Path, line);

    private static bool UsesSequences(SignificantTokens tokens) =>
        tokens.AreWords(0, "CREATE", "TABLE")
            && Enumerable.Range(2, tokens.Count).Any(i => tokens.IsWord(i, "nextval") || tokens.AreWords(i, "NEXT", "VALUE"));
}
