namespace SchoolBackup.Storage.Rclone;

/// <summary>A part of a file, as rclone sends it. A read ends when it is told to, and when nothing comes for too long.</summary>
internal sealed class RcloneAnswer : ReadOnlyStream
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _content;
    private readonly Action _leave;
    private readonly TimeSpan _patience;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenRegistration _registration;

    public RcloneAnswer(HttpResponseMessage response, Action leave, TimeSpan patience, CancellationToken stop)
    {
        (_response, _leave, _patience, _stop) = (response, leave, patience, stop);
        _content = response.Content.ReadAsStream(stop);
        _limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _registration = _limit.Token.Register(response.Dispose);
    }

    /// <summary>The length of the whole file; null when this is no part of one.</summary>
    public long? WholeLength => _response.Content.Headers.ContentRange?.Length;

    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="TimeoutException">Nothing came for too long.</exception>
    /// <exception cref="OperationCanceledException">It was told to end.</exception>
    public override int Read(Span<byte> buffer)
    {
        _limit.CancelAfter(_patience);
        try
        {
            return _content.Read(buffer);
        }
        catch (Exception ended) when (_limit.IsCancellationRequested)
        {
            _stop.ThrowIfCancellationRequested();
            throw new TimeoutException("rclone got no answer in time", ended);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _registration.Dispose();
            _limit.Dispose();
            _content.Dispose();
            _response.Dispose();
            _leave();
        }

        base.Dispose(disposing);
    }
}
