using SchoolBackup.Errors;

namespace SchoolBackup.Storage;

/// <summary>A file of a place, opened to be read. Many threads may read at once, each its own part.</summary>
public interface IStoredFile : IDisposable
{
    /// <summary>How people write it, for messages.</summary>
    string Address { get; }

    /// <summary>Its length, and when it was written.</summary>
    StoredItem Item { get; }

    /// <summary>A part of its bytes, to be read from its beginning; it ends early where the file does. One thread reads it.</summary>
    /// <returns>A stream whose Read may throw a <see cref="BackupException"/>, <see cref="BackupError.PathInvalid"/>, when the place cannot be read any more.</returns>
    Stream Range(long offset, long length);
}
