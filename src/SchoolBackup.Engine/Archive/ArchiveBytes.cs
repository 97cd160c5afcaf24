using Microsoft.Win32.SafeHandles;
using SchoolBackup.Errors;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Archive;

/// <summary>The bytes of an archive, wherever they come from. Many threads may read at once.</summary>
internal abstract class ArchiveBytes : IDisposable
{
    /// <summary>The file, for messages.</summary>
    public abstract string Path { get; }

    public abstract long Length { get; }

    /// <summary>A part of the bytes, to be read from its beginning; it ends early where the bytes do. One thread reads it.</summary>
    public abstract Stream Range(long offset, long length);

    public abstract void Dispose();
}

/// <summary>The bytes of a file as they lie there.</summary>
internal sealed class FileBytes : ArchiveBytes
{
    private readonly SafeFileHandle _file;

    private FileBytes(string path, SafeFileHandle file) => (Path, _file) = (path, file);

    public override string Path { get; }

    public override long Length => RandomAccess.GetLength(_file);

    /// <exception cref="BackupException">BackupNotFound: it is missing, or cannot be read. NotABackup: it is no file.</exception>
    public static FileBytes Open(string path)
    {
        if (!RegularFile.MayBe(path))
            throw new BackupException(BackupError.NotABackup, $"{path} is no file, but a pipe, a socket or a device", "name the file itself; what comes through a pipe is written to a file first");
        try
        {
            return new FileBytes(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BackupException(BackupError.BackupNotFound, $"{path} cannot be opened: {failure.Message}", "check the path and who may read it", failure);
        }
    }

    /// <summary>Reads until the buffer is full or the file ends.</summary>
    /// <returns>The number of bytes.</returns>
    public int Read(Span<byte> buffer, long offset)
    {
        int count = 0;
        for (int read = -1; read != 0 && count < buffer.Length; count += read) read = RandomAccess.Read(_file, buffer[count..], offset + count);
        return count;
    }

    public override Stream Range(long offset, long length) => new Part(this, offset, length);

    public override void Dispose() => _file.Dispose();

    private sealed class Part(FileBytes file, long offset, long length) : ReadOnlyStream
    {
        private long _done;

        public override int Read(Span<byte> buffer)
        {
            int count = file.Read(buffer[..(int)Math.Min(buffer.Length, length - _done)], offset + _done);
            _done += count;
            return count;
        }
    }
}
