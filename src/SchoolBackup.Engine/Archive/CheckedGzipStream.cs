using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.Checksum;
using ICSharpCode.SharpZipLib.Zip.Compression;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Archive;

/// <summary>
/// Reads a gzip to its very end, whoever made it: every member, its CRC-32 and its length, and nothing behind. The platform's stream
/// takes a cut file for a whole one, and SharpZipLib's passes over what follows a member without being another.
/// </summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc1952"/>
internal sealed class CheckedGzipStream(Stream stored, string path) : ReadOnlyStream
{
    private const int HeaderCrc = 2;
    private const int ExtraField = 4;
    private const int FileName = 8;
    private const int Comment = 16;
    private const int Reserved = 0xe0;

    private readonly Inflater _inflater = new(noHeader: true);
    private readonly Crc32 _textCrc = new();
    private readonly Crc32 _headerCrc = new();
    private readonly byte[] _block = new byte[64 << 10];
    private int _start;
    private int _end;
    private bool _inMember;
    private bool _any;

    /// <exception cref="BackupException">BackupDamaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        // The inflater takes arrays only; what it gives is small enough to be copied.
        byte[] text = new byte[Math.Min(buffer.Length, 64 << 10)];
        int count = Read(text, 0, text.Length);
        text.AsSpan(0, count).CopyTo(buffer);
        return count;
    }

    /// <exception cref="BackupException">BackupDamaged.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        while (count > 0)
        {
            if (!_inMember && !BeginMember()) return 0;
            int read = Inflate(buffer, offset, count);
            _textCrc.Update(new ArraySegment<byte>(buffer, offset, read));
            if (_inflater.IsFinished) EndMember();
            if (read > 0) return read;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) stored.Dispose();
        base.Dispose(disposing);
    }

    private int Inflate(byte[] buffer, int offset, int count)
    {
        try
        {
            while (true)
            {
                int read = _inflater.Inflate(buffer, offset, count);
                if (read > 0 || _inflater.IsFinished) return read;
                if (!_inflater.IsNeedingInput) throw Damaged("its data cannot be decompressed");
                if (_start == _end && !Fill()) throw Damaged("it ends in the middle of its data");
                _inflater.SetInput(_block, _start, _end - _start);
                _start = _end;
            }
        }
        catch (Exception failure) when (failure is SharpZipBaseException or IndexOutOfRangeException)
        {
            // SharpZipLib 1.4.1 runs out of its tables on some damaged trees of codes.
            throw Damaged($"its data cannot be decompressed ({failure.Message})");
        }
    }

    private bool BeginMember()
    {
        if (_start == _end && !Fill()) return _any ? false : throw Damaged("it is empty");
        string what = _any ? "something that is no gzip stands behind its end" : "it does not begin like a gzip";
        _headerCrc.Reset();
        if (HeaderByte() != 0x1f || HeaderByte() != 0x8b) throw Damaged(what);
        int method = HeaderByte();
        int flags = HeaderByte();
        if (method != 8 || (flags & Reserved) != 0) throw Damaged("its header is damaged");
        for (int skipped = 0; skipped < 6; skipped++) HeaderByte();
        if ((flags & ExtraField) != 0)
            for (int left = HeaderByte() | (HeaderByte() << 8); left > 0; left--) HeaderByte();
        if ((flags & FileName) != 0) SkipText();
        if ((flags & Comment) != 0) SkipText();
        int crc = (int)_headerCrc.Value & 0xffff;
        if ((flags & HeaderCrc) != 0 && crc != (Next() | (Next() << 8))) throw Damaged("its header is damaged");
        _inflater.Reset();
        _textCrc.Reset();
        return _any = _inMember = true;
    }

    private void EndMember()
    {
        _start -= _inflater.RemainingInput;
        uint crc = Word();
        uint length = Word();
        if (crc != (uint)_textCrc.Value || length != (uint)_inflater.TotalOut) throw Damaged("its checksum differs");
        _inMember = false;
    }

    private void SkipText()
    {
        while (HeaderByte() != 0)
        {
            // The name and the comment end with a zero; what they say does not matter.
        }
    }

    private int HeaderByte()
    {
        int value = Next();
        _headerCrc.Update(value);
        return value;
    }

    private uint Word() => (uint)(Next() | (Next() << 8) | (Next() << 16) | (Next() << 24));

    private int Next()
    {
        if (_start == _end && !Fill()) throw Damaged("it ends within a header or a trailer");
        return _block[_start++];
    }

    private bool Fill()
    {
        _start = 0;
        _end = stored.Read(_block, 0, _block.Length);
        return _end > 0;
    }

    private BackupException Damaged(string what) =>
        new(BackupError.BackupDamaged, $"{path} is a damaged gzip: {what}", "use another copy or another backup");
}
