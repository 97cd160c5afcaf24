using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Modes;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Erp;

/// <summary>
/// Encrypts what is written. The tag's place at the front holds zeros until <see cref="Complete"/>, and a file without its tag opens
/// nowhere.
/// </summary>
internal sealed class ErpCipherStream : WriteOnlyStream
{
    private const int BlockBytes = 64 << 10;

    /// <summary>What GCM may encrypt with one key and IV: 2³⁹ − 256 bits (SP 800-38D, 5.2.1.1).</summary>
    private const long MostBytes = (1L << 36) - 32;

    private readonly Stream _file;
    private readonly GcmBlockCipher _cipher;
    private readonly byte[] _stored = new byte[BlockBytes + (2 * ErpEnvelope.TagLength)];
    private long _count;

    /// <param name="file">Can seek; it stays open.</param>
    /// <param name="key">Thirty-two bytes.</param>
    public ErpCipherStream(Stream file, ReadOnlySpan<byte> key)
    {
        byte[] iv = RandomNumberGenerator.GetBytes(ErpEnvelope.IvLength);
        Id = Convert.ToHexStringLower(iv);
        _file = file;
        _cipher = ErpEnvelope.Encryptor(key, iv);
        _file.Write(iv);
        _file.Write(new byte[ErpEnvelope.TagLength]);
    }

    /// <summary>The file's stable name.</summary>
    public string Id { get; }

    /// <summary>Bytes of the whole file so far.</summary>
    public override long Length => ErpEnvelope.HeadLength + _count;

    /// <exception cref="BackupException">NotSupported: more than the cipher may encrypt.</exception>
    public override void Write(ReadOnlySpan<byte> bytes)
    {
        _count += bytes.Length;
        if (_count > MostBytes)
            throw new BackupException(
                BackupError.NotSupported, "the School ERP's format ends at 64 GiB", "use the archive's own format, which has no such end");
        for (; bytes.Length > 0; bytes = bytes[Math.Min(bytes.Length, BlockBytes)..])
            _file.Write(_stored.AsSpan(0, _cipher.ProcessBytes(bytes[..Math.Min(bytes.Length, BlockBytes)], _stored)));
    }

    /// <summary>Writes the end, and the tag into its place.</summary>
    public void Complete()
    {
        // What the cipher gives last is the rest of the text, and the tag behind it.
        int rest = _cipher.DoFinal(_stored) - ErpEnvelope.TagLength;
        _file.Write(_stored.AsSpan(0, rest));
        _file.Position = ErpEnvelope.IvLength;
        _file.Write(_stored.AsSpan(rest, ErpEnvelope.TagLength));
    }
}
