using System.Text;

namespace SchoolBackup.Demo;

/// <summary>A definition without the name of the database that it lies in.</summary>
public static class DefinitionText
{
    /// <summary>What stands for the database's own name.</summary>
    public const string Placeholder = "<database>";

    /// <summary>
    /// Replaces the database's name wherever it is an identifier (not in strings, nor in comments), and writes line ends as <c>\n</c>.
    /// </summary>
    /// <param name="text">A statement, or a part of one.</param>
    /// <param name="database">The name to replace.</param>
    /// <param name="sqlMode">The sql_mode under which the statement is to be read: it says what quotes and backslashes mean.</param>
    public static string OnOneLine(string text, string database, string sqlMode = "")
    {
        var tokens = new Scanner(
            text,
            sqlMode.Contains("ANSI_QUOTES", StringComparison.Ordinal),
            !sqlMode.Contains("NO_BACKSLASH_ESCAPES", StringComparison.Ordinal));
        var result = new StringBuilder(text.Length);
        while (tokens.Next() is Range token)
        {
            string piece = text[token];
            result.Append(tokens.IsName(token) && Names(piece, text, token.End.Value, database) ? $"`{Placeholder}`" : piece);
        }

        return result.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r").ToString();
    }

    private static bool Names(string token, string text, int end, string database)
    {
        if (token[0] is '`' or '"')
            return token[1..^1].Replace($"{token[0]}{token[0]}", token[..1], StringComparison.Ordinal) == database;
        return token == database && text.AsSpan(end).TrimStart() is ['.', ..];
    }

    /// <summary>Cuts a statement into names, strings, comments and the rest: no more of SQL than is needed here.</summary>
    private sealed class Scanner(string text, bool quotesName, bool backslashEscapes)
    {
        private int _at;

        public bool IsName(Range token) => text[token.Start.Value] is char c && (c == '`' || (c == '"' && quotesName) || IsWord(c));

        public Range? Next()
        {
            if (_at == text.Length)
                return null;
            int start = _at;
            char c = text[_at];
            _at = c switch
            {
                '`' or '\'' or '"' => EndOfQuoted(c),
                '#' => EndOfLine(),
                '-' when text.AsSpan(_at).StartsWith("-- ") => EndOfLine(),
                '/' when text.AsSpan(_at).StartsWith("/*") => EndAfter("*/"),
                _ when IsWord(c) => EndOfWord(),
                _ => _at + 1,
            };
            return start.._at;
        }

        private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' || c >= 0x80;

        private int EndOfWord()
        {
            int end = _at;
            while (end < text.Length && IsWord(text[end]))
                end++;
            return end;
        }

        private int EndOfLine() => text.IndexOf('\n', _at) is int end and >= 0 ? end : text.Length;

        private int EndAfter(string mark) =>
            text.IndexOf(mark, _at + mark.Length, StringComparison.Ordinal) is int end and >= 0 ? end + mark.Length : text.Length;

        private int EndOfQuoted(char quote)
        {
            bool isString = quote == '\'' || (quote == '"' && !quotesName);
            for (int i = _at + 1; i < text.Length; i++)
            {
                if (text[i] == '\\' && isString && backslashEscapes)
                    i++;
                else if (text[i] == quote && i + 1 < text.Length && text[i + 1] == quote)
                    i++;
                else if (text[i] == quote)
                    return i + 1;
            }

            return text.Length;
        }
    }
}
