using SchoolBackup.Errors;

namespace SchoolBackup.Storage;

/// <summary>The right to write to a place, until it is disposed. Where places can be locked, one run has it at a time.</summary>
public interface IRepositoryWriter : IDisposable
{
    IRepository Repository { get; }

    /// <summary>The unfinished backups of dead runs that were removed on entering.</summary>
    IReadOnlyList<string> Abandoned { get; }

    /// <summary>Begins a file, which nobody sees before it is complete.</summary>
    /// <param name="name">The name that it gets then.</param>
    /// <param name="stop">Ends every wait of its writing.</param>
    /// <exception cref="BackupException"><see cref="BackupError.BackupExists"/>, <see cref="BackupError.NoSpace"/>, <see cref="BackupError.WriteFailed"/>.</exception>
    IPendingFile Create(string name, CancellationToken stop);

    /// <summary>
    /// Writes parts of a file's first <see cref="IPendingFile.HeadRoom"/> bytes anew, in their order, each safe before the next begins: the file can be opened at every moment between them.
    /// </summary>
    /// <param name="name">The file.</param>
    /// <param name="writes">The parts.</param>
    /// <param name="written">Called after each.</param>
    /// <param name="stop">Ends it before the first; what was begun is finished.</param>
    /// <exception cref="BackupException"><see cref="BackupError.BackupNotFound"/>, <see cref="BackupError.WriteFailed"/>.</exception>
    void WriteHead(string name, IReadOnlyList<(long Offset, byte[] Bytes)> writes, Action written, CancellationToken stop);

    /// <summary>Deletes a file.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.BackupNotFound"/>, <see cref="BackupError.WriteFailed"/>.</exception>
    void Delete(string name, CancellationToken stop);
}

/// <summary>A file that is being written. <see cref="Complete"/> publishes it under its name; disposed before that, it never happened.</summary>
public interface IPendingFile : IDisposable
{
    /// <summary>Bytes at the beginning of a file that can be written over until it is complete.</summary>
    const int HeadRoom = 1 << 20;

    /// <summary>Where it will lie when it is complete.</summary>
    string Address { get; }

    /// <summary>
    /// Where the content goes, in large blocks and in its order; afterwards <see cref="Stream.Position"/> may be set back into the first <see cref="HeadRoom"/> bytes, to write over them.
    /// Its errors are <see cref="BackupException"/>s: <see cref="BackupError.NoSpace"/> or <see cref="BackupError.WriteFailed"/>.
    /// </summary>
    Stream Content { get; }

    /// <summary>Makes sure that every byte is where it should be, and gives the file its name, unless that was taken meanwhile.</summary>
    /// <param name="moved">Called from time to time while bytes are on their way, where most of them go only now.</param>
    /// <exception cref="BackupException"><see cref="BackupError.BackupExists"/>: what has the name stays as it is. <see cref="BackupError.NoSpace"/>, <see cref="BackupError.WriteFailed"/>.</exception>
    void Complete(Action? moved = null);

    /// <summary>
    /// What could not be removed when this was disposed, or null. The next run removes it; it is told here instead of thrown so that it does not hide why the backup failed.
    /// </summary>
    string? LeftBehind { get; }
}
