using System.Buffers;
using System.Text;

namespace SchoolBackup.Engine.Sql;

/// <summary>Names of databases, tables, columns: quoted with backticks, which every sql_mode understands.</summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/identifiers.html"/>
public static class Identifier
{
    /// <summary><c>a`b</c> becomes <c>`a``b`</c>.</summary>
    public static string Quote(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary><c>school</c> and <c>a`b</c> become <c>`school`.`a``b`</c>.</summary>
    public static string Quote(string schema, string name) => $"{Quote(schema)}.{Quote(name)}";

    /// <summary>As <see cref="Quote(string)"/>, in the bytes of whatever character set the name came in.</summary>
    public static byte[] Quote(ReadOnlySpan<byte> name)
    {
        var quoted = new ArrayBufferWriter<byte>(name.Length + 2);
        WriteQuoted(quoted, name, (byte)'`');
        return quoted.WrittenSpan.ToArray();
    }

    /// <summary>The name behind a token: quotes taken off, doubled ones made single; an unquoted word stays as it is.</summary>
    public static byte[] Unquote(ReadOnlySpan<byte> identifier)
    {
        if (identifier.Length < 2 || identifier[0] is not ((byte)'`' or (byte)'"') || identifier[^1] != identifier[0])
            return identifier.ToArray();

        byte quote = identifier[0];
        ReadOnlySpan<byte> inner = identifier[1..^1];
        byte[] name = new byte[inner.Length];
        int length = 0;
        for (int at = 0; at < inner.Length; at++)
        {
            name[length++] = inner[at];
            if (inner[at] == quote && at + 1 < inner.Length && inner[at + 1] == quote)
                at++;
        }

        return name[..length];
    }

    /// <summary>As <see cref="Unquote"/>, read as UTF-8.</summary>
    public static string UnquoteToString(ReadOnlySpan<byte> identifier) => Encoding.UTF8.GetString(Unquote(identifier));

    /// <summary>Writes the name between quotes, doubling those in it.</summary>
    internal static void WriteQuoted(IBufferWriter<byte> target, ReadOnlySpan<byte> name, byte quote)
    {
        ReadOnlySpan<byte> mark = [quote];
        target.Write(mark);
        for (int next; (next = name.IndexOf(quote)) >= 0; name = name[(next + 1)..])
        {
            target.Write(name[..(next + 1)]);
            target.Write(mark);
        }

        target.Write(name);
        target.Write(mark);
    }
}
