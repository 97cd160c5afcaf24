using SchoolBackup.Errors;
using SchoolBackup.Storage;

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
/// <param name="file">It is disposed with this.</param>
internal sealed class PlainBytes(IStoredFile file) : ArchiveBytes
{
    public override string Path => file.Address;

    public override long Length => file.Item.Length;

    /// <exception cref="BackupException">BackupNotFound: it is missing, or cannot be read. NotABackup: it is no file.</exception>
    public static PlainBytes Open(BackupRef backup) => new(backup.Open());

    public override Stream Range(long offset, long length) => file.Range(offset, length);

    public override void Dispose() => file.Dispose();
}
