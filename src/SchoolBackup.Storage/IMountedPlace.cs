using SchoolBackup.Errors;

namespace SchoolBackup.Storage;

/// <summary>
/// A place that may be a mount: without its disk or share, an empty folder of the same path is there instead, and would fill the wrong disk. By itself it
/// cannot tell; so places that are written to together remember each other.
/// </summary>
public interface IMountedPlace : IRepository
{
    /// <summary>Whether a run has written to it before.</summary>
    bool IsMarked { get; }

    /// <summary>The file in which it remembers others.</summary>
    string MemoryAddress { get; }

    /// <summary>Locations of other places that were written to together with it.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: it cannot be read.</exception>
    IReadOnlyList<string> Companions();

    /// <summary>Adds to <see cref="Companions"/>.</summary>
    /// <inheritdoc cref="IRepository.WriteNote"/>
    void Remember(IEnumerable<string> locations, CancellationToken stop);
}
