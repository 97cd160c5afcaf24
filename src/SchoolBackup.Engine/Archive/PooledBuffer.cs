using System.Buffers;

namespace SchoolBackup.Engine.Archive;

/// <summary>A byte buffer that grows and gives its memory back: what a chunk is written into.</summary>
internal sealed class PooledBuffer(int capacity) : IDisposable
{
    // Not the shared pool: that keeps arrays for each thread and core, and here one thread fills a buffer and another gives it back.
    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(maxArrayLength: 4 << 20, maxArraysPerBucket: 64);

    private byte[] _bytes = Pool.Rent(capacity);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, Length);

    /// <summary>Free space of at least <paramref name="size"/> bytes behind what is written.</summary>
    public Span<byte> Free(int size)
    {
        if (_bytes.Length - Length < size) Grow(size);
        return _bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Free(bytes.Length));
        Length += bytes.Length;
    }

    public void Clear() => Length = 0;

    public void Dispose()
    {
        byte[] bytes = _bytes;
        _bytes = [];
        Length = 0;
        if (bytes.Length > 0) Pool.Return(bytes);
    }

    private void Grow(int size)
    {
        // Doubling is for many small writes; one giant row asks for what it needs and no more.
        long wanted = Math.Max((long)Length + size, Math.Min(_bytes.Length * 2L, _bytes.Length + (8L << 20)));
        byte[] larger = Pool.Rent(checked((int)Math.Min(wanted, Array.MaxLength)));
        Written.CopyTo(larger);
        if (_bytes.Length > 0) Pool.Return(_bytes);
        _bytes = larger;
    }
}

/// <summary>Lets a stream filter write into a <see cref="PooledBuffer"/>.</summary>
internal sealed class PooledBufferStream(PooledBuffer buffer) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> bytes) => buffer.Write(bytes);
}

/// <summary>The members that a sink has to give and never means.</summary>
internal abstract class WriteOnlyStream : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public abstract override void Write(ReadOnlySpan<byte> bytes);
}
