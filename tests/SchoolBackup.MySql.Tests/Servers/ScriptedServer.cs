using System.Net;
using System.Net.Sockets;

namespace SchoolBackup.MySql.Tests.Servers;

/// <summary>
/// A server that plays conversations written down in the test, one for each connection in turn, and complains when the client departs from them.
/// </summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _playing;

    public ScriptedServer(params Action<Conversation>[] conversations)
    {
        _listener.Start();
        _playing = Task.Run(() => Task.WhenAll(conversations.Select(Begin).ToArray()));
    }

    public ConnectionOptions Options => new()
    {
        Server = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        User = "teacher",
        Password = "chalk and blackboard",
        ConnectTimeout = TimeSpan.FromSeconds(20),
        IdleTimeout = TimeSpan.FromSeconds(20),
    };

    /// <summary>Waits until everything has been played as written.</summary>
    public void AssertPlayed() => Assert.True(_playing.Wait(TimeSpan.FromSeconds(20)), "the client did not play its part");

    private Task Begin(Action<Conversation> play)
    {
        TcpClient client = _listener.AcceptTcpClient();
        client.NoDelay = true;
        return Task.Run(() =>
        {
            using (client)
            using (var conversation = new Conversation(client.GetStream()))
            {
                play(conversation);
            }
        });
    }

    public void Dispose() => _listener.Dispose();
}
