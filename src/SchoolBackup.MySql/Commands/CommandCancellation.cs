using System.Diagnostics;

namespace SchoolBackup.MySql.Commands;

/// <summary>
/// The one seam between a cancellation token and a server: a command under way is asked to end by KILL QUERY from a second
/// connection. When it does not, its session is killed, too, and its connection is closed.
/// </summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/kill.html"/>
internal sealed class CommandCancellation : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(1);

    private readonly ConnectionOptions _options;
    private readonly uint _connectionId;
    private readonly Action _closeLine;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenRegistration _registration;

    // Not disposed: it holds no handle unless somebody asks for one, and the killing thread may outlive the connection.
    private readonly ManualResetEventSlim _idle = new(initialState: true);

    public CommandCancellation(ConnectionOptions options, uint connectionId, Action closeLine, CancellationToken stop)
    {
        _options = options with { Database = null, ConnectTimeout = Grace, IdleTimeout = Grace };
        _connectionId = connectionId;
        _closeLine = closeLine;
        _stop = stop;
        _registration = stop.Register(OnStop);
    }

    /// <summary>Says that a command goes out.</summary>
    /// <exception cref="OperationCanceledException">Too late: it must not.</exception>
    public void Begin()
    {
        // In this order: a stop that fires in between either sees the command or is seen here.
        _idle.Reset();
        if (!_stop.IsCancellationRequested) return;
        _idle.Set();
        _stop.ThrowIfCancellationRequested();
    }

    /// <summary>Says that the command's answer is read to the end, or that nobody waits for it any more.</summary>
    public void End() => _idle.Set();

    /// <exception cref="OperationCanceledException">The stop has fired.</exception>
    public void ThrowIfStopped() => _stop.ThrowIfCancellationRequested();

    public void Dispose() => _registration.Dispose();

    // On a thread of its own: whoever cancels must not wait for a server.
    private void OnStop()
    {
        if (!_idle.IsSet) new Thread(EndCommand) { IsBackground = true, Name = $"kill {_connectionId}" }.Start();
    }

    private void EndCommand()
    {
        try
        {
            KillUntilIdle();
        }
        catch (Exception e) when (e is MySqlException or MySqlConnectException or MySqlConnectionException)
        {
            Trace.TraceInformation($"KILL QUERY {_connectionId} on {_options.Endpoint} failed, so its connection is closed: {e.Message}");
        }
        finally
        {
            if (!_idle.IsSet) _closeLine();
        }
    }

    // More than once: a KILL that overtakes the command that it is meant for has no effect.
    private void KillUntilIdle()
    {
        using MySqlConnection second = MySqlConnection.Open(_options, CancellationToken.None);
        long begun = Stopwatch.GetTimestamp();
        do
        {
            second.Execute($"KILL QUERY {_connectionId}");
        }
        while (!_idle.Wait(BetweenKills) && Stopwatch.GetElapsedTime(begun) < Grace);
        // A server that reads from a dead connection, or writes to one, hears no KILL QUERY, and would keep its locks until the connection
        // times out.
        if (!_idle.IsSet) second.Execute($"KILL {_connectionId}");
    }
}
