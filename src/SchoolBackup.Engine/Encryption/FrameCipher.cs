using System.Buffers.Binary;
using System.Security.Cryptography;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Encryption;

/// <summary>Whether more frames follow.</summary>
internal enum FramePlace
{
    Within,
    Last,
}

/// <summary>
/// Encrypts and opens the frames of one backup by AES-256-GCM. A frame's number is its nonce, so no number may be encrypted twice with one
/// data key. Number, place and key block are authenticated: a frame opens where it was encrypted, and nowhere else. For one thread at a
/// time.
/// </summary>
/// <seealso href="https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf"/>
internal sealed class FrameCipher : IDisposable
{
    private const int NonceLength = 12;
    private const int BindingLength = 32;

    private readonly AesGcm _cipher;
    private readonly byte[] _nonce = new byte[NonceLength];
    private readonly byte[] _bound = new byte[BindingLength + 8 + 1];

    public FrameCipher(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> binding)
    {
        _cipher = new AesGcm(dataKey, FrameLayout.TagLength);
        binding.CopyTo(_bound);
    }

    /// <param name="frame">Its number, from 0.</param>
    /// <param name="place">Whether it is the last one.</param>
    /// <param name="text">Bytes of the archive.</param>
    /// <param name="stored">Takes as many bytes and the tag.</param>
    /// <exception cref="BackupException">NotSupported: a data key encrypts no more frames.</exception>
    public void Encrypt(long frame, FramePlace place, ReadOnlySpan<byte> text, Span<byte> stored)
    {
        if (frame >= FrameLayout.MostFrames)
            throw new BackupException(
                BackupError.NotSupported, "an encrypted backup ends at 256 TiB", "back up fewer databases into one file");
        Bind(frame, place);
        _cipher.Encrypt(_nonce, text, stored[..text.Length], stored.Slice(text.Length, FrameLayout.TagLength), _bound);
    }

    /// <summary>Opens a frame.</summary>
    /// <returns>False when it is not what was encrypted under this number, in this place, for this backup.</returns>
    public bool TryOpen(long frame, FramePlace place, ReadOnlySpan<byte> stored, Span<byte> text)
    {
        Bind(frame, place);
        int length = stored.Length - FrameLayout.TagLength;
        try
        {
            _cipher.Decrypt(_nonce, stored[..length], stored[length..], text[..length], _bound);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => _cipher.Dispose();

    private void Bind(long frame, FramePlace place)
    {
        BinaryPrimitives.WriteInt64BigEndian(_nonce.AsSpan(4), frame);
        BinaryPrimitives.WriteInt64BigEndian(_bound.AsSpan(BindingLength), frame);
        _bound[^1] = (byte)(place == FramePlace.Last ? 1 : 0);
    }
}
