using System.Diagnostics;
using SchoolBackup.MySql.Packets;
using SchoolBackup.MySql.Transport;
using static SchoolBackup.MySql.ServerErrorNumber;

namespace SchoolBackup.MySql.LogIn;

/// <summary>From options to a session, within <see cref="ConnectionOptions.ConnectTimeout"/>; every failure has a <see cref="ConnectFailure"/>.</summary>
internal static class ConnectOperation
{
    /// <exception cref="MySqlConnectException">No session came about.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> fired.</exception>
    public static Session Run(ConnectionOptions options, CancellationToken stop)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(options.ConnectTimeout);
        try
        {
            return Connect(options, deadline.Token);
        }
        catch (Exception e) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException($"connecting to {options.Endpoint} was cancelled", e, stop);
        }
        catch (Exception e) when (deadline.IsCancellationRequested && e is OperationCanceledException or MySqlConnectionException
            or MySqlConnectException { Failure: not ConnectFailure.Ticket } or ObjectDisposedException)
        {
            throw new MySqlConnectException(ConnectFailure.Unreachable, Invariant($"{options.Endpoint} did not let the client in within {options.ConnectTimeout.TotalSeconds:0.#} s"), e);
        }
        catch (MySqlException e)
        {
            throw new MySqlConnectException(FailureOf(e.Number), Invariant($"{options.Endpoint} refuses {options.User}: {e.Message} (error {e.Number})"), e);
        }
        catch (MySqlConnectionException e)
        {
            ConnectFailure failure = e is MySqlProtocolException ? ConnectFailure.Unsupported : ConnectFailure.Unreachable;
            throw new MySqlConnectException(failure, e.Message, e);
        }
    }

    private static Session Connect(ConnectionOptions options, CancellationToken deadline)
    {
        Channel channel = ChannelOpening.Open(options, deadline);
        var sequence = new PacketSequence();
        var reader = new PacketReader(channel, sequence);
        var writer = new PacketWriter(channel, sequence);
        try
        {
            Session session;
            using (deadline.Register(channel.Dispose))
            {
                session = new LogInOperation(channel, reader, writer, options).Run(deadline);
            }

            deadline.ThrowIfCancellationRequested();
            channel.Timeout = options.OnSilence == OnSilence.Ask ? Timeout.InfiniteTimeSpan : options.IdleTimeout;
            return session;
        }
        catch
        {
            channel.Dispose();
            writer.Dispose();
            reader.Dispose();
            throw;
        }
    }

    private static ConnectFailure FailureOf(int number) => number switch
    {
        UnknownDatabase => ConnectFailure.UnknownDatabase,
        DatabaseAccessDenied or AccessDenied or AccessDeniedWithoutPassword => ConnectFailure.AccessDenied,
        HostNotPrivileged => ConnectFailure.AccessDenied,
        PasswordExpiredAtLogIn or PasswordExpired or AccountLocked or AccountLockedMariaDb => ConnectFailure.AccessDenied,
        ClientTooOld or PluginNotLoaded or PasswordHashTooOld => ConnectFailure.Authentication,
        SecureTransportRequired => ConnectFailure.Tls,
        _ => ConnectFailure.Unreachable, // too many connections, host blocked, shutting down …
    };
}
