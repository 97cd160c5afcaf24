namespace SchoolBackup.Storage.Rclone;

/// <summary>A part of a file, as rclone sends it. A read ends when it is told to, and when nothing comes for too long.</summary>
internal sealed class RcloneAnswer : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _content;
    private readonly Action _leave;
    private readonly TimeSpan _patience;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenRegistration _registration;

    public RcloneAnswer(HttpResponseMessage response, Action leave, TimeSpan patience, CancellationToken stop)
    {
        (_response, _leave, _patience) = (response, leave, patience);
        _content = response.Content.ReadAsStream(stop);
        _limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _registration = _limit.Token.Register(response.Dispose);
    }

    /// <summary>The length of the whole file; null when this is no part of one.</summary>
    public long? WholeLength => _response.Content.Headers.ContentRange?.Length;

    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="TimeoutException">Nothing came for too long.</exception>
    /// <exception cref="OperationCanceledException">It was told to end.</exception>
    public int Read(Span<byte> buffer, CancellationToken stop)
    {
        _limit.CancelAfter(_patience);
        try
        {
            return _content.Read(buffer);
        }
        catch (Exception ended) when (_limit.IsCancellationRequested)
        {
            stop.ThrowIfCancellationRequested();
            throw new TimeoutException("rclone got no answer in time", ended);
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        _limit.Dispose();
        _content.Dispose();
        _response.Dispose();
        _leave();
    }
}
