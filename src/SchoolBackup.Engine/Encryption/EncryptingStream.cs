using System.Security.Cryptography;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Keys;

namespace SchoolBackup.Engine.Encryption;

/// <summary>
/// Encrypts an archive on its way to the file. An archive's header is written last, at the very beginning; so the first frame waits in
/// memory until the end, and is encrypted once, like every other. Until then the file begins with zeros, which no reader takes for a
/// backup.
/// </summary>
internal sealed class EncryptingStream : WriteOnlyStream
{
    private readonly Stream _destination;
    private readonly KeyBlock _keyBlock;
    private readonly FrameCipher _cipher;
    private readonly byte[] _first = new byte[FrameLayout.FrameLength];
    private readonly byte[] _current = new byte[FrameLayout.FrameLength];
    private readonly byte[] _stored = new byte[FrameLayout.StoredFrame];
    private long _length;
    private long _position;

    private EncryptingStream(Stream destination, KeyBlock keyBlock, FrameCipher cipher) =>
        (_destination, _keyBlock, _cipher) = (destination, keyBlock, cipher);

    public override bool CanSeek => true;

    /// <summary>Anywhere at the end, or back to the beginning, where the first frame can still be written over.</summary>
    public override long Position
    {
        get => _position;
        set => _position = value == 0 || value == _length ? value : throw new NotSupportedException();
    }

    /// <summary>The id of the key that opens it.</summary>
    public string KeyId => _keyBlock.Keys[0].Id;

    /// <summary>Begins an encrypted file with a data key of its own.</summary>
    /// <param name="destination">A seekable stream at its beginning.</param>
    /// <param name="header">What the file tells without a key.</param>
    /// <param name="master">Opens it.</param>
    public static EncryptingStream Begin(Stream destination, EncryptionHeader header, MasterKey master)
    {
        byte[] dataKey = RandomNumberGenerator.GetBytes(RawKey.Length);
        try
        {
            KeyBlock keyBlock = KeyBlock.New(header, dataKey, master);
            return new EncryptingStream(destination, keyBlock, new FrameCipher(dataKey, keyBlock.Binding));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            long frame = _position / FrameLayout.FrameLength;
            int within = (int)(_position % FrameLayout.FrameLength);
            if (frame > 0 && _position < _length)
                throw new InvalidOperationException("what lies behind the first frame is encrypted already");
            if (within == 0 && frame > 0) Turn(frame);
            int count = Math.Min(bytes.Length, FrameLayout.FrameLength - within);
            bytes[..count].CopyTo((frame == 0 ? _first : _current).AsSpan(within));
            bytes = bytes[count..];
            _position += count;
            _length = Math.Max(_length, _position);
        }
    }

    /// <summary>Encrypts the last frame, then the first, and writes the key block. The file is whole when this returns.</summary>
    public void Complete()
    {
        long last = (_length - 1) / FrameLayout.FrameLength;
        if (last > 0) Put(last, FramePlace.Last, _current.AsSpan(0, (int)(_length - (last * FrameLayout.FrameLength))));
        _destination.Position = 0;
        byte[] slot = _keyBlock.ToSlot();
        _destination.Write(slot);
        _destination.Write(slot);
        Put(0, last == 0 ? FramePlace.Last : FramePlace.Within, _first.AsSpan(0, (int)Math.Min(_length, FrameLayout.FrameLength)));
        _destination.Flush();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _cipher.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A frame begins, so the one before it is full, and not the last.</summary>
    private void Turn(long frame)
    {
        if (frame == 1) _destination.Write(new byte[FrameLayout.Offset(1)]);
        else Put(frame - 1, FramePlace.Within, _current);
    }

    private void Put(long frame, FramePlace place, ReadOnlySpan<byte> text)
    {
        _cipher.Encrypt(frame, place, text, _stored);
        _destination.Write(_stored.AsSpan(0, text.Length + FrameLayout.TagLength));
    }
}
