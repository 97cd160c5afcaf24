using System.Text.RegularExpressions;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// What an archive of ours may hold. It is a file from somewhere: its hashes say that it is whole, not who wrote it. Each kind of
/// chunk has its few statement forms, as <see cref="Dump.SchemaText"/> writes them; all others are refused before one is sent.
/// </summary>
internal static partial class ArchiveStatements
{
    /// <summary>What would begin another clause than an option: the rows of another table, or a table made of others.</summary>
    private static readonly string[] ClausesBehindColumns = ["TABLE", "VALUES", "AS", "LIKE"];

    /// <summary>Reads all definitions of one database. Rows are not read: they are parsed value by value when they are loaded.</summary>
    /// <param name="archive">The backup.</param>
    /// <param name="database">The database in it.</param>
    /// <param name="stop">Ends it between two statements.</param>
    /// <exception cref="BackupException"><see cref="BackupError.BackupDamaged"/>: a statement that no backup holds.</exception>
    public static void Require(ArchiveReader archive, string database, CancellationToken stop)
    {
        foreach (ChunkEntry chunk in archive.Index.Chunks.Where(chunk => chunk.Database == database))
        {
            if (chunk.Kind is not (ChunkKind.Structure or ChunkKind.Routines or ChunkKind.Views or ChunkKind.Triggers or ChunkKind.Events))
                continue;
            using Stream text = archive.OpenChunk(chunk);
            using var statements = new StatementSplitter(text);
            while (statements.Read(stop))
            {
                if (statements.Kind != StatementKind.Sql) continue;
                byte[] statement = statements.Statement.ToArray();
                var tokens = new SignificantTokens(statement, statements.Dialect);
                bool known = chunk.Kind == ChunkKind.Structure
                    ? IsStructure(tokens, statement, chunk.Table ?? "")
                    : IsStored(tokens, statement, chunk.Kind, database);
                if (!known) throw Strange(archive, chunk, statement);
            }

            if (chunk.Kind != ChunkKind.Views) continue;
            foreach (InvalidView view in InvalidViews.In(archive, database))
            {
                if (!Word().IsMatch(view.Charset) || !Word().IsMatch(view.Collation)
                    || !IsCreateStored(new SignificantTokens(view.Statement, default), view.Statement, ChunkKind.Views, database))
                    throw Strange(archive, chunk, view.Statement);
            }
        }
    }

    private static BackupException Strange(ArchiveReader archive, ChunkEntry chunk, byte[] statement)
    {
        string text = System.Text.Encoding.UTF8.GetString(statement.AsSpan(0, Math.Min(statement.Length, 60)));
        return new BackupException(
            BackupError.BackupDamaged,
            Invariant($"{archive.Path}: the {chunk.Kind} chunk at byte {chunk.Offset} holds a statement that SchoolBackup does not write: {text}"),
            "somebody has altered the file: use another copy or another backup, and find out who could write to it");
    }

    private static bool IsStored(SignificantTokens tokens, byte[] statement, ChunkKind kind, string database)
    {
        if (tokens.IsWord(0, "SET")) return Setting().IsMatch(System.Text.Encoding.UTF8.GetString(statement));
        if (tokens.IsWord(0, "ALTER")) return tokens.AreWords(1, "DATABASE", "COLLATE") && tokens.Count == 4 && tokens.IsIdentifier(3);
        if (tokens.IsWord(0, "DROP")) return IsType(tokens, 1, kind, out int name) && IsDropOf(tokens, name);
        // The placeholders of views have their own names alone.
        return tokens.IsWord(0, "CREATE") && IsCreateStored(tokens, statement, kind, database);
    }

    private static bool IsDropOf(SignificantTokens tokens, int at) =>
        tokens.AreWords(at, "IF", "EXISTS") && tokens.IsIdentifier(at + 2) && tokens.Count == at + 3;

    /// <summary>Up to the object's name every token is read; what follows is the object's own, and does nothing when it is made.</summary>
    private static bool IsCreateStored(SignificantTokens tokens, byte[] statement, ChunkKind kind, string database)
    {
        if (!tokens.IsWord(0, "CREATE")) return false;
        int at = tokens.AreWords(1, "OR", "REPLACE") ? 3 : 1;
        if (tokens.IsWord(at, "ALGORITHM")) at += 3;
        if (tokens.IsWord(at, "DEFINER")) at = BehindDefiner(tokens, at + 2);
        if (tokens.AreWords(at, "SQL", "SECURITY")) at += 3;
        if (tokens.IsWord(at, "AGGREGATE")) at++;
        if (!IsType(tokens, at, kind, out int name)) return false;
        bool isFunction = tokens.IsWord(at, "FUNCTION");
        if (tokens.AreWords(name, "IF", "NOT", "EXISTS")) name += 3;
        if (!tokens.IsIdentifier(name)) return false;
        if (tokens.IsSymbol(name + 1, '.'))
        {
            if (tokens.Name(name) != database) return false;
            name += 2;
        }

        // Without brackets it would be CREATE FUNCTION … SONAME, which loads a library into the server.
        if (isFunction && !tokens.IsSymbol(name + 1, '(')) return false;
        if (kind == ChunkKind.Triggers && !IsOnOwnTable(tokens, name + 1, database)) return false;
        // A comment may be code for one server and none for another: before the name there is none.
        return !HasComment(statement, tokens[name].End);
    }

    private static bool IsOnOwnTable(SignificantTokens tokens, int at, string database)
    {
        while (at < tokens.Count && !tokens.IsWord(at, "ON")) at++;
        return tokens.IsIdentifier(at + 1) && (!tokens.IsSymbol(at + 2, '.') || tokens.Name(at + 1) == database);
    }

    private static int BehindDefiner(SignificantTokens tokens, int at)
    {
        at++; // the account's name, CURRENT_USER or a role
        if (tokens.IsSymbol(at, '(')) return at + 2;
        return tokens.IsSymbol(at, '@') ? at + 2 : at;
    }

    private static bool IsType(SignificantTokens tokens, int at, ChunkKind kind, out int behind)
    {
        behind = at + (tokens.AreWords(at, "PACKAGE", "BODY") ? 2 : 1);
        return kind switch
        {
            ChunkKind.Routines => tokens.IsWord(at, "FUNCTION", "PROCEDURE", "PACKAGE"),
            ChunkKind.Views => tokens.IsWord(at, "VIEW"),
            ChunkKind.Triggers => tokens.IsWord(at, "TRIGGER"),
            ChunkKind.Events => tokens.IsWord(at, "EVENT"),
            _ => false,
        };
    }

    private static bool IsStructure(SignificantTokens tokens, byte[] statement, string table)
    {
        if (tokens.IsWord(0, "COMMIT")) return tokens.Count == 1;
        if (tokens.IsWord(0, "DROP")) return tokens.IsWord(1, "TABLE", "SEQUENCE") && IsDropOf(tokens, 2) && tokens.Name(4) == table;
        if (tokens.AreWords(0, "INSERT", "INTO"))
            return tokens.IsIdentifier(2) && tokens.Name(2) == table && tokens.IsWord(3, "VALUES")
                && IsNumbers(tokens, 4);
        if (!tokens.IsWord(0, "CREATE") || !tokens.IsIdentifier(2) || tokens.Name(2) != table || tokens.IsSymbol(3, '.')) return false;
        if (tokens.IsWord(1, "SEQUENCE")) return !HasComment(statement, statement.Length);
        return tokens.IsWord(1, "TABLE") && tokens.IsSymbol(3, '(') && IsPlainTable(tokens, statement);
    }

    /// <summary>The columns, then options: nothing that fills the table, or draws from another database while it is filled.</summary>
    private static bool IsPlainTable(SignificantTokens tokens, byte[] statement)
    {
        int behind = tokens.BehindBrackets(3);
        if (behind >= tokens.Count && !tokens.IsSymbol(tokens.Count - 1, ')')) return false;
        for (int i = 4; i < behind; i++)
            if (tokens.IsWord(i, "SETVAL", "SELECT") && tokens.IsSymbol(i + 1, '(')) return false;
        int depth = 0;
        for (int i = behind; i < tokens.Count; i++)
        {
            depth += tokens.IsSymbol(i, '(') ? 1 : tokens.IsSymbol(i, ')') ? -1 : 0;
            // UNION names the tables of one that merges them: those beside it alone.
            if (tokens.IsWord(i, "UNION") && !(tokens.IsSymbol(i + 1, '=') && AreBesideIt(tokens, i + 2))) return false;
            if (tokens.IsWord(i, "SELECT") || (depth == 0 && tokens.IsWord(i, ClausesBehindColumns))) return false;
        }

        return AreHarmlessConditionals(statement, tokens.Dialect, behind < tokens.Count ? tokens[behind].Lead : statement.Length);
    }

    private static bool AreBesideIt(SignificantTokens tokens, int open)
    {
        for (int i = open; i < tokens.BehindBrackets(open); i++)
            if (tokens.IsSymbol(i, '.')) return false;
        return true;
    }

    /// <summary>
    /// SHOW CREATE TABLE of MySQL puts words such as INVISIBLE, and the partitions, into comments for newer servers. Among the columns
    /// only words, and whole strings and names (the attributes of an engine, a parser) may stand there, so that a server that skips them
    /// sees the same brackets and commas.
    /// </summary>
    private static bool AreHarmlessConditionals(byte[] statement, SqlDialect dialect, int columnsEnd)
    {
        bool inside = false;
        foreach (SqlToken token in new SqlTokenizer(statement, dialect))
        {
            if (token.Kind == SqlTokenKind.Comment || token.IsUnterminated) return false;
            if (token.Kind == SqlTokenKind.ConditionalOpen) inside = true;
            else if (token.Kind == SqlTokenKind.ConditionalClose) inside = false;
            else if (inside && token.Start < columnsEnd && !IsHarmless(token)) return false;
        }

        return true;
    }

    // For a server that skips it, the comment ends at the first such mark, in a string, too.
    private static bool IsHarmless(SqlToken token) =>
        token.Kind is SqlTokenKind.Word or SqlTokenKind.Number or SqlTokenKind.Whitespace
        || (token.Kind is SqlTokenKind.StringLiteral or SqlTokenKind.QuotedIdentifier && token.Text.IndexOf("*/"u8) < 0);

    private static bool IsNumbers(SignificantTokens tokens, int at)
    {
        if (!tokens.IsSymbol(at, '(') || !tokens.IsSymbol(tokens.Count - 1, ')')) return false;
        for (int i = at + 1; i < tokens.Count - 1; i++)
            if (tokens[i].Kind != SqlTokenKind.Number && !tokens.IsSymbol(i, ',') && !tokens.IsSymbol(i, '-')) return false;
        return true;
    }

    private static bool HasComment(byte[] statement, int before)
    {
        foreach (SqlToken token in new SqlTokenizer(statement.AsSpan(0, before)))
            if (token.IsTrivia && token.Kind != SqlTokenKind.Whitespace) return true;
        return false;
    }

    [GeneratedRegex(@"^SET (NAMES \w+|time_zone = '[\w+:/-]+'|sql_mode = '[A-Z0-9_,]*'|character_set_client = \w+, collation_connection = \w+)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Setting();

    [GeneratedRegex(@"^\w+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
