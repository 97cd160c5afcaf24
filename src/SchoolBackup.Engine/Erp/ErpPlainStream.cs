using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Erp;

/// <summary>Decrypts a School ERP file as it is read. Whether any of it was true is known at the end, when the tag is compared.</summary>
internal sealed class ErpPlainStream : ReadOnlyStream
{
    private const int BlockBytes = 256 << 10;

    private readonly IStoredFile _file;
    private readonly Stream _content;
    private readonly GcmBlockCipher _cipher;
    private readonly byte[] _tag = new byte[ErpEnvelope.TagLength];
    private readonly byte[] _stored = new byte[BlockBytes];
    private readonly byte[] _plain = new byte[BlockBytes + (2 * ErpEnvelope.TagLength)];
    private long _position = ErpEnvelope.HeadLength;
    private int _start;
    private int _end;
    private bool _ended;

    /// <param name="file">At least as long as the envelope's head; it stays open.</param>
    /// <param name="key">Thirty-two bytes.</param>
    public ErpPlainStream(IStoredFile file, ReadOnlySpan<byte> key)
    {
        _file = file;
        _content = file.Range(0, file.Item.Length);
        Span<byte> head = stackalloc byte[ErpEnvelope.HeadLength];
        if (_content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length) throw Damaged(null);
        head[ErpEnvelope.IvLength..].CopyTo(_tag);
        _cipher = ErpEnvelope.Decryptor(key, head[..ErpEnvelope.IvLength]);
    }

    /// <summary>Bytes of the file that have been read.</summary>
    public override long Position { get => _position; set => throw new NotSupportedException(); }

    /// <exception cref="BackupException">BackupDamaged, at the end: the tag is another one.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (_start == _end)
        {
            if (_ended) return 0;
            Fill();
        }

        int count = Math.Min(buffer.Length, _end - _start);
        _plain.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _content.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        _start = 0;
        int count = _content.Read(_stored);
        _position += count;
        if (count > 0)
        {
            _end = _cipher.ProcessBytes(_stored.AsSpan(0, count), _plain);
            return;
        }

        _ended = true;
        try
        {
            // The tag stands before the text here; the cipher expects it behind.
            _end = _cipher.ProcessBytes(_tag, _plain);
            _end += _cipher.DoFinal(_plain.AsSpan(_end));
        }
        catch (InvalidCipherTextException different)
        {
            _end = 0;
            throw Damaged(different);
        }
    }

    private BackupException Damaged(Exception? cause) => new(
        BackupError.BackupDamaged,
        $"{_file.Address} is not what was written: its authentication tag does not fit its content",
        "it was cut or altered, on purpose or by a fault: use another copy or another backup",
        cause);
}
