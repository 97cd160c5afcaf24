using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Local;

/// <summary>The file of a backup that is being written; its faults come out as <see cref="BackupException"/>s.</summary>
internal sealed class LocalPendingStream(FileStream file, string folder, string name) : Stream
{
    /// <summary>From time to time what is written so far is sent to the disk beside the writing, so that little is left for the end.</summary>
    private const int FlushEvery = 16 << 20;

    private Task _flushing = Task.CompletedTask;
    private long _unflushed;

    public override bool CanRead => file.CanRead;

    public override bool CanSeek => file.CanSeek;

    public override bool CanWrite => file.CanWrite;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <summary>Returns when the content is on the disk itself.</summary>
    public void FlushToDisk()
    {
        _flushing.GetAwaiter().GetResult(); // the system tells a fault of the disk only once
        file.Flush(flushToDisk: true);
    }

    public override void Flush() => file.Flush();

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void SetLength(long value)
    {
        try
        {
            file.SetLength(value);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw Failed(fault);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return file.Read(buffer);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw Failed(fault);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            file.Write(buffer);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw Failed(fault);
        }

        _unflushed += buffer.Length;
        if (_unflushed < FlushEvery || !_flushing.IsCompletedSuccessfully) return;
        _unflushed = 0;
        _flushing = Task.Run(() => RandomAccess.FlushToDisk(file.SafeFileHandle));
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await file.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw Failed(fault);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Task.WaitAny(_flushing); // its handle is about to go; a fault matters only to a file that is to be kept
            file.Dispose();
        }
        base.Dispose(disposing);
    }

    private BackupException Failed(Exception fault) => StorageFault.OnWrite(fault, folder, $"writing {name}");
}
