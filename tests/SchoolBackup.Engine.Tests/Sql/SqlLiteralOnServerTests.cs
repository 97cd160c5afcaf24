using System.Text;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Tests.Sql;

/// <summary>The literals as a real server reads them, having come through the command-line client.</summary>
[Trait("Needs", "server")]
public sealed class SqlLiteralOnServerTests(MariaDbServer server)
{
    [Fact]
    public void The_server_reads_the_bytes_that_were_written()
    {
        byte[][] values =
        [
            [.. Enumerable.Range(0, 256).Select(i => (byte)i)],
            [.. Enumerable.Range(0, 65536).SelectMany(i => new[] { (byte)(i >> 8), (byte)i })],
            .. Enumerable.Range(1, 50).Select(seed => RandomBytes(seed)),
            "\r\n"u8.ToArray(), "\\N;\nDELIMITER //\n-- '\n"u8.ToArray(), "\\"u8.ToArray(), "\0"u8.ToArray(), [],
        ];
        var sql = new MemoryStream();
        sql.Write("SET NAMES binary;\n"u8);
        foreach (byte[] value in values)
        {
            sql.Write("SELECT HEX("u8);
            sql.Write(SqlLiteralTests.Literal(value));
            sql.Write(");\n"u8);
        }

        string[] read = server.Run(sql.ToArray()).Split('\n');
        Assert.Equal(values.Select(Convert.ToHexString), read[..^1]);
    }

    [Fact]
    public void What_the_server_quotes_is_unescaped_as_it_was()
    {
        byte[] value = [.. Enumerable.Range(1, 255).Select(i => (byte)i)];
        string quoted = server.Run($"SET NAMES binary; SELECT HEX(QUOTE(x'{Convert.ToHexString(value)}'));").Trim();
        Assert.Equal(value, SqlLiteral.Unescape(Convert.FromHexString(quoted)));
    }

    [Fact]
    public void Every_escape_means_what_the_server_means_by_it()
    {
        // All letters but those that end the literal or are no single byte of utf8mb4.
        string[] literals = [.. Enumerable.Range(1, 126).Select(i => $@"'\{(char)i}'"), "'a''b'", "\"a\"\"b\"", "'\"'"];
        string sql = "SET NAMES latin1;\n" + string.Concat(literals.Where(l => !l.Contains('\r')).Select(l => $"SELECT HEX({l});\n"));
        string[] read = server.Run(sql).Split('\n');
        Assert.Equal(literals.Where(l => !l.Contains('\r')).Select(l => Convert.ToHexString(SqlLiteral.Unescape(Encoding.UTF8.GetBytes(l)))), read[..^1]);
    }

    private static byte[] RandomBytes(int seed)
    {
        byte[] bytes = new byte[seed * 20];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
