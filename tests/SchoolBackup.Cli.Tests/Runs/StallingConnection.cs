using System.Net;
using System.Net.Sockets;

namespace SchoolBackup.Cli.Tests;

/// <summary>What a line that has stalled tells the server when the client hangs up.</summary>
public enum HangUp
{
    Carried,

    /// <summary>Nothing, as when a cable was pulled: the server waits on.</summary>
    Lost,
}

/// <summary>A line to a server that falls silent, and stays open, once it has carried so many bytes one way; a run is then surely in the middle.</summary>
internal sealed class StallingConnection : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _serverPort;
    private readonly long _limit;
    private readonly HangUp _hangUp;

    /// <param name="serverPort">Where the server listens on this machine.</param>
    /// <param name="limit">Bytes that each connection carries in each direction.</param>
    /// <param name="hangUp">Whether the server learns that the client has hung up.</param>
    public StallingConnection(int serverPort, long limit, HangUp hangUp = HangUp.Carried)
    {
        (_serverPort, _limit, _hangUp) = (serverPort, limit, hangUp);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Done as soon as one connection has stalled.</summary>
    public Task Stalled => _stalled.Task;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
            _ = RelayAsync(client);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using TcpClient near = client;
        using var far = new TcpClient();
        await far.ConnectAsync(IPAddress.Loopback, _serverPort, _end.Token);
        // Silent towards the server, the line still notices that the client hangs up, and the server learns it, as it would on a real one.
        Task toServer = CarryAsync(near.GetStream(), far.GetStream(), () => _hangUp == HangUp.Carried ? near.GetStream().CopyToAsync(Stream.Null, _end.Token) : Task.Delay(Timeout.Infinite, _end.Token));
        Task fromServer = CarryAsync(far.GetStream(), near.GetStream(), () => Task.Delay(Timeout.Infinite, _end.Token));
        // The end of either side is the end of both, as it is with a real line; a stall is not an end.
        await Task.WhenAny(toServer, fromServer);
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to, Func<Task> stall)
    {
        byte[] buffer = new byte[16 << 10];
        for (long carried = 0; carried < _limit;)
        {
            int count = await from.ReadAsync(buffer, _end.Token);
            if (count == 0) return;
            await to.WriteAsync(buffer.AsMemory(0, count), _end.Token);
            carried += count;
        }

        _stalled.TrySetResult();
        await stall();
    }
}
