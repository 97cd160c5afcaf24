using System.Diagnostics;
using SchoolBackup.MySql.Transport;

namespace SchoolBackup.MySql.Commands;

/// <summary>
/// While a statement may take hours, silence says nothing: a second connection asks whether the session is still at work. Where it has ended, or waits for its
/// next command, the answer to the last is lost; where nobody answers, the server is. All of these end the connection.
/// </summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/thread-commands.html"/>
internal sealed class SilenceWatch : IDisposable
{
    private static readonly TimeSpan LongestBetweenQuestions = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestOnItsWay = TimeSpan.FromSeconds(5);

    private readonly Channel _channel;
    private readonly ConnectionOptions _options;
    private readonly uint _connectionId;
    private readonly TimeSpan _patience;
    private readonly PeriodicTimer _timer;

    private SilenceWatch(Channel channel, ConnectionOptions options, uint connectionId)
    {
        _channel = channel;
        _connectionId = connectionId;
        _patience = Least(options.IdleTimeout, LongestBetweenQuestions);
        TimeSpan answer = Least(_patience, LongestOnItsWay);
        _options = options with { Database = null, OnSilence = OnSilence.GiveUp, ConnectTimeout = Least(options.ConnectTimeout, _patience), IdleTimeout = answer };
        _timer = new PeriodicTimer(_patience);
    }

    /// <summary>Watches a channel until it is disposed.</summary>
    /// <returns>Null where silence is the end.</returns>
    public static SilenceWatch? Begin(Channel channel, ConnectionOptions options, uint connectionId)
    {
        if (options.OnSilence == OnSilence.GiveUp || options.IdleTimeout == Timeout.InfiniteTimeSpan) return null;
        var watch = new SilenceWatch(channel, options, connectionId);
        _ = watch.Watch();
        return watch;
    }

    public void Dispose() => _timer.Dispose();

    private static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private async Task Watch()
    {
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            long since = _channel.WaitingSince;
            if (since == 0 || Stopwatch.GetElapsedTime(since) < _patience || Lost() is not { } reason) continue;
            // What it has said last may be on its way.
            await Task.Delay(_options.IdleTimeout).ConfigureAwait(false);
            if (_channel.WaitingSince == since) _channel.Close(reason);
        }
    }

    private string? Lost()
    {
        try
        {
            using MySqlConnection second = MySqlConnection.Open(_options, CancellationToken.None);
            Dictionary<long, string> sessions = second
                .ReadAll(Invariant($"SELECT id, command FROM information_schema.processlist WHERE id IN ({_connectionId}, {second.ConnectionId})"), row => (Id: row.GetInt64(0), Command: row.GetString(1)))
                .ToDictionary(session => session.Id, session => session.Command);
            // Where the second does not find itself, a proxy gives numbers of its own.
            if (!sessions.ContainsKey(second.ConnectionId)) return null;
            if (!sessions.TryGetValue(_connectionId, out string? command)) return "the session has ended on the server";
            return command == "Sleep" ? "the server waits for the next command: its answer to the last one is lost" : null;
        }
        catch (MySqlConnectException unreachable) when (unreachable.InnerException is not MySqlException)
        {
            return $"it was silent, and {unreachable.Message}";
        }
        catch (Exception e) when (e is MySqlException or MySqlConnectException or MySqlConnectionException)
        {
            Trace.TraceInformation($"whether session {_connectionId} on {_options.Endpoint} is at work could not be asked: {e.Message}");
            return null;
        }
    }
}
