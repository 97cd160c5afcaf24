using System.Text;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Dump;

/// <summary>Numbers and dates as a real server sends them in binary, against the text that it makes of them itself.</summary>
[Collection(OnServer.Name)]
public sealed class RowTextOnServerTests(TestServer server)
{
    private const string Numbers = """
        a TINYINT, b TINYINT UNSIGNED, c SMALLINT, d SMALLINT UNSIGNED, e MEDIUMINT, f MEDIUMINT UNSIGNED, g INT, h INT UNSIGNED, i BIGINT, j BIGINT UNSIGNED,
        k YEAR, l DECIMAL(65,30), m DECIMAL(5,0) UNSIGNED
        """;

    private const string Dates = """
        a DATE, b DATETIME, c DATETIME(1), d DATETIME(3), e DATETIME(6), f TIMESTAMP NULL, g TIMESTAMP(4) NULL, h TIME, i TIME(2), j TIME(5), k TIME(6)
        """;

    [Fact]
    public void Numbers_are_those_of_the_text_protocol()
    {
        string[] rows =
        [
            "(-128, 0, -32768, 0, -8388608, 0, -2147483648, 0, -9223372036854775808, 0, 0, -99999999999999999999999999999999999.999999999999999999999999999999, 0)",
            "(127, 255, 32767, 65535, 8388607, 16777215, 2147483647, 4294967295, 9223372036854775807, 18446744073709551615, 2155, 0.000000000000000000000000000001, 99999)",
            "(-1, 1, -1, 1, -1, 1, -1, 1, -1, 1, 1901, -1, 7)",
            "(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
            "(NULL, 9, NULL, 99, NULL, 999, NULL, 9999, NULL, 99999, NULL, 5, NULL)",
        ];
        Compare(Numbers, "INSERT INTO t VALUES " + string.Join(", ", rows), ColumnKind.Number);
    }

    [Fact]
    public void Dates_are_those_of_the_text_protocol()
    {
        const string moment = "TIMESTAMPADD(MICROSECOND, CAST(RAND(seq) * 999999 AS SIGNED), '2001-01-01' + INTERVAL CAST(RAND(seq + 1) * 700000000 AS SIGNED) SECOND)";
        const string time = "SEC_TO_TIME((RAND(seq + 2) - 0.5) * 6040000)";
        string random = $"INSERT INTO t SELECT {moment}, {moment}, {moment}, {moment}, {moment}, {moment}, {moment}, {time}, {time}, {time}, {time} FROM seq_1_to_3000";
        string edges = """
            INSERT INTO t VALUES
            ('0000-00-00', '0000-00-00', '0000-00-00', '2024-00-00', '2024-02-00 00:00:00.000001', NULL, NULL, '838:59:59', '-838:59:59', '-00:00:00.00001', '838:59:59.999999'),
            ('9999-12-31', '9999-12-31 23:59:59', '1000-01-01', '0001-01-01 00:00:01', '2024-02-29 12:00:00', '1970-01-01 00:00:01', '2038-01-19 03:14:07.9999', '0', '-0:0:0.01', '99:59:59', '100:00:00'),
            ('2024-02-31', '2024-02-31', '0000-01-01', '0000-00-01', NULL, '0000-00-00', '0000-00-00', NULL, '0', '0', '-24:00:00')
            """;
        Compare(Dates, $"{edges};\n{random}", ColumnKind.Text);
    }

    /// <summary>Inserts the rows and reads them in both protocols; MyISAM gives them in the order in which they came.</summary>
    private void Compare(string columns, string insert, ColumnKind kind)
    {
        using TestDatabase database = server.NewDatabase($"SET sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00'; CREATE TABLE t ({columns}) ENGINE=MyISAM; {insert};");
        using MySqlConnection connection = ServerSession.Open(database.Connection, CancellationToken.None);
        string sql = $"SELECT * FROM {database.Name}.t";
        string quote = kind == ColumnKind.Text ? "'" : "";
        IReadOnlyList<string> expected = connection.Rows(sql, row =>
            $"({string.Join(',', Enumerable.Range(0, row.Columns.Count).Select(column => row.GetNullableString(column) is { } value ? quote + value + quote : "NULL"))})");
        List<string> actual = [];
        using (RowReader rows = connection.Query(sql, RowProtocol.Binary))
        {
            var form = new RowText([.. rows.Columns.Select(column => new ColumnEntry(column.Name, kind, null))], rows.Columns);
            while (rows.Read())
            {
                using var text = new PooledBuffer(16);
                actual.Add(Encoding.UTF8.GetString(form.Append(rows.Row, text)));
            }
        }

        Assert.NotEmpty(actual);
        Assert.Equal(expected, actual);
    }
}
