using System.Diagnostics;
using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;

namespace SchoolBackup.MySql.Transport;

/// <summary>The three ways to a server: TCP, Unix socket, Windows named pipe.</summary>
internal static class ChannelOpening
{
    /// <param name="options">Where to.</param>
    /// <param name="deadline">Ends the attempt.</param>
    /// <exception cref="MySqlConnectException">Unreachable.</exception>
    /// <exception cref="OperationCanceledException">The deadline fired.</exception>
    public static Channel Open(ConnectionOptions options, CancellationToken deadline)
    {
        try
        {
            Stream stream = options switch
            {
                { Socket: { } path } => OpenUnixSocket(path, deadline),
                { Pipe: { } name } => OpenPipe(name, deadline),
                _ => OpenTcp(options, deadline),
            };
            return new Channel(stream, options.Endpoint, isLocal: options.Socket is not null || options.Pipe is not null)
            {
                IsLoopback = stream is NetworkStream { Socket.RemoteEndPoint: IPEndPoint { Address: var address } } && IPAddress.IsLoopback(address),
            };
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Of a socket that is not there, .NET says 'Cannot assign requested address'.
            string why = options.Socket is { } path && !File.Exists(path) ? "there is no such file" : e.Message;
            throw new MySqlConnectException(ConnectFailure.Unreachable, $"cannot connect to {options.Endpoint}: {why}", e);
        }
    }

    private static NetworkStream OpenUnixSocket(string path, CancellationToken deadline) =>
        Connect(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(path), deadline);

    private static TimedPipeStream OpenPipe(string name, CancellationToken deadline)
    {
        var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            pipe.ConnectAsync(deadline).GetAwaiter().GetResult();
            return new TimedPipeStream(pipe);
        }
        catch
        {
            pipe.Dispose();
            throw;
        }
    }

    private static NetworkStream OpenTcp(ConnectionOptions options, CancellationToken deadline)
    {
        // As an address, [::1]:3306 would be taken, and its port ignored.
        if (options.ServerHoldsPort) throw new MySqlConnectException(ConnectFailure.NoServerName, $"cannot connect to {options.Server}: it is neither a name nor an address, because it holds a port");
        long begun = Stopwatch.GetTimestamp();
        IPAddress[] addresses = Dns.GetHostAddressesAsync(options.Server, deadline).WaitAsync(deadline).GetAwaiter().GetResult();
        if (addresses.Length == 0) throw new SocketException((int)SocketError.HostNotFound);
        for (int i = 0; ; i++)
        {
            // A family whose packets vanish must not use up the other's time: each address gets its share of what is left.
            using var share = CancellationTokenSource.CreateLinkedTokenSource(deadline);
            int left = addresses.Length - i;
            if (left > 1) share.CancelAfter((options.ConnectTimeout - Stopwatch.GetElapsedTime(begun)) / left is var time && time > TimeSpan.Zero ? time : TimeSpan.Zero);
            try
            {
                return ConnectTcp(new IPEndPoint(addresses[i], options.Port), share.Token);
            }
            catch (Exception e) when (left > 1 && !deadline.IsCancellationRequested && e is SocketException or OperationCanceledException)
            {
                // The next address may answer.
            }
        }
    }

    private static NetworkStream ConnectTcp(IPEndPoint target, CancellationToken deadline)
    {
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        // A server that has vanished is known after two minutes instead of the systems' two hours, even where a statement may take longer.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 6);
        return Connect(socket, target, deadline);
    }

    // Not ConnectAsync: it would make the socket non-blocking for good, and every later read that waits would allocate and
    // take the way round by the runtime's event loop.
    private static NetworkStream Connect(Socket socket, EndPoint target, CancellationToken deadline)
    {
        try
        {
            using (deadline.Register(socket.Dispose))
            {
                socket.Connect(target);
            }

            deadline.ThrowIfCancellationRequested();
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (deadline.IsCancellationRequested) throw new OperationCanceledException($"no answer from {target}", e, deadline);
            throw;
        }
    }
}
