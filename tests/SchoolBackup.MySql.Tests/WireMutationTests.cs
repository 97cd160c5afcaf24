using System.Globalization;
using System.Text;
using SchoolBackup.MySql.Tests.Servers;

namespace SchoolBackup.MySql.Tests;

/// <summary>
/// A real conversation, changed in one place on its way. Whatever it was, the client ends with the right answers or an exception of its own: never with
/// another one, never waiting for ever, never with more memory than its bounds allow. The changes are drawn by number: a failure names its own.
/// </summary>
[Collection(MariaDb.Name)]
public sealed class WireMutationTests
{
    private const int Changes = 100;
    private const long MostMemory = 64 << 20;

    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(60);

    private readonly MariaDbServer _server;

    public WireMutationTests(MariaDbServer server)
    {
        _server = server;
        using MySqlConnection teacher = MySqlConnection.Open(server.Teacher, CancellationToken.None);
        teacher.Execute("DROP TABLE IF EXISTS wire");
        teacher.Execute("CREATE TABLE wire (id INT PRIMARY KEY, big BIGINT UNSIGNED, price DECIMAL(10,2), ratio DOUBLE, day DATETIME(3), name VARCHAR(40), blob_ BLOB)");
        teacher.Execute("INSERT INTO wire SELECT seq, seq * 1e12, seq / 4, seq / 3, '2026-11-29 10:00:00.125', CONCAT('pupil Å ', seq), IF(seq % 5, UNHEX(LEFT(SHA2(seq, 256), 32)), NULL) FROM numbers WHERE seq <= 20");
        teacher.Execute("DROP PROCEDURE IF EXISTS twice");
        teacher.Execute("CREATE PROCEDURE twice() BEGIN SELECT 1; SELECT 2, 3; END");
    }

    /// <summary>What is out of form is never taken for an answer; what only says something else may be, because nothing vouches for it.</summary>
    [Fact]
    public async Task Packets_to_the_client()
    {
        var whole = PacketChange.None;
        string right = await Through(whole, Plain);
        await Each(async seed =>
        {
            PacketChange change = PacketChange.Draw(seed, Way.ToClient, whole);
            await Judge(seed, change, Plain, change.IsOfForm ? right : null);
        });
    }

    /// <summary>The server does what it understands, so only how the client ends is judged.</summary>
    [Fact]
    public async Task Packets_to_the_server()
    {
        var whole = PacketChange.None;
        await Through(whole, Plain);
        await Each(seed => Judge(seed, PacketChange.Draw(seed, Way.ToServer, whole), Plain, right: null));
    }

    [Theory]
    [InlineData(nameof(Way.ToClient))]
    [InlineData(nameof(Way.ToServer))]
    public async Task Bytes_in_the_open(string way)
    {
        var whole = ByteChange.None;
        await Through(whole, Plain);
        await Each(seed => Judge(seed, ByteChange.Draw(seed, Enum.Parse<Way>(way), whole), Plain, right: null));
    }

    /// <summary>Nothing that becomes of encrypted bytes is ever taken for an answer.</summary>
    [Theory]
    [InlineData(nameof(Way.ToClient))]
    [InlineData(nameof(Way.ToServer))]
    public async Task Bytes_within_TLS(string way)
    {
        var whole = ByteChange.None;
        string right = await Through(whole, Encrypted);
        await Each(seed => Judge(seed, ByteChange.Draw(seed, Enum.Parse<Way>(way), whole), Encrypted, right));
    }

    /// <summary>Several at a time: most of them wait.</summary>
    private static Task Each(Func<int, Task> judge) =>
        Parallel.ForAsync(0, Changes, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (seed, _) => await judge(seed));

    private static ConnectionOptions Plain(ConnectionOptions options) => options with { SslMode = SslMode.Disabled };

    private static ConnectionOptions Encrypted(ConnectionOptions options) => options with { SslMode = SslMode.Required };

    private async Task Judge(int seed, IWireChange change, Func<ConnectionOptions, ConnectionOptions> how, string? right)
    {
        string answers;
        try
        {
            answers = await Through(change, options => how(options) with { IdleTimeout = TimeSpan.FromMilliseconds(300), ConnectTimeout = TimeSpan.FromSeconds(1) });
        }
        catch (Exception e) when (e is MySqlException or MySqlConnectException or MySqlConnectionException)
        {
            return;
        }
        catch (Exception e)
        {
            Assert.Fail($"change {seed}, {change}: {e}");
            return;
        }

        if (right is not null) Assert.True(right == answers, $"change {seed}, {change}: not what the server said:\n{answers}");
    }

    private async Task<string> Through(IWireChange change, Func<ConnectionOptions, ConnectionOptions> how)
    {
        using var proxy = new WireProxy(_server.Port, change);
        ConnectionOptions options = how(_server.Teacher with { Port = proxy.Port });
        return await Task.Run(() => Talk(options)).WaitAsync(Forever, TestContext.Current.CancellationToken);
    }

    private static string Talk(ConnectionOptions options)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var said = new StringBuilder();
        try
        {
            using MySqlConnection connection = MySqlConnection.Open(options, CancellationToken.None);
            connection.Execute("SET NAMES utf8mb4");
            foreach (string line in connection.ReadAll("SELECT * FROM wire ORDER BY id", Text)) said.AppendLine(line);
            said.AppendLine(Prepared(connection, "SELECT id, ratio FROM wire ORDER BY id", length: 2 + 4 + 8));
            connection.Execute("CREATE TEMPORARY TABLE loaded (id INT PRIMARY KEY, name VARCHAR(10)) ENGINE=InnoDB");
            CommandResult loaded = connection.LoadLocal("LOAD DATA LOCAL INFILE 'rows' INTO TABLE loaded", file => file.Write("1\tAsha\n2\tBikram\n3\tDevi\n"u8));
            said.AppendLine(CultureInfo.InvariantCulture, $"{loaded.AffectedRows} rows, {loaded.Warnings} warnings");
            said.AppendLine(Refused(connection));
            connection.Execute("CALL twice()");
            said.AppendLine(Prepared(connection, "SELECT COUNT(*), MAX(id) FROM loaded", length: 2 + 8 + 4));
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
        }

        return said.ToString();
    }

    private static string Text(RowReader row) => string.Join('|', row.Columns.Select((_, i) => row.IsNull(i) ? "NULL" : Convert.ToHexString(row[i])));

    /// <param name="connection">Where to ask.</param>
    /// <param name="sql">The question.</param>
    /// <param name="length">Bytes of a row, without NULLs: whoever reads such rows judges their form.</param>
    private static string Prepared(MySqlConnection connection, string sql, int length)
    {
        using RowReader rows = connection.Query(sql, RowProtocol.Binary);
        var said = new StringBuilder();
        foreach (Column column in rows.Columns) said.Append(CultureInfo.InvariantCulture, $"{column.Name} {column.Type} ");
        while (rows.Read())
        {
            if (rows.Row.Length != length || rows.Row[0] != 0) throw new MySqlProtocolException("no such row");
            said.AppendLine(Convert.ToHexString(rows.Row));
        }

        return said.ToString();
    }

    /// <summary>The server's own errors are answers, too.</summary>
    private static string Refused(MySqlConnection connection)
    {
        try
        {
            connection.Execute("SELECT nothing FROM nowhere");
            return "no error";
        }
        catch (MySqlException e) when (e.Number == 1146)
        {
            return "1146";
        }
    }
}
