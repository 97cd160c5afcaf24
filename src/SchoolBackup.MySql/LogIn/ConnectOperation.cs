using System.Diagnostics;
using SchoolBackup.MySql.Packets;
using SchoolBackup.MySql.Transport;

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
        catch (Exception e) when (deadline.IsCancellationRequested && e is OperationCanceledException or MySqlConnectionException or MySqlConnectException or ObjectDisposedException)
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
                session = new LogInOperation(channel, reader, writer, options).Run();
            }

            deadline.ThrowIfCancellationRequested();
            channel.Timeout = options.IdleTimeout;
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

    /// <seealso href="https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html"/>
    /// <seealso href="https://mariadb.com/kb/en/mariadb-error-code-reference/"/>
    private static ConnectFailure FailureOf(int number) => number switch
    {
        1049 => ConnectFailure.UnknownDatabase,
        1044 or 1045 or 1698 => ConnectFailure.AccessDenied, // database, account, account without password
        1130 => ConnectFailure.AccessDenied, // no account for this host
        1862 or 1820 or 3118 or 4151 => ConnectFailure.AccessDenied, // password expired, account locked
        1251 or 1524 or 1275 => ConnectFailure.Authentication, // old client, plug-in not loaded, old password hash
        3159 => ConnectFailure.Tls, // require_secure_transport
        _ => ConnectFailure.Unreachable, // too many connections, host blocked, shutting down …
    };
}
