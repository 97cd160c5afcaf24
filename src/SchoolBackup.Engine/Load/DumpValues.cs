using System.Text;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// Reads the values of a dump's INSERT, or the conditions of its UPDATE and DELETE, to their last token. They are literals and a few
/// functions that make values of literals; nothing in them names another table, another database, or a function of somebody's own. Nothing
/// is kept: an INSERT may be long.
/// </summary>
internal static class DumpValues
{
    /// <summary>
    /// Words that may stand before a bracket: the server's functions that dumps wrap values in, and the keywords of lists.
    /// </summary>
    private static readonly HashSet<string> BeforeBrackets = new(StringComparer.OrdinalIgnoreCase)
    {
        "VALUES", "VALUE", "ROW", "DEFAULT", "KEY", "SET", "ON", "IN", "AND", "OR", "NOT", "WHERE", "BY", "AS",
        "UNHEX", "HEX", "FROM_BASE64", "TO_BASE64", "CAST", "CONVERT", "CONCAT", "CONCAT_WS", "CHAR", "BINARY", "COALESCE", "IFNULL", "NULLIF", "IF", "REPLACE",
        "NOW", "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "CURDATE", "CURTIME", "LOCALTIME", "LOCALTIMESTAMP", "UTC_TIMESTAMP", "FROM_UNIXTIME", "STR_TO_DATE", "TIMESTAMP", "DATE", "TIME",
        "UUID", "UUID_TO_BIN", "INET6_ATON", "INET_ATON", "COMPRESS", "UNCOMPRESS", "LOWER", "UPPER", "TRIM",
        "GEOMFROMTEXT", "GEOMFROMWKB", "GEOMETRYFROMTEXT", "ST_GEOMFROMTEXT", "ST_GEOMFROMWKB", "ST_GEOMETRYFROMTEXT", "ST_GEOMFROMGEOJSON", "ST_POINTFROMTEXT", "POINTFROMTEXT", "POINT",
        "JSON_ARRAY", "JSON_OBJECT", "JSON_EXTRACT", "JSON_COMPACT", "COLUMN_CREATE", "DECIMAL", "UNSIGNED", "SIGNED", "VARCHAR", "DATETIME", "VEC_FROMTEXT", "STRING_TO_VECTOR", "TO_VECTOR",
    };

    private static readonly HashSet<string> Never = new(StringComparer.OrdinalIgnoreCase)
    {
        "SELECT", "TABLE", "WITH", "INTO", "NEXT", "PREVIOUS", "RETURNING", "PROCEDURE", "EXISTS", "JOIN", "OUTFILE", "DUMPFILE",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeBracketsBySpan =
        BeforeBrackets.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> NeverBySpan =
        Never.GetAlternateLookup<ReadOnlySpan<char>>();

    private const int LongestWord = 32;

    /// <summary>Why these are not values, or null.</summary>
    /// <param name="text">The statement from its first value, or condition, on.</param>
    /// <param name="dialect">The sql_mode that it is read in.</param>
    public static string? Refusal(ReadOnlySpan<byte> text, SqlDialect dialect)
    {
        var tokens = new SqlTokenizer(text, dialect);
        Span<char> word = stackalloc char[LongestWord];
        bool isCallable = false; // a name that a bracket would make a call of
        while (tokens.MoveNextSignificant())
        {
            SqlToken token = tokens.Current;
            if (token.IsUnterminated) return "its text does not end";
            if (token.Kind == SqlTokenKind.Symbol)
            {
                if (token.Text[0] == '(' && isCallable) return "it calls something to find a value";
                if (!"(),=-+;<>!*&|"u8.Contains(token.Text[0]))
                    return token.Text[0] == '.'
                        ? "it qualifies a name, and so may reach another database"
                        : "it computes its rows instead of holding them";
                isCallable = false;
                continue;
            }

            isCallable = token.Kind == SqlTokenKind.QuotedIdentifier;
            if (token.Kind != SqlTokenKind.Word) continue;
            isCallable = true;
            if (token.Text.Length > LongestWord) continue;
            int length = Encoding.Latin1.GetChars(token.Text, word);
            if (NeverBySpan.Contains(word[..length])) return "it computes its rows instead of holding them";
            isCallable = !BeforeBracketsBySpan.Contains(word[..length]);
        }

        return null;
    }
}
