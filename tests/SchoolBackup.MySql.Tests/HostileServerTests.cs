using System.Security.Cryptography.X509Certificates;
using System.Text;
using SchoolBackup.MySql.Tests.Servers;

namespace SchoolBackup.MySql.Tests;

/// <summary>A server is not trusted: what it can make the client hold has bounds, and what none may send is an error.</summary>
public sealed class HostileServerTests
{
    [Theory]
    [InlineData(nameof(WireLimits.ResultRows))]
    [InlineData(nameof(WireLimits.ResultBytes))]
    public void Rows_without_end_are_refused_where_they_are_held(string bound)
    {
        WireLimits limits = bound == nameof(WireLimits.ResultRows) ? new() { ResultRows = 10_000 } : new() { ResultBytes = 100_000 };
        using var server = new ScriptedServer(EndlessRows);
        using MySqlConnection connection = Open(server, limits);

        Refused(bound, () => connection.ReadAll("SELECT a FROM t", row => row.GetString(0)));
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public void Rows_without_end_are_refused_where_nobody_wants_them()
    {
        using var server = new ScriptedServer(EndlessRows);
        using MySqlConnection connection = Open(server, new() { ResultRows = 10_000 });

        Refused(nameof(WireLimits.ResultRows), () => connection.Execute("SELECT a FROM t"));
    }

    [Fact]
    public void A_giant_row_is_refused_before_it_is_held()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.OneColumn("a");
            UntilHungUp(() => s.Send(new byte[0xFFFFFF]));
        });
        using MySqlConnection connection = Open(server, new() { RowBytes = 40 << 20 });
        using RowReader rows = connection.Query("SELECT a FROM t");
        long before = GC.GetAllocatedBytesForCurrentThread();

        Refused(nameof(WireLimits.RowBytes), () => rows.Read());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 << 20);
    }

    [Fact]
    public void A_claim_of_more_columns_than_a_table_can_have_is_refused()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.Send(0xFD, 0, 0, 1);
        });
        using MySqlConnection connection = Open(server, new());

        Refused(nameof(WireLimits.Columns), () => connection.Query("SELECT a FROM t"));
    }

    [Fact]
    public void A_claim_of_more_columns_of_a_prepared_statement_is_refused()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.Send(0, 1, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0);
        });
        using MySqlConnection connection = Open(server, new());

        Refused(nameof(WireLimits.Columns), () => connection.Query("SELECT a FROM t", RowProtocol.Binary));
    }

    [Fact]
    public void Columns_with_giant_names_are_refused()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.Send(0xFC, 0, 4);
            UntilHungUp(() => s.Send(Conversation.ColumnDefinition(new string('n', 250))));
        });
        using MySqlConnection connection = Open(server, new() { ColumnBytes = 20_000 });

        Refused(nameof(WireLimits.ColumnBytes), () => connection.Query("SELECT a FROM t"));
    }

    [Fact]
    public void A_giant_answer_is_refused()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.Err(1064, "42000", new string('x', 100_000));
        });
        using MySqlConnection connection = Open(server, new());

        Refused(nameof(WireLimits.AnswerBytes), () => connection.Execute("SELECT 1"));
    }

    [Fact]
    public void Results_without_end_are_refused()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            UntilHungUp(() => s.Ok(status: 8));
        });
        using MySqlConnection connection = Open(server, new() { Results = 50 });

        Refused(nameof(WireLimits.Results), () => connection.Execute("CALL p()"));
    }

    [Fact]
    public void A_giant_greeting_is_refused()
    {
        using var server = new ScriptedServer(s => s.Send([10, .. Encoding.ASCII.GetBytes(new string('8', 100_000)), 0]));

        NotLetIn(nameof(WireLimits.LogInPacketBytes), server);
    }

    [Fact]
    public void A_log_in_without_end_is_refused()
    {
        using var server = new ScriptedServer(s =>
        {
            s.Greet("mysql_native_password");
            UntilHungUp(() =>
            {
                s.Receive();
                s.Send([0xFE, .. "mysql_native_password"u8, 0, .. Conversation.Scramble, 0]);
            });
        });

        NotLetIn(nameof(WireLimits.LogInPackets), server);
    }

    [Theory]
    [InlineData(new byte[] { 5, 49 }, "a row of 0 values")]
    [InlineData(new byte[] { 1, 49, 1, 50 }, "more than the 1 columns")]
    [InlineData(new byte[] { 0xFB }, "NULL")]
    [InlineData(new byte[] { 1, 0xFF }, "no UTF-8")]
    public void A_row_that_is_none_of_the_question_is_an_error(byte[] row, string word)
    {
        using var server = new ScriptedServer(s => Answer(s, row));
        using MySqlConnection connection = Open(server, new());

        var e = Assert.Throws<MySqlProtocolException>(() => connection.ReadAll("SELECT a FROM t", r => r.GetString(0)));

        Assert.Contains(word, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_was_asked_for_and_did_not_come_is_an_error()
    {
        using var server = new ScriptedServer(s => Answer(s, [1, 49]));
        using MySqlConnection connection = Open(server, new());

        Assert.Throws<MySqlProtocolException>(() => connection.ReadAll("SELECT a, b FROM t", r => r.GetString(1)));
    }

    [Fact]
    public void An_OK_instead_of_rows_is_an_error()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.Ok();
        });
        using MySqlConnection connection = Open(server, new());

        Assert.Throws<MySqlProtocolException>(() => connection.ReadAll("SELECT a FROM t", r => r.GetString(0)));
    }

    [Fact]
    public void The_name_of_a_column_that_is_no_UTF_8_is_an_error()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.Send(1);
            byte[] definition = Conversation.ColumnDefinition("a");
            definition[8] = 0xFF;
            s.Send(definition);
            s.Eof();
        });
        using MySqlConnection connection = Open(server, new());

        Assert.Throws<MySqlProtocolException>(() => connection.Query("SELECT a FROM t"));
    }

    [Theory]
    [InlineData(SslMode.Required)]
    [InlineData(SslMode.VerifyIdentity)]
    public void A_stall_within_TLS_ends_after_the_connect_timeout(SslMode mode)
    {
        using var done = new ManualResetEventSlim();
        using var server = new ScriptedServer(s =>
        {
            s.Greet("mysql_native_password", capabilities: 0xDFFF_FFFF);
            s.Receive();
            done.Wait(TimeSpan.FromSeconds(30));
        });

        Silent(server.Options with { SslMode = mode });
        done.Set();
    }

    [Fact]
    public void A_stall_behind_TLS_ends_after_the_connect_timeout()
    {
        using X509Certificate2 certificate = TestCertificate.SelfSigned("localhost");
        using var done = new ManualResetEventSlim();
        using var server = new ScriptedServer(s =>
        {
            s.Greet("mysql_native_password", capabilities: 0xDFFF_FFFF);
            s.Receive();
            s.StartTls(certificate);
            s.Receive();
            done.Wait(TimeSpan.FromSeconds(30));
        });

        Silent(server.Options with { SslMode = SslMode.Required }, TimeSpan.FromSeconds(3));
        done.Set();
    }

    [Fact]
    public void A_greeting_that_drips_ends_after_the_connect_timeout()
    {
        using var server = new ScriptedServer(s =>
        {
            s.SendRaw(200, 0, 0, 0, 10);
            UntilHungUp(() =>
            {
                s.SendRaw((byte)'8');
                Thread.Sleep(50);
            });
        });

        Silent(server.Options);
    }

    [Fact]
    public void A_second_answer_is_not_the_next_commands()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.Together(t =>
            {
                t.Ok();
                t.Sequence = 1;
                t.Ok();
            });
        });
        using MySqlConnection connection = Open(server, new());

        Refused("more than one answer", () => connection.Execute("UPDATE t SET a = 1"));
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public void Rows_behind_what_looked_like_their_end_are_an_error()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.Together(t =>
            {
                t.OneColumn("a");
                t.Eof();
                t.Send(1, 49);
                t.Eof();
            });
        });
        using MySqlConnection connection = Open(server, new());

        Refused("more than one answer", () => connection.ReadAll("SELECT a FROM t", row => row.GetString(0)));
    }

    [Fact]
    public void A_second_answer_to_the_log_in_is_an_error()
    {
        using var server = new ScriptedServer(s =>
        {
            s.Greet("mysql_native_password");
            s.Receive();
            s.Together(t =>
            {
                t.Ok();
                t.Ok();
            });
        });

        NotLetIn("more than one answer", server);
    }

    [Fact]
    public void An_error_that_answers_nothing_ends_the_session()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.Sequence = 7;
            s.Err(1064, "42000", "of another statement");
        });
        using MySqlConnection connection = Open(server, new());

        Assert.Equal(1064, Assert.Throws<MySqlException>(() => connection.Execute("SELECT 1")).Number);
        Assert.False(connection.IsOpen);
    }

    /// <summary>Eight bytes are a BIGINT, or a DOUBLE of quite another value.</summary>
    [Fact]
    public void Columns_that_are_not_the_prepared_ones_are_an_error()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.Send(0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
            s.Send(Conversation.ColumnDefinition("a"));
            s.Eof();
            s.Receive();
            s.Sequence = 1;
            byte[] definition = Conversation.ColumnDefinition("a");
            definition[17] = 5;
            s.Send(1);
            s.Send(definition);
            s.Eof();
        });
        using MySqlConnection connection = Open(server, new());

        Refused("other columns", () => connection.Query("SELECT a FROM t", RowProtocol.Binary));
    }

    [Fact]
    public void A_load_that_asks_for_no_file_is_an_error()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.Ok();
        });
        using MySqlConnection connection = Open(server, new());

        Refused("without asking", () => connection.LoadLocal("LOAD DATA LOCAL INFILE 'x' INTO TABLE t", _ => Assert.Fail("nobody asked for the file")));
    }

    /// <summary>The second part of a row begins like an error, and is the third.</summary>
    [Fact]
    public void A_giant_row_with_a_part_that_is_lost_is_an_error()
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.OneColumn("a");
            s.Send([0xFD, 0xFF, 0xFF, 0xFF, .. new byte[0xFFFFFF - 4]]);
            s.Sequence++;
            s.Send(0xFF, 1, 2, 3);
        });
        using MySqlConnection connection = Open(server, new());
        using RowReader rows = connection.Query("SELECT a FROM t");

        Refused("was due", () => rows.Read());
    }

    private static void EndlessRows(Conversation s)
    {
        s.LetIn();
        s.Receive();
        s.OneColumn("a");
        byte[] row = [40, .. Encoding.ASCII.GetBytes(new string('r', 40))];
        UntilHungUp(() => s.Send(row));
    }

    private static void Answer(Conversation s, byte[] row)
    {
        s.LetIn();
        s.Receive();
        s.OneColumn("a");
        s.Send(row);
        s.Eof();
    }

    private static void UntilHungUp(Action send)
    {
        try
        {
            while (true) send();
        }
        catch (IOException)
        {
            // The client has had enough, which is what it should.
        }
    }

    private static MySqlConnection Open(ScriptedServer server, WireLimits limits) =>
        MySqlConnection.Open(server.Options with { Limits = limits }, CancellationToken.None);

    private static void Refused(string bound, Action command) =>
        Assert.Contains(bound, Assert.Throws<MySqlProtocolException>(command).Message, StringComparison.Ordinal);

    private static void NotLetIn(string bound, ScriptedServer server)
    {
        var e = Assert.Throws<MySqlConnectException>(() => MySqlConnection.Open(server.Options, CancellationToken.None));
        Assert.Equal(ConnectFailure.Unsupported, e.Failure);
        Assert.Contains(bound, e.Message, StringComparison.Ordinal);
    }

    private static void Silent(ConnectionOptions options, TimeSpan? timeout = null)
    {
        var e = Assert.Throws<MySqlConnectException>(() => MySqlConnection.Open(
            options with { ConnectTimeout = timeout ?? TimeSpan.FromMilliseconds(500), IdleTimeout = TimeSpan.FromMinutes(10) }, CancellationToken.None));
        Assert.Equal(ConnectFailure.Unreachable, e.Failure);
        Assert.Contains("did not let the client in", e.Message, StringComparison.Ordinal);
    }
}
