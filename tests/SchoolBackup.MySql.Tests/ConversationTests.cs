using System.Buffers.Binary;
using System.Text;
using SchoolBackup.MySql.Tests.Servers;

namespace SchoolBackup.MySql.Tests;

/// <summary>What a server may say to a statement, and what it must not.</summary>
public sealed class ConversationTests
{
    [Fact]
    public void An_error_after_some_rows_is_an_error()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.ExpectQuery("SELECT a FROM t");
            s.OneColumn("a");
            s.Send(1, (byte)'1');
            s.Err(1317, "70100", "Query execution was interrupted");
            s.ExpectQuery("SELECT 2");
            s.Ok();
            s.Receive();
        });
        using MySqlConnection connection = MySqlConnection.Open(server.Options, CancellationToken.None);
        using RowReader rows = connection.Query("SELECT a FROM t");

        Assert.True(rows.Read());
        var e = Assert.Throws<MySqlException>(() => rows.Read());
        Assert.Equal(1317, e.Number);
        Assert.Throws<InvalidOperationException>(() => rows.Read());
        Assert.Equal(0, connection.Execute("SELECT 2").AffectedRows);
        connection.Dispose();
        server.AssertPlayed();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(50)]
    public void A_line_cut_anywhere_in_a_row_is_an_error(int bytesOfRow)
    {
        byte[] row = [60, 0, 0, 6, 59, .. Encoding.ASCII.GetBytes(new string('x', 59))];
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.ExpectQuery("SELECT a FROM t");
            s.OneColumn("a");
            s.Send(1, (byte)'1');
            s.Send(1, (byte)'2');
            s.SendRaw(row.AsSpan(0, bytesOfRow));
        });
        using MySqlConnection connection = MySqlConnection.Open(server.Options, CancellationToken.None);
        using RowReader rows = connection.Query("SELECT a FROM t");

        Assert.True(rows.Read());
        Assert.True(rows.Read());
        Assert.ThrowsAny<MySqlConnectionException>(() => rows.Read());
        Assert.False(connection.IsOpen);
        Assert.ThrowsAny<MySqlConnectionException>(() => connection.Execute("SELECT 1"));
    }

    [Fact]
    public void A_line_cut_between_rows_is_an_error_too()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.OneColumn("a");
            s.Send(1, (byte)'1');
        });
        using MySqlConnection connection = MySqlConnection.Open(server.Options, CancellationToken.None);
        using RowReader rows = connection.Query("SELECT a FROM t");

        Assert.True(rows.Read());
        Assert.ThrowsAny<MySqlConnectionException>(() => rows.Read());
    }

    [Fact]
    public void Progress_reports_are_passed_over()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.ExpectQuery("ALTER TABLE t FORCE");
            s.Send([0xFF, 0xFF, 0xFF, 1, 1, 2, 0x10, 0x27, 0, 7, .. "copying"u8]);
            s.Send([0xFF, 0xFF, 0xFF, 1, 2, 2, 0x10, 0x27, 0, 7, .. "copying"u8]);
            s.Send(0, 5, 0, 2, 0, 0, 0);
            s.Receive();
        });
        using MySqlConnection connection = MySqlConnection.Open(server.Options, CancellationToken.None);

        Assert.Equal(5, connection.Execute("ALTER TABLE t FORCE").AffectedRows);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_nobody_offered_is_not_sent(bool asRows)
    {
        byte[] sent = [1];
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.Send([0xFB, .. "/etc/passwd"u8]);
            sent = s.Receive();
            s.Ok();
        });
        using MySqlConnection connection = MySqlConnection.Open(server.Options, CancellationToken.None);

        var e = Assert.ThrowsAny<MySqlConnectionException>(() =>
        {
            if (asRows) connection.Query("SELECT 1").Dispose();
            else connection.Execute("SELECT 1");
        });

        Assert.Contains("/etc/passwd", e.Message, StringComparison.Ordinal);
        server.AssertPlayed();
        Assert.Empty(sent);
    }

    [Fact]
    public void A_file_asked_for_twice_is_sent_once()
    {
        byte[] again = [1];
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.Send([0xFB, .. "x"u8]);
            Assert.Equal("rows"u8.ToArray(), s.Receive());
            Assert.Empty(s.Receive());
            s.Send([0xFB, .. "/etc/passwd"u8]);
            again = s.Receive();
            s.Ok();
        });
        using MySqlConnection connection = MySqlConnection.Open(server.Options, CancellationToken.None);

        Assert.ThrowsAny<MySqlConnectionException>(() => connection.LoadLocal("LOAD DATA LOCAL INFILE 'x' INTO TABLE t", file => file.Write("rows"u8)));

        server.AssertPlayed();
        Assert.Empty(again);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    public void A_row_over_16_MiB_comes_in_several_packets(int beyond)
    {
        const int Largest = 0xFFFFFF;
        var value = new byte[(2 * Largest) - 9 + beyond];
        new Random(beyond).NextBytes(value);
        var length = new byte[9];
        length[0] = 0xFE;
        BinaryPrimitives.WriteInt64LittleEndian(length.AsSpan(1), value.Length);
        byte[] row = [.. length, .. value];
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.OneColumn("a");
            s.Send(row.AsSpan(0, Largest));
            s.Send(row.AsSpan(Largest, Largest));
            s.Send(row.AsSpan(2 * Largest));
            s.Send(3, 1, 2, 3);
            s.Eof(warnings: 7);
            s.Receive();
        });
        using MySqlConnection connection = MySqlConnection.Open(server.Options, CancellationToken.None);
        using RowReader rows = connection.Query("SELECT a FROM t");

        Assert.True(rows.Read());
        Assert.True(rows[0].SequenceEqual(value));
        Assert.True(rows.Read());
        Assert.Equal([1, 2, 3], rows[0].ToArray());
        Assert.False(rows.Read());
        Assert.Equal(7, rows.Warnings);
    }

    [Fact]
    public void A_packet_out_of_order_ends_the_session()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.Sequence++;
            s.Ok();
        });
        using MySqlConnection connection = MySqlConnection.Open(server.Options, CancellationToken.None);

        Assert.ThrowsAny<MySqlConnectionException>(() => connection.Execute("SELECT 1"));
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public void A_farewell_sent_before_the_command_was_read_is_understood()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Sequence = 0;
            s.Err(1927, "70100", "Connection was killed");
            s.Receive();
        });
        using MySqlConnection connection = MySqlConnection.Open(server.Options, CancellationToken.None);

        Assert.Equal(1927, Assert.Throws<MySqlException>(() => connection.Execute("SELECT 1")).Number);
    }

    [Fact]
    public void A_row_with_too_few_values_is_an_error()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.OneColumn("a");
            s.Send(5, (byte)'1');
            s.Eof();
            s.Receive();
        });
        using MySqlConnection connection = MySqlConnection.Open(server.Options, CancellationToken.None);
        using RowReader rows = connection.Query("SELECT a FROM t");

        Assert.Throws<MySqlProtocolException>(() => rows.Read());
    }

    [Fact]
    public void Silence_longer_than_the_idle_timeout_ends_the_session()
    {
        using var done = new ManualResetEventSlim();
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            done.Wait(TimeSpan.FromSeconds(20));
        });
        using MySqlConnection connection = MySqlConnection.Open(server.Options with { IdleTimeout = TimeSpan.FromMilliseconds(200) }, CancellationToken.None);

        var e = Assert.ThrowsAny<MySqlConnectionException>(() => connection.Execute("SELECT 1"));
        done.Set();

        Assert.Contains("silent for longer than 0.2 s", e.Message, StringComparison.Ordinal);
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public void The_line_is_closed_when_no_second_connection_is_to_be_had()
    {
        using var stop = new CancellationTokenSource();
        using var server = new ScriptedServer(
            s =>
            {
                s.LetIn();
                s.ExpectQuery("SELECT SLEEP(60)");
                stop.Cancel();
                Assert.ThrowsAny<IOException>(() => s.Receive());
            },
            s => s.Err(1040, "08004", "Too many connections"));

        AssertCancelled(server, stop);
    }

    [Fact]
    public void The_line_is_closed_when_the_server_does_not_heed_KILL()
    {
        using var stop = new CancellationTokenSource();
        using var server = new ScriptedServer(
            s =>
            {
                s.LetIn();
                s.ExpectQuery("SELECT SLEEP(60)");
                stop.Cancel();
                Assert.ThrowsAny<IOException>(() => s.Receive());
            },
            s =>
            {
                s.LetIn();
                string last = "";
                for (byte[] command = s.Receive(); command[0] != 1; command = s.Receive())
                {
                    // Once the statement was asked to end for long enough, its session is.
                    Assert.NotEqual("KILL 42", last);
                    last = System.Text.Encoding.UTF8.GetString(command[1..]);
                    Assert.True(last is "KILL QUERY 42" or "KILL 42", last);
                    s.Ok();
                }

                Assert.Equal("KILL 42", last);
            });

        AssertCancelled(server, stop);
    }

    private static void AssertCancelled(ScriptedServer server, CancellationTokenSource stop)
    {
        using MySqlConnection connection = MySqlConnection.Open(server.Options, stop.Token);

        var e = Assert.Throws<OperationCanceledException>(() => connection.Execute("SELECT SLEEP(60)"));

        Assert.Equal(stop.Token, e.CancellationToken);
        Assert.False(connection.IsOpen);
        Assert.Throws<OperationCanceledException>(() => connection.Execute("SELECT 1"));
        server.AssertPlayed();
    }
}
