using System.Security.Cryptography;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Encryption;

/// <summary>The bytes of an archive that lies in an encrypted file. Each frame is checked before a byte of it is handed out.</summary>
internal sealed class EncryptedBytes : ArchiveBytes
{
    private readonly IStoredFile _file;
    private readonly FrameLayout _layout;
    private readonly byte[] _dataKey;
    private readonly byte[] _binding;

    private EncryptedBytes(IStoredFile file, byte[] dataKey, byte[] binding) =>
        (_file, _dataKey, _binding, _layout) = (file, dataKey, binding, new FrameLayout(file.Item.Length));

    public override string Path => _file.Address;

    public override long Length => _layout.ArchiveLength;

    /// <summary>Opens an encrypted file, and its last frame first: that tells whether the file was cut.</summary>
    /// <param name="file">The encrypted file; it is disposed with what this returns.</param>
    /// <param name="dataKey">Wiped with it.</param>
    /// <param name="binding">What the frames are bound to.</param>
    /// <exception cref="BackupException">BackupDamaged: the file's end is not the backup's.</exception>
    public static EncryptedBytes Open(IStoredFile file, byte[] dataKey, byte[] binding)
    {
        var bytes = new EncryptedBytes(file, dataKey, binding);
        try
        {
            using Stream end = bytes.Range(bytes.Length - 1, 1);
            end.ReadExactly(new byte[1]);
            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    public override Stream Range(long offset, long length) => new Part(this, offset, Math.Min(length, Length - offset));

    public override void Dispose()
    {
        CryptographicOperations.ZeroMemory(_dataKey);
        _file.Dispose();
    }

    /// <summary>A part of the archive, read frame by frame.</summary>
    private sealed class Part(EncryptedBytes bytes, long offset, long length) : ReadOnlyStream
    {
        private readonly FrameCipher _cipher = new(bytes._dataKey, bytes._binding);
        private readonly byte[] _stored = new byte[FrameLayout.StoredFrame];
        private readonly byte[] _text = new byte[FrameLayout.FrameLength];
        private Stream? _frames;
        private long _opened = -1;
        private long _done;

        public override int Read(Span<byte> buffer)
        {
            if (_done >= length || buffer.Length == 0) return 0;
            (long frame, long within) = Math.DivRem(offset + _done, FrameLayout.FrameLength);
            if (frame != _opened) Open(frame);
            int count = (int)Math.Min(Math.Min(buffer.Length, length - _done), FrameLayout.FrameLength - within);
            _text.AsSpan((int)within, count).CopyTo(buffer);
            _done += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _frames?.Dispose();
                _cipher.Dispose();
            }

            base.Dispose(disposing);
        }

        /// <summary>All frames of the part, as one range: a store that is asked for each by itself takes a round trip for each.</summary>
        private Stream Frames(long first)
        {
            long last = (offset + length - 1) / FrameLayout.FrameLength;
            return bytes._file.Range(
                FrameLayout.Offset(first), FrameLayout.Offset(last) + bytes._layout.StoredLength(last) - FrameLayout.Offset(first));
        }

        private void Open(long frame)
        {
            FrameLayout layout = bytes._layout;
            Span<byte> stored = _stored.AsSpan(0, layout.StoredLength(frame));
            _frames ??= Frames(frame);
            if (_frames.ReadAtLeast(stored, stored.Length, throwOnEndOfStream: false) < stored.Length)
                throw Damaged(frame, "the file was cut while it was read");
            if (!_cipher.TryOpen(frame, layout.Place(frame), stored, _text)) throw Damaged(frame, Diagnosis(frame, stored));
            _opened = frame;
        }

        /// <summary>A last frame that opens as one of those before it shows that the file was cut between two frames.</summary>
        private string Diagnosis(long frame, ReadOnlySpan<byte> stored) =>
            bytes._layout.Place(frame) == FramePlace.Last && _cipher.TryOpen(frame, FramePlace.Within, stored, _text)
                ? "the file ends with it, but the backup does not: what followed was cut off"
                : "it was altered or cut, or it is not the frame that was encrypted in this place";

        private BackupException Damaged(long frame, string what) => new(
            BackupError.BackupDamaged,
            Invariant($"{bytes.Path}: frame {frame} of {bytes._layout.Frames} (bytes {FrameLayout.Offset(frame)} to {FrameLayout.Offset(frame) + bytes._layout.StoredLength(frame) - 1}) is damaged: {what}"),
            "use another copy or another backup; tables in other frames of this file can still be restored, one by one");
    }
}
