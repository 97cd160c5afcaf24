using SchoolBackup.Errors;

namespace SchoolBackup.Storage;

/// <summary>
/// A place that holds backups: a folder, a bucket, a remote. What it holds is what its files say; there is no other catalogue. Making one of these asks
/// nothing of the place, so one may speak of a place that is not there. All of it may be used by many threads at once.
/// </summary>
public interface IRepository
{
    /// <summary>How people write it, the same for every way to write it: <c>/backups</c>, <c>s3://bucket/prefix</c>.</summary>
    string Location { get; }

    /// <summary>How people write a file in it.</summary>
    string AddressOf(string name);

    /// <summary>Looks whether it is there and can be read.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: it is missing, is something else, or cannot be read.</exception>
    void Require(CancellationToken stop);

    /// <summary>The bytes that may still be written there, also while it is missing and would be made; null where nobody can tell.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: it is something else, or cannot be read.</exception>
    long? FreeBytes(CancellationToken stop);

    /// <summary>Its files, as they come; never those that are being written, and nothing of what it keeps for itself.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: it cannot be read (any more). A list is never cut short.</exception>
    IEnumerable<StoredItem> List(CancellationToken stop);

    /// <summary>One of its files; null when there is none of this name.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: the place cannot be asked.</exception>
    StoredItem? Find(string name, CancellationToken stop);

    /// <summary>Opens one of its files.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.BackupNotFound"/>: it is missing, or cannot be read. <see cref="BackupError.NotABackup"/>: it is no file.
    /// </exception>
    IStoredFile Open(string name, CancellationToken stop);

    /// <summary>Writes a small file as a whole, in the place of what has its name: what is known of a backup, beside it.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.NoSpace"/>, <see cref="BackupError.PathNotWritable"/>, <see cref="BackupError.WriteFailed"/>; what was there is as it was.</exception>
    void WriteNote(string name, ReadOnlyMemory<byte> content, CancellationToken stop);

    /// <summary>Makes the place where it is missing, takes the right to write to it, and tidies up what dead runs have left unfinished.</summary>
    /// <param name="clock">The time to show to others.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.RepositoryLocked"/>: another run is under way. <see cref="BackupError.PathInvalid"/>: it is something else, or cannot be made.
    /// <see cref="BackupError.PathNotWritable"/>, <see cref="BackupError.NotSupported"/>, <see cref="BackupError.NoSpace"/>, <see cref="BackupError.WriteFailed"/>.
    /// </exception>
    IRepositoryWriter Enter(TimeProvider clock, CancellationToken stop);
}

/// <summary>What a place says of a file without opening it.</summary>
/// <param name="Name">Its name, without the place.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Modified">When it was written, UTC.</param>
public sealed record StoredItem(string Name, long Length, DateTimeOffset Modified);
