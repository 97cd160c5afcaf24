using System.Buffers;
using System.Text;

namespace SchoolBackup.MySql.Commands;

/// <summary>A statement in UTF-8, in a pooled buffer while it is being sent.</summary>
internal readonly struct SqlText : IDisposable
{
    /// <summary>UTF-8 that throws where it cannot be exact.</summary>
    public static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _buffer;
    private readonly int _length;

    /// <exception cref="ArgumentException">The text holds half a surrogate pair.</exception>
    public SqlText(string sql)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(StrictUtf8.GetByteCount(sql));
        _length = StrictUtf8.GetBytes(sql, _buffer);
    }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
