using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SchoolBackup.MySql.Tests.Servers;

/// <summary>Stands between a client and a real server, passes on what they say, and lets one change do its work.</summary>
internal sealed class WireProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _open = [];
    private readonly IPEndPoint _server;
    private readonly IWireChange _change;

    /// <param name="serverPort">The server's port on this machine.</param>
    /// <param name="change">What becomes of what is said.</param>
    public WireProxy(int serverPort, IWireChange change)
    {
        _server = new IPEndPoint(IPAddress.Loopback, serverPort);
        _change = change;
        _listener.Start();
        Start(Accept);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _listener.Dispose();
        foreach (TcpClient socket in _open) socket.Dispose();
    }

    private static void Start(Action run) => new Thread(() => run()) { IsBackground = true, Name = "wire" }.Start();

    private void Accept()
    {
        try
        {
            while (true)
            {
                TcpClient client = _listener.AcceptTcpClient();
                var server = new TcpClient { NoDelay = true };
                client.NoDelay = true;
                _open.Add(client);
                _open.Add(server);
                server.Connect(_server);
                Start(() => Pass(Way.ToServer, client, server));
                Start(() => Pass(Way.ToClient, server, client));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private void Pass(Way way, TcpClient from, TcpClient to)
    {
        var fate = WireFate.HangUp;
        try
        {
            // Not disposed: that would hang up, and silence does not.
            var source = new BufferedStream(from.GetStream(), 64 * 1024);
            NetworkStream target = to.GetStream();
            do
            {
                byte[] piece = _change.Take(source);
                fate = piece.Length > 0 ? _change.Pass(way, piece, target) : WireFate.HangUp;
            }
            while (fate == WireFate.GoOn);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or NotSupportedException)
        {
            // One side hung up; the other learns of it.
            fate = WireFate.HangUp;
        }

        if (fate == WireFate.FallSilent) return;
        from.Dispose();
        to.Dispose();
    }
}

/// <summary>Which way bytes go.</summary>
internal enum Way
{
    ToClient,
    ToServer,
}

/// <summary>How a conversation goes on.</summary>
internal enum WireFate
{
    GoOn,

    /// <summary>Nothing more comes this way, and nobody hangs up.</summary>
    FallSilent,
    HangUp,
}

/// <summary>Passes a conversation on, and changes something in it.</summary>
internal interface IWireChange
{
    /// <summary>Reads the next piece: what it passes as one.</summary>
    /// <returns>Nothing at the end.</returns>
    byte[] Take(Stream source);

    /// <summary>Writes a piece, or what has become of it.</summary>
    WireFate Pass(Way way, byte[] piece, Stream target);
}
