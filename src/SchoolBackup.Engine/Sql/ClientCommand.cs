using System.Buffers;
using System.Text;

namespace SchoolBackup.Engine.Sql;

/// <summary>The commands that the <c>mysql</c> client takes for itself when a statement begins with them.</summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/mysql-commands.html"/>
internal static class ClientCommand
{
    // HELP is not among them: the server knows it, too.
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "CHARSET", "CLEAR", "CONNECT", "DELIMITER", "EDIT", "EGO", "EXIT", "GO", "NOPAGER", "NOTEE", "NOWARNING", "PAGER", "PRINT",
        "PROMPT", "QUIT", "REHASH", "SANDBOX", "SOURCE", "STATUS", "SYSTEM", "TEE", "USE", "WARNINGS",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> NamesBySpan =
        Names.GetAlternateLookup<ReadOnlySpan<char>>();

    private const int LongestName = 9;

    /// <summary>The command's name in capitals, or the empty string where SQL stands.</summary>
    public static string At(DumpWindow window, ReadOnlySpan<byte> delimiter)
    {
        window.Has(LongestName + delimiter.Length);
        ReadOnlySpan<byte> text = window.Rest;
        int length = 0;
        while (length < text.Length && char.IsAsciiLetter((char)text[length]))
            length++;
        if (length is 0 or > LongestName)
            return "";

        ReadOnlySpan<byte> behind = text[length..];
        bool ends = behind.IsEmpty || behind[0] <= ' ' || behind[0] == '`' || behind.StartsWith(delimiter);
        Span<char> word = stackalloc char[LongestName];
        Encoding.ASCII.GetChars(text[..length], word);
        return ends && NamesBySpan.TryGetValue(word[..length], out string? name) ? name : "";
    }

    /// <summary>The first word, without its quotes.</summary>
    public static string FirstWord(ReadOnlySpan<byte> text)
    {
        text = Trim(text);
        if (text.IsEmpty)
            return "";
        if (text[0] is (byte)'`' or (byte)'"' or (byte)'\'')
        {
            var quoted = new SqlTokenizer(text, new SqlDialect(AnsiQuotes: true, NoBackslashEscapes: true));
            quoted.MoveNext();
            return Identifier.UnquoteToString(quoted.Current.Text).Trim('\'');
        }

        int end = text.IndexOfAny(" \t\r\n"u8);
        return Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
    }

    /// <summary>Bytes before the delimiter where it stands outside quotes, or else before the white space at the end of the line.</summary>
    public static int LengthToDelimiter(ReadOnlySpan<byte> line, ReadOnlySpan<byte> delimiter, SqlDialect dialect)
    {
        foreach (SqlToken token in new SqlTokenizer(line, dialect))
        {
            int found = token.Text.IndexOf(delimiter);
            if (token.Kind is SqlTokenKind.Word or SqlTokenKind.Symbol && line[token.Start..].StartsWith(delimiter))
                return token.Start;
            if (token.Kind == SqlTokenKind.Word && found > 0)
                return token.Start + found;
        }

        return line.TrimEnd(" \t\r"u8).Length;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8);
}
