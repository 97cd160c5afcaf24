using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>Tells a folder whose disk is not mounted from one that is new.</summary>
internal static class MountCheck
{
    /// <summary>Refuses a folder in which no run has written yet, although another place remembers that one has.</summary>
    /// <param name="place">The folder; other kinds of places pass.</param>
    /// <param name="others">Places that may remember it.</param>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>.</exception>
    public static void Require(IRepository place, IEnumerable<IRepository> others)
    {
        if (place is not IMountedPlace { IsMarked: false }) return;
        if (others.OfType<IMountedPlace>().FirstOrDefault(other => other.Companions().Contains(place.Location, StringComparer.Ordinal)) is not { } witness) return;
        throw new BackupException(
            BackupError.PathInvalid,
            $"{place.Location} is empty, and backups were written there before: its disk or share seems not to be mounted",
            $"mount it; if it is a new disk, take its line out of {witness.MemoryAddress}");
    }

    /// <summary>Has a folder remember the others.</summary>
    /// <inheritdoc cref="IMountedPlace.Remember"/>
    public static void Remember(IRepository place, IEnumerable<IRepository> others, CancellationToken stop)
    {
        if (place is IMountedPlace mounted) mounted.Remember(others.OfType<IMountedPlace>().Select(other => other.Location).Where(other => other != place.Location), stop);
    }
}
