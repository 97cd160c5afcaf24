using System.IO.Pipes;
using SchoolBackup.MySql.Tests.Servers;

namespace SchoolBackup.MySql.Tests;

/// <summary>Windows' third way to a server; .NET plays it on other systems, too.</summary>
public sealed class NamedPipeTests
{
    private readonly ConnectionOptions _options = new()
    {
        Pipe = $"sb-{Guid.NewGuid():N}",
        User = "teacher",
        ConnectTimeout = TimeSpan.FromSeconds(20),
        IdleTimeout = TimeSpan.FromSeconds(20),
    };

    [Fact]
    public async Task Statements_go_through_a_named_pipe()
    {
        Task server = Play(s =>
        {
            s.LetIn();
            s.ExpectQuery("SELECT 1");
            s.OneColumn("1");
            s.Send(1, (byte)'1');
            s.Eof();
            s.Receive();
        });
        using (MySqlConnection connection = MySqlConnection.Open(_options, CancellationToken.None))
        using (RowReader rows = connection.Query("SELECT 1"))
        {
            Assert.True(rows.Read());
            Assert.Equal(1, rows.GetInt64(0));
            Assert.False(rows.Read());
        }

        await server.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_pipe_that_falls_silent_is_given_up()
    {
        Task server = Play(s =>
        {
            s.LetIn();
            s.ExpectQuery("SELECT 1");
            Assert.ThrowsAny<IOException>(() => s.Receive());
        });
        using MySqlConnection connection = MySqlConnection.Open(_options with { IdleTimeout = TimeSpan.FromSeconds(2) }, CancellationToken.None);

        var e = Assert.ThrowsAny<MySqlConnectionException>(() => connection.Execute("SELECT 1"));

        Assert.Contains("silent", e.Message, StringComparison.Ordinal);
        await server.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void No_pipe_is_unreachable()
    {
        var e = Assert.Throws<MySqlConnectException>(() => MySqlConnection.Open(_options with { ConnectTimeout = TimeSpan.FromMilliseconds(300) }, CancellationToken.None));

        Assert.Equal(ConnectFailure.Unreachable, e.Failure);
    }

    private Task Play(Action<Conversation> play)
    {
        var pipe = new NamedPipeServerStream(_options.Pipe!, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        return Task.Run(() =>
        {
            using (pipe)
            {
                pipe.WaitForConnection();
                using var conversation = new Conversation(pipe);
                play(conversation);
            }
        });
    }
}
