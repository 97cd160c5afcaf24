using System.Text;

namespace SchoolBackup.Engine.Sql;

/// <summary>
/// Follows sql_mode through the SET statements of a dump, as the command-line client follows the server's status flags:
/// mysqldump switches it for each routine and trigger and sets it back from a user variable.
/// </summary>
internal sealed class SqlModeTracker(SqlDialect initial)
{
    private readonly Dictionary<string, SqlDialect> _saved = new(StringComparer.OrdinalIgnoreCase);

    public SqlDialect Dialect { get; private set; } = initial;

    /// <summary>Takes note of <c>SET sql_mode = '…'</c>, <c>SET @saved = @@sql_mode</c>, <c>SET sql_mode = @saved</c>; other
    /// values (a function's, say) leave the mode as it was.</summary>
    public void Observe(ReadOnlySpan<byte> statement)
    {
        var tokens = new SqlTokenizer(statement, Dialect);
        if (!tokens.MoveNextSignificant() || !tokens.Current.IsWord("SET"u8))
            return;

        var assignment = new Assignment();
        while (tokens.MoveNextSignificant())
        {
            if (tokens.Current.IsSymbol(','))
            {
                Apply(assignment);
                assignment = new Assignment();
            }
            else
            {
                assignment.Add(tokens.Current, Dialect);
            }
        }

        Apply(assignment);
    }

    private void Apply(Assignment assignment)
    {
        string target = assignment.Target.ToString();
        string value = assignment.Value.ToString();
        if (IsSqlMode(target.TrimStart('@')))
        {
            if (assignment.Text is not null)
                Dialect = SqlDialect.FromSqlMode(assignment.Text);
            else if (_saved.TryGetValue(value, out SqlDialect saved))
                Dialect = saved;
        }
        else if (target.StartsWith('@') && value.StartsWith("@@", StringComparison.Ordinal) && IsSqlMode(value[2..]))
        {
            _saved[target] = Dialect;
        }
    }

    private static bool IsSqlMode(string variable) =>
        variable.ToUpperInvariant() is "SQL_MODE" or "SESSION.SQL_MODE" or "LOCAL.SQL_MODE" or "SESSIONSQL_MODE" or "LOCALSQL_MODE";

    /// <summary>One <c>target = value</c>, its tokens joined without white space.</summary>
    private sealed class Assignment
    {
        private bool _behindEquals;

        public StringBuilder Target { get; } = new();

        public StringBuilder Value { get; } = new();

        /// <summary>The value, when it is one string literal.</summary>
        public string? Text { get; private set; }

        public void Add(SqlToken token, SqlDialect dialect)
        {
            if (!_behindEquals && token.IsSymbol('='))
            {
                _behindEquals = true;
                return;
            }

            if (!_behindEquals && token.IsSymbol(':'))
                return;
            if (_behindEquals)
                Text = token.Kind == SqlTokenKind.StringLiteral && !token.IsUnterminated && Value.Length == 0
                    ? Encoding.UTF8.GetString(SqlLiteral.Unescape(token.Text, dialect))
                    : null;
            (_behindEquals ? Value : Target).Append(Encoding.UTF8.GetString(Identifier.Unquote(token.Text)));
        }
    }
}
