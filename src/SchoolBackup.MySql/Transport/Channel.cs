using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;

namespace SchoolBackup.MySql.Transport;

/// <summary>
/// The bytes to and from a server, whatever carries them. Every failure of it is a <see cref="MySqlConnectionException"/>.
/// </summary>
internal sealed class Channel(Stream stream, string endpoint, bool isLocal) : IDisposable
{
    private readonly Stream _transport = stream;
    private Stream _stream = stream;
    private volatile string? _closedBecause;
    private long _waitingSince;
    private TimeSpan _timeout = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>Whether the bytes stay on this machine: Unix socket or named pipe.</summary>
    public bool IsLocal { get; } = isLocal;

    /// <summary>Whether it is TCP to this very machine.</summary>
    public bool IsLoopback { get; init; }

    public bool IsEncrypted => _stream is SslStream;

    /// <summary>Where it leads, for messages.</summary>
    public string Endpoint { get; } = endpoint;

    /// <summary>Why <see cref="Close"/> was called, or null.</summary>
    public string? ClosedBecause => _closedBecause;

    /// <summary>The longest silence that a read or write bears.</summary>
    public TimeSpan Timeout
    {
        get => _timeout;
        set
        {
            int milliseconds = value == System.Threading.Timeout.InfiniteTimeSpan
                ? System.Threading.Timeout.Infinite
                : (int)Math.Clamp(Math.Ceiling(value.TotalMilliseconds), 1, int.MaxValue);
            try
            {
                _transport.ReadTimeout = milliseconds;
                _transport.WriteTimeout = milliseconds;
            }
            catch (Exception e) when (IsConnectionFailure(e))
            {
                throw Broken("setting its timeout", e);
            }

            _timeout = value;
        }
    }

    /// <summary>Since when a read or write has been under way (<see cref="Stopwatch.GetTimestamp"/>), or 0.</summary>
    public long WaitingSince => Volatile.Read(ref _waitingSince);

    /// <summary>Waits for bytes; at least one comes, or it throws.</summary>
    public int Read(Span<byte> target)
    {
        int count;
        Volatile.Write(ref _waitingSince, Stopwatch.GetTimestamp());
        try
        {
            count = _stream.Read(target);
        }
        catch (Exception e) when (IsConnectionFailure(e))
        {
            throw Broken("reading", e);
        }
        finally
        {
            Volatile.Write(ref _waitingSince, 0);
        }

        return count > 0 ? count : throw EndOfLine();
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Volatile.Write(ref _waitingSince, Stopwatch.GetTimestamp());
        try
        {
            _stream.Write(bytes);
        }
        catch (Exception e) when (IsConnectionFailure(e))
        {
            throw Broken("writing", e);
        }
        finally
        {
            Volatile.Write(ref _waitingSince, 0);
        }
    }

    /// <summary>Encrypts the connection from here on.</summary>
    public void StartTls(ConnectionOptions options) => _stream = Tls.Start(_stream, options);

    /// <summary>Gives the connection up. The first reason counts.</summary>
    public void Close(string reason)
    {
        _closedBecause ??= reason;
        Dispose();
    }

    /// <summary>Closes the connection at once; a read or write under way on another thread fails.</summary>
    public void Dispose()
    {
        _transport.Dispose(); // first: what wraps it must not try to say goodbye
        _stream.Dispose();
    }

    private static bool IsConnectionFailure(Exception e) =>
        e is IOException or SocketException or ObjectDisposedException or TimeoutException or OperationCanceledException or InvalidOperationException;

    private MySqlConnectionException EndOfLine()
    {
        var end = new EndOfStreamException();
        return _closedBecause is null ? new($"{Endpoint} closed the connection before its answer was complete", end) : GivenUp("reading", end);
    }

    // Whoever closes it from another thread ends a read by an error or, as the other side would, by nothing more.
    private MySqlConnectionException GivenUp(string doing, Exception e) => new($"the connection to {Endpoint} was given up while {doing}: {_closedBecause}", e);

    private MySqlConnectionException Broken(string doing, Exception e)
    {
        if (_closedBecause is not null) return GivenUp(doing, e);
        // A connection without a time-out can break by one of the network's own.
        for (Exception? inner = e; inner is not null && Timeout != System.Threading.Timeout.InfiniteTimeSpan; inner = inner.InnerException)
        {
            if (inner is TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut or SocketError.WouldBlock })
                return new MySqlConnectionException(Invariant($"{Endpoint} was silent for longer than {Timeout.TotalSeconds:0.#} s while {doing}"), e);
        }

        return new MySqlConnectionException($"the connection to {Endpoint} broke while {doing}: {e.Message}", e);
    }
}
