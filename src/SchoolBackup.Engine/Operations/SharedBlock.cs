using System.Buffers;

namespace SchoolBackup.Engine.Operations;

/// <summary>Bytes on their way to several places at once; the memory is given back when the last of them has taken them.</summary>
internal sealed class SharedBlock
{
    public const int Capacity = 1 << 20;

    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(Capacity);
    private int _length;
    private int _takers;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public bool IsFull => _length == Capacity;

    /// <summary>Adds as many bytes as there is room for.</summary>
    /// <returns>How many.</returns>
    public int Add(ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, Capacity - _length);
        bytes[..count].CopyTo(_bytes.AsSpan(_length));
        _length += count;
        return count;
    }

    /// <summary>Says how many will take it; each ends with a <see cref="Release"/>. Where one never does, the memory is the garbage collector's.</summary>
    public void Share(int takers) => _takers = takers;

    public void Release()
    {
        if (Interlocked.Decrement(ref _takers) == 0) ArrayPool<byte>.Shared.Return(_bytes);
    }
}
