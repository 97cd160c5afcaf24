using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Rclone;

/// <summary>
/// What rclone does for us, whatever the remote. Its process begins with the first question, and ends when there has been none for a
/// while.
/// </summary>
/// <param name="settings">Variables of rclone that go before those of the environment.</param>
internal sealed class RcloneService(IReadOnlyDictionary<string, string> settings)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly Lock _gate = new();
    private Timer? _end;
    private RcloneProcess? _process;
    private int _users;

    public static RcloneService Shared { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long no byte of an upload may move. rclone gives up a silent network sooner; a remote that copies within itself moves none.
    /// </summary>
    public TimeSpan Standstill { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Asks for something that takes little time.</summary>
    /// <param name="command">Such as <c>operations/stat</c>.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="stop">Ends it, also within rclone.</param>
    /// <exception cref="RcloneException">rclone refuses it.</exception>
    /// <exception cref="TimeoutException">There is no answer.</exception>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: rclone is not installed, or does not start.</exception>
    public JsonElement Call(string command, JsonObject parameters, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        return Timely(() => Use(process => Ask(process, command, parameters, limit.Token).GetAwaiter().GetResult()), stop);
    }

    /// <summary>Asks for something that may take hours, as long as bytes move.</summary>
    /// <param name="command">Such as <c>operations/copyfile</c>.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="moved">Called from time to time while they do.</param>
    /// <param name="stop">Ends it, also within rclone.</param>
    /// <inheritdoc cref="Call"/>
    public void Transfer(string command, JsonObject parameters, Action? moved, CancellationToken stop)
    {
        string group = Guid.NewGuid().ToString("N");
        parameters["_group"] = group;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Timely(() => Use(process =>
        {
            Task<JsonElement> transfer = Ask(process, command, parameters, limit.Token);
            try
            {
                limit.CancelAfter(Standstill);
                for (long before = 0; !WaitedFor(transfer, BetweenLooks);)
                {
                    long now = Call("core/stats", new JsonObject { ["group"] = group }, limit.Token).GetProperty("bytes").GetInt64();
                    if (now == before) continue;
                    before = now;
                    limit.CancelAfter(Standstill);
                    moved?.Invoke();
                }

                return transfer.GetAwaiter().GetResult();
            }
            finally
            {
                limit.Cancel();
            }
        }), stop);
    }

    /// <summary>Opens a part of a file.</summary>
    /// <inheritdoc cref="Call"/>
    public RcloneAnswer Get(RcloneLocation location, string name, long offset, long length, CancellationToken stop)
    {
        RcloneProcess process = Enter();
        RcloneAnswer? answer = null;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get,
                $"%5B{Uri.EscapeDataString(location.Fs)}%5D/{Uri.EscapeDataString(name)}");
            request.Headers.Range = new RangeHeaderValue(offset, offset + length - 1);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(Patience);
            HttpResponseMessage response = Timely(() => Sent(process, request, limit.Token).GetAwaiter().GetResult(), stop);
            return answer = new RcloneAnswer(response, Leave, Patience, stop);
        }
        finally
        {
            if (answer is null) Leave();
        }
    }

    /// <summary>Ends the process, which begins anew with the next question.</summary>
    internal void End()
    {
        lock (_gate)
        {
            _process?.Dispose();
            _process = null;
        }
    }

    private static bool WaitedFor(Task task, TimeSpan time) => Task.WhenAny(task, Task.Delay(time)).GetAwaiter().GetResult() == task;

    private static T Timely<T>(Func<T> call, CancellationToken stop)
    {
        try
        {
            return call();
        }
        catch (OperationCanceledException fault) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException("rclone got no answer in time", fault);
        }
    }

    private static async Task<JsonElement> Ask(RcloneProcess process, string command, JsonObject parameters, CancellationToken stop)
    {
        // As one block: rclone takes a body without a length for an empty one.
        using var request = new HttpRequestMessage(HttpMethod.Post, command) { Content = new StringContent(parameters.ToJsonString(),
            Json) };
        using HttpResponseMessage response = await Sent(process, request, stop).ConfigureAwait(false);
        return await response.Content.ReadFromJsonAsync<JsonElement>(stop).ConfigureAwait(false);
    }

    private static async Task<HttpResponseMessage> Sent(RcloneProcess process, HttpRequestMessage request, CancellationToken stop)
    {
        HttpResponseMessage response;
        try
        {
            response = await process.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
        }
        catch (HttpRequestException fault) when (!stop.IsCancellationRequested)
        {
            process.Lose();
            throw new IOException("rclone has ended, or does not listen any more", fault);
        }

        if (response.IsSuccessStatusCode) return response;
        using (response)
        {
            string body = await response.Content.ReadAsStringAsync(stop).ConfigureAwait(false);
            throw RcloneException.Of(response.StatusCode, body);
        }
    }

    private T Use<T>(Func<RcloneProcess, T> call)
    {
        RcloneProcess process = Enter();
        try
        {
            return call(process);
        }
        finally
        {
            Leave();
        }
    }

    private RcloneProcess Enter()
    {
        lock (_gate)
        {
            if (_process is { HasEnded: true }) End();
            _process ??= RcloneProcess.Start(settings);
            _users++;
            return _process;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_users > 0) return;
            _end ??= new Timer(_ => EndIfIdle());
            _end.Change(Idle, Timeout.InfiniteTimeSpan);
        }
    }

    private void EndIfIdle()
    {
        lock (_gate)
            if (_users == 0) End();
    }
}
