using System.Text;

namespace SchoolBackup.Engine.Sql;

/// <summary>The DEFINER clause at the head of CREATE VIEW, TRIGGER, PROCEDURE, FUNCTION, PACKAGE and EVENT.</summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/stored-objects-security.html"/>
public static class Definers
{
    /// <summary>The account that the statement names, or null where it names none.</summary>
    public static SqlAccount? Of(ReadOnlySpan<byte> statement, SqlDialect dialect = default)
    {
        byte[] sql = statement.ToArray();
        return Clause.Find(new SignificantTokens(sql, dialect))?.Account;
    }

    /// <summary>The statement with its definer as the policy wants it; all else, SQL SECURITY and the body included, stays.</summary>
    public static byte[] Rewrite(ReadOnlySpan<byte> statement, DefinerPolicy policy, SqlDialect dialect = default)
    {
        byte[] sql = statement.ToArray();
        var tokens = new SignificantTokens(sql, dialect);
        if (policy is DefinerPolicy.Keep || Clause.Find(tokens) is not Clause clause)
            return sql;

        switch (policy)
        {
            case DefinerPolicy.Strip:
                ReadOnlySpan<byte> behind = sql.AsSpan(tokens[clause.Last].End..);
                return [.. sql.AsSpan(..tokens[clause.First].Start), .. behind.TrimStart(" \t"u8)];
            case DefinerPolicy.Map map when map.Accounts.TryGetValue(clause.Account, out SqlAccount? account):
                return [.. sql.AsSpan(..tokens[clause.First].Start), .. Encoding.UTF8.GetBytes($"DEFINER={account}"), .. sql.AsSpan(tokens[clause.Last].End..)];
            default:
                return sql;
        }
    }

    /// <summary>Where the clause stands, by the numbers of its tokens.</summary>
    private sealed record Clause(int First, int Last, SqlAccount Account)
    {
        // It can only stand behind CREATE [OR REPLACE] [ALGORITHM = …], so nothing deeper in the statement is taken for it.
        public static Clause? Find(SignificantTokens tokens)
        {
            if (!tokens.IsWord(0, "CREATE", "ALTER"))
                return null;
            int at = tokens.AreWords(1, "OR", "REPLACE") ? 3 : 1;
            if (tokens.IsWord(at, "ALGORITHM") && tokens.IsSymbol(at + 1, '='))
                at += 3;
            return tokens.IsWord(at, "DEFINER") && tokens.IsSymbol(at + 1, '=') ? Read(tokens, at) : null;
        }

        private static Clause? Read(SignificantTokens tokens, int first)
        {
            int user = first + 2;
            if (tokens.IsWord(user, "CURRENT_USER", "CURRENT_ROLE"))
            {
                int last = tokens.IsSymbol(user + 1, '(') && tokens.IsSymbol(user + 2, ')') ? user + 2 : user;
                return new(first, last, tokens.IsWord(user, "CURRENT_USER") ? SqlAccount.CurrentUser : SqlAccount.CurrentRole);
            }

            if (!IsName(tokens, user))
                return null;
            if (!tokens.IsSymbol(user + 1, '@') || user + 2 >= tokens.Count)
                return new(first, user, new(Value(tokens, user), null));

            // A host without quotes may be several tokens: db-1.school.lan, 10.0.0.1, %.
            int end = user + 2;
            while (!IsQuoted(tokens, user + 2) && end + 1 < tokens.Count && tokens[end + 1].Start == tokens[end].End)
                end++;
            string host = IsQuoted(tokens, user + 2) ? Value(tokens, user + 2) : Encoding.UTF8.GetString(tokens.Text(user + 2, end).Span);
            return new(first, end, new(Value(tokens, user), host));
        }

        private static bool IsName(SignificantTokens tokens, int index) =>
            tokens.IsIdentifier(index) || (index < tokens.Count && tokens[index].Kind == SqlTokenKind.StringLiteral && tokens.Text(index) is [.., (byte)'\'' or (byte)'"']);

        private static bool IsQuoted(SignificantTokens tokens, int index) =>
            tokens[index].Kind is SqlTokenKind.QuotedIdentifier or SqlTokenKind.StringLiteral;

        private static string Value(SignificantTokens tokens, int index) => tokens[index].Kind == SqlTokenKind.StringLiteral
            ? Encoding.UTF8.GetString(SqlLiteral.Unescape(tokens.Text(index), tokens.Dialect))
            : tokens.Name(index);
    }
}
