using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>One place of a configuration, and how far it was behind.</summary>
/// <param name="Place">The place.</param>
/// <param name="Problem">Why it could not be looked into; null when it could.</param>
public sealed record MirroredPlace(IRepository Place, BackupException? Problem)
{
    /// <summary>When its newest backup was made before the run; null when it had none.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>How much older that is than the newest of all places; null when it had none, or there is none.</summary>
    public TimeSpan? Lag { get; init; }

    /// <summary>What became of each backup that it lacked.</summary>
    public IReadOnlyList<CopyResult> Copies { get; init; } = [];

    /// <summary>Backups that were copied there.</summary>
    public int Copied => Copies.Count(copy => copy.Outcome == CopyOutcome.Copied);

    /// <summary>Backups that it still lacks.</summary>
    public int Missing => Copies.Count(copy => copy.Outcome is CopyOutcome.Missing or CopyOutcome.Failed);
}

/// <summary>
/// Brings the other places of a configuration up to date: each gets the backups that it lacks, from whichever place has them. The repository, the first
/// place, is read and not filled, so that what its own retention removed does not come back.
/// </summary>
public sealed class MirrorOperation(TimeProvider clock, IProgress<RunProgress> progress)
{
    /// <summary>Mirrors.</summary>
    /// <param name="places">The repository first.</param>
    /// <param name="terms">How to copy; its backups and destinations are found here.</param>
    /// <param name="stop">Ends it; what was complete stays.</param>
    /// <returns>One for each place. A place that cannot be read is one with a problem, and keeps no other from its turn.</returns>
    public IReadOnlyList<MirroredPlace> Run(IReadOnlyList<IRepository> places, CopyOptions terms, CancellationToken stop)
    {
        Dictionary<IRepository, BackupException> problems = [];
        List<IRepository> readable = [.. places.Where(place => IsReadable(place, terms.PlaceTimeout, problems, stop))];
        IReadOnlyList<CatalogueEntry> all = [.. Catalogue.List(readable, keys: null, stop).Where(entry => entry.Validity != BackupValidity.Invalid)];
        return [.. places.Select((place, i) => problems.TryGetValue(place, out BackupException? problem) ? new MirroredPlace(place, problem) : Mirror(place, i > 0, all, terms, stop))];
    }

    private MirroredPlace Mirror(IRepository place, bool isFilled, IReadOnlyList<CatalogueEntry> all, CopyOptions terms, CancellationToken stop)
    {
        DateTimeOffset? newest = all.Where(entry => LiesIn(entry, place)).Max(entry => (DateTimeOffset?)entry.Timestamp);
        return new MirroredPlace(place, Problem: null)
        {
            Newest = newest,
            Lag = all.Max(entry => (DateTimeOffset?)entry.Timestamp) - newest,
            Copies = isFilled ? new CopyOperation(clock, progress).Run(terms with { Backups = [.. all.Where(entry => !LiesIn(entry, place))], Destinations = [place] }, stop) : [],
        };
    }

    private static bool LiesIn(CatalogueEntry entry, IRepository place) => entry.Copies.Any(copy => copy.Repository.Location == place.Location);

    private bool IsReadable(IRepository place, TimeSpan patience, Dictionary<IRepository, BackupException> problems, CancellationToken stop)
    {
        try
        {
            using var thread = new PlaceThread(place, patience, clock, stop);
            thread.Do(() => place.Require(thread.Given));
            return true;
        }
        catch (BackupException problem)
        {
            problems.Add(place, problem);
            return false;
        }
    }
}
