using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Errors;
using SchoolBackup.MySql;
using SchoolBackup.MySql.Tests.Servers;

namespace SchoolBackup.Engine.Tests.Server;

/// <summary>What a server that is none, or an ill one, ends in: an error with a code and a hint.</summary>
public sealed class HostileServerTests
{
    [Fact]
    public void Silence_behind_the_log_in_ends_with_the_connect_timeout()
    {
        using var done = new ManualResetEventSlim();
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            done.Wait(TimeSpan.FromSeconds(60));
        });
        ConnectionOptions options = server.Options with { ConnectTimeout = TimeSpan.FromMilliseconds(500), IdleTimeout = TimeSpan.FromMinutes(10) };

        var e = Assert.Throws<BackupException>(() => ServerSession.Open(options, CancellationToken.None));
        done.Set();

        Assert.Equal(BackupError.CannotConnect, e.Code);
        Assert.Contains("0.5 s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nonsense_behind_the_log_in_is_an_error_with_a_hint() => Fails(s => s.Send(1, 2, 3));

    [Fact]
    public void NULL_where_none_may_be_is_an_error_with_a_hint() => Fails(s =>
    {
        s.Receive();
        s.OneColumn("Variable_name");
        s.Send(0xFB);
        s.Eof();
    });

    /// <summary>A number without quotes would be SQL of whoever sent it.</summary>
    [Fact]
    public void A_decimal_that_is_SQL_is_an_error()
    {
        var form = new RowText([new ColumnEntry("a", ColumnKind.Number, null)], [new Column("a", 0xF6, 63, 0, 10, 2)]);
        using var text = new PooledBuffer(100);

        Assert.Equal("(-12.50)"u8, form.Append([0, 0, 6, .. "-12.50"u8], text));
        Assert.Throws<MySqlProtocolException>(() => { form.Append([0, 0, 12, .. "1);DROP/**/a"u8], text); });
        Assert.Throws<MySqlProtocolException>(() => { form.Append([0, 0, 20, .. "1),(2)-- abcdefghijk"u8], text); });
        Assert.Throws<MySqlProtocolException>(() => { form.Append([0, 0, 0], text); });
    }

    [Fact]
    public void A_date_that_has_no_such_month_is_an_error()
    {
        var form = new RowText([new ColumnEntry("a", ColumnKind.Text, null)], [new Column("a", 0x0A, 63, 0, 10, 0)]);
        using var text = new PooledBuffer(100);

        Assert.Equal("('2026-11-29')"u8, form.Append([0, 0, 4, 0xEA, 7, 11, 29], text));
        Assert.Throws<MySqlProtocolException>(() => { form.Append([0, 0, 4, 0xEA, 7, 200, 29], text); });
    }

    [Fact]
    public void Fewer_columns_than_were_asked_for_are_an_error() =>
        Assert.Throws<MySqlProtocolException>(() => new RowText([new ColumnEntry("a", ColumnKind.Text, null)], []));

    [Fact]
    public void A_table_that_is_listed_twice_is_an_error() =>
        Assert.Throws<MySqlProtocolException>(() => ((string[])["a", "b", "a"]).EachOnce(name => name).ToList());

    private static void Fails(Action<Conversation> answer)
    {
        using var server = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            s.Ok();
            answer(s);
        });

        var e = Assert.Throws<BackupException>(() => ServerSession.Guard(server.Options, () => ServerSession.Open(server.Options, CancellationToken.None)));

        Assert.Equal(BackupError.ServerAnswerInvalid, e.Code);
        Assert.NotEqual("", e.Hint);
    }
}
