using System.IO.Pipes;

namespace SchoolBackup.MySql.Transport;

/// <summary>A named pipe that can time out and be closed under a waiting reader, which .NET's own cannot.</summary>
internal sealed class TimedPipeStream(PipeStream pipe) : Stream
{
    private readonly CancellationTokenSource _closed = new();

    public override int ReadTimeout { get; set; } = Timeout.Infinite;

    public override int WriteTimeout { get; set; } = Timeout.Infinite;

    public override bool CanTimeout => true;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Within(ReadTimeout, stop => pipe.ReadAsync(buffer.AsMemory(offset, count), stop).AsTask());

    public override void Write(byte[] buffer, int offset, int count) =>
        Within(WriteTimeout, async stop =>
        {
            await pipe.WriteAsync(buffer.AsMemory(offset, count), stop).ConfigureAwait(false);
            return count;
        });

    public override void Flush()
    {
        // A pipe holds nothing back.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _closed.Cancel();
            pipe.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Within(int milliseconds, Func<CancellationToken, Task<int>> transfer)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
        stop.CancelAfter(milliseconds);
        try
        {
            return transfer(stop.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException e) when (!_closed.IsCancellationRequested)
        {
            throw new TimeoutException("the pipe was silent for too long", e);
        }
    }
}
