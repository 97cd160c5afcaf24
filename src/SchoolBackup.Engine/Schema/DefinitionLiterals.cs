using System.Text;
using System.Text.Unicode;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Schema;

/// <summary>
/// SHOW CREATE TABLE goes through utf8mb3: it prints a question mark for each character beyond the BMP, and for bytes of binary ENUMs, and
/// bytes of binary DEFAULTs as they are. The server itself knows better, and is asked for each literal that may have suffered.
/// </summary>
/// <param name="connection">A session with character_set_results = utf8mb4.</param>
/// <param name="database">The database of the table.</param>
/// <param name="table">The table, quoted with its database.</param>
/// <param name="columns">Its columns.</param>
internal sealed class DefinitionLiterals(MySqlConnection connection, string database, string table, IReadOnlyList<ColumnInfo> columns)
{
    private readonly List<(int Start, int End, string Literal)> _exact = [];

    /// <summary>The definition with every literal as the table has it.</summary>
    /// <param name="shown">What SHOW CREATE TABLE answers.</param>
    /// <exception cref="BackupException">ObjectUnreadable: something in it cannot be read, nor asked for.</exception>
    public string Mend(byte[] shown)
    {
        var tokens = new SignificantTokens(shown, default);
        ColumnInfo? column = null;
        for (int i = 0, depth = 0; i < tokens.Count; i++)
        {
            depth += tokens.IsSymbol(i, '(') ? 1 : tokens.IsSymbol(i, ')') ? -1 : 0;
            if (depth == 1 && (tokens.IsSymbol(i, '(') || tokens.IsSymbol(i, ',')))
                column = tokens.IsIdentifier(i + 1) && tokens[i + 1].Kind == SqlTokenKind.QuotedIdentifier
                    ? columns.FirstOrDefault(one => one.Name == tokens.Name(i + 1))
                    : null;
            if (depth != 1 || column is null) continue;
            if (tokens.IsWord(i, "ENUM", "SET") && tokens.IsSymbol(i + 1, '(')) Members(tokens, i + 2, column);
            else if (tokens.IsWord(i, "DEFAULT") && IsDoubtful(tokens, i + 1)) Default(tokens[i + 1], column);
        }

        byte[] exact = Replaced(shown);
        return Utf8.IsValid(exact) ? Encoding.UTF8.GetString(exact) : throw new BackupException(
            BackupError.ObjectUnreadable,
            $"the definition of {table} holds bytes that are no text: {Encoding.UTF8.GetString(exact)}",
            "give the table a definition in UTF-8 (ALTER TABLE), or leave it out with --exclude-table");
    }

    private static bool IsDoubtful(SignificantTokens tokens, int index) =>
        index < tokens.Count && tokens[index].Kind == SqlTokenKind.StringLiteral
            && (tokens.Text(index).Contains((byte)'?') || !Utf8.IsValid(tokens.Text(index)));

    private void Default(TokenPlace place, ColumnInfo column)
    {
        // DEFAULT() needs a row to look at, but none of the table's.
        string name = Identifier.Quote(column.Name);
        (string? bytes, string? text) = connection.Row(
            $"SELECT HEX(DEFAULT({name})), CONVERT(DEFAULT({name}) USING utf8mb4) FROM (SELECT 1 AS one) one LEFT JOIN {table} ON FALSE",
            row => (row.GetNullableString(0), column.Charset is null or "binary" ? null : row.GetNullableString(1)));
        if (bytes is not null) _exact.Add((place.Start, place.End, text is null ? $"x'{bytes}'" : Quoted(text)));
    }

    private void Members(SignificantTokens tokens, int first, ColumnInfo column)
    {
        var doubtful = new List<(int Number, TokenPlace Place)>();
        for (int i = first, number = 1; !tokens.IsSymbol(i, ')') && i < tokens.Count; i++)
        {
            if (tokens.IsSymbol(i, ',')) number++;
            else if (IsDoubtful(tokens, i)) doubtful.Add((number, tokens[i]));
        }

        if (doubtful.Count == 0) return;
        if (connection.Server.Flavor == ServerFlavor.MariaDb)
            foreach ((int number, TokenPlace place) in doubtful) _exact.Add((place.Start, place.End, OfVariable(column, number)));
        else
            OfTemporaryTable(column, doubtful);
    }

    /// <summary>MariaDB has variables of a column's type.</summary>
    /// <seealso href="https://mariadb.com/kb/en/declare-variable/"/>
    private string OfVariable(ColumnInfo column, int number) => connection.Row(
        $"BEGIN NOT ATOMIC DECLARE v TYPE OF {table}.{Identifier.Quote(column.Name)}; SET v = {Value(column, number)}; SELECT {Told("v")}; END", row => Literal(row, column));

    /// <summary>On MySQL a column of the same type can say it, in a table that this session alone sees. It ends no transaction.</summary>
    /// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html"/>
    private void OfTemporaryTable(ColumnInfo column, List<(int Number, TokenPlace Place)> doubtful)
    {
        string name = Identifier.Quote(column.Name);
        string members = Identifier.Quote(database, "_schoolbackup_members");
        try
        {
            connection.Execute($"CREATE TEMPORARY TABLE {members} SELECT {name} FROM {table} LIMIT 0");
        }
        catch (MySqlException refused) when (refused.Number is 1044 or 1142 or 1227)
        {
            throw new BackupException(
                BackupError.ObjectUnreadable,
                $"the server prints members of {table}.{name} with question marks, which may stand for other characters ({column.ColumnType}), and the account may not "
                + $"make the temporary table that tells them: {refused.Message}",
                $"grant CREATE TEMPORARY TABLES ON {Identifier.Quote(database)}.*, or leave the table out with --exclude-table",
                refused);
        }

        foreach ((int number, TokenPlace place) in doubtful)
        {
            connection.Execute($"INSERT INTO {members} VALUES ({Value(column, number)})");
            _exact.Add((place.Start, place.End, connection.Row($"SELECT {Told(name)} FROM {members}", row => Literal(row, column))));
            connection.Execute($"DELETE FROM {members}");
        }

        connection.Execute($"DROP TEMPORARY TABLE {members}");
    }

    private static string Value(ColumnInfo column, int number) =>
        column.DataType == "set" ? Invariant($"1 << {number - 1}") : Invariant($"{number}");

    private static string Told(string value) => $"HEX({value}), CONVERT({value} USING utf8mb4)";

    private static string Literal(RowReader row, ColumnInfo column) =>
        column.Charset is null or "binary" ? $"x'{row.GetString(0)}'" : Quoted(row.GetString(1));

    /// <summary>A plain literal: an expression as a default would be another definition.</summary>
    private static string Quoted(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal)}'";

    private byte[] Replaced(byte[] shown)
    {
        if (_exact.Count == 0) return shown;
        var text = new List<byte>(shown.Length + 64);
        int from = 0;
        foreach ((int start, int end, string literal) in _exact)
        {
            text.AddRange(shown.AsSpan(from..start));
            text.AddRange(Encoding.UTF8.GetBytes(literal));
            from = end;
        }

        text.AddRange(shown.AsSpan(from..));
        return [.. text];
    }
}
