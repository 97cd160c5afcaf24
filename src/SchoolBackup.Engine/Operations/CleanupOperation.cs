using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>Removes the backups that no rule keeps.</summary>
public sealed class CleanupOperation(TimeProvider clock, IProgress<RunProgress> progress)
{
    /// <summary>Decides on every file of a repository, and removes what is to go, with the record of its verification, from every place.</summary>
    /// <returns>One decision for each file, with its reason; those to remove have been removed, unless this was a WhatIf.</returns>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.WriteFailed"/>: some files could not be removed; the message names them, and the others are gone.
    /// <see cref="BackupError.RetentionPolicyEmpty"/>, <see cref="BackupError.InvalidOption"/>, <see cref="BackupError.PathInvalid"/>,
    /// <see cref="BackupError.RepositoryLocked"/>: nothing was removed.
    /// </exception>
    public IReadOnlyList<CleanupDecision> Run(CleanupOptions options, CancellationToken stop)
    {
        options.Policy.Validate();
        options.ExternalPolicy?.Validate();
        if (options.Mode == CleanupMode.WhatIf) return Decide(options, stop);

        // The locks come before the list: what is decided on is what is there.
        using RunQueue turn = RunQueue.Take(options.Places, progress, stop, options.LockTimeout);
        using Removal removal = Removal.Begin(options.Places, turn, clock, stop);
        List<CleanupDecision> decisions = Decide(options, stop);
        Remove([.. decisions.Where(decided => decided.Decision.Action == RetentionAction.Remove).Select(decided => decided.Entry)], removal, stop);
        return decisions;
    }

    private static void Remove(List<CatalogueEntry> entries, Removal removal, CancellationToken stop)
    {
        List<BackupException> failures = [];
        foreach (CatalogueEntry entry in entries)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                removal.Remove(entry, stop);
            }
            catch (BackupException failure)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0) throw Removal.Incomplete(failures, entries.Count, BackupError.WriteFailed);
    }

    private List<CleanupDecision> Decide(CleanupOptions options, CancellationToken stop) => options.ExternalPolicy is { } external
        ? [.. Decide(options, [options.Places[0]], options.Policy, stop), .. options.Places.Skip(1).SelectMany(place => Decide(options, [place], external, stop))]
        : Decide(options, options.Places, options.Policy, stop);

    private List<CleanupDecision> Decide(CleanupOptions options, IReadOnlyList<IRepository> places, RetentionPolicy policy, CancellationToken stop)
    {
        var entries = new Dictionary<RetentionCandidate, CatalogueEntry>(ReferenceEqualityComparer.Instance);
        foreach (CatalogueEntry entry in Catalogue.List(places, keys: null, stop).Where(entry => options.Judged?.Invoke(entry) ?? true)) entries.Add(Candidate(entry), entry);
        return [.. RetentionPlan.Decide(entries.Keys, policy, clock.GetUtcNow())
            .Select(decision => new CleanupDecision(entries[decision.Candidate], Approved(decision, entries[decision.Candidate], options.Approved)))];
    }

    private static RetentionDecision Approved(RetentionDecision decision, CatalogueEntry entry, IReadOnlySet<string>? approved) =>
        decision.Action == RetentionAction.Keep || approved is null || approved.Contains(entry.Path)
            ? decision
            : decision with { Action = RetentionAction.Keep, Reason = "somebody wants it to stay, although " + decision.Reason };

    private static RetentionCandidate Candidate(CatalogueEntry entry) =>
        new(entry.FileName, entry.Subject, IsOurs(entry) ? entry.Timestamp : null, entry.Validity, entry.Size);

    /// <summary>
    /// Ours by its header or key block, or by a name that only backup systems give. Any other file may be somebody's own, however much it looks like
    /// a dump, and what a newer version wrote is not ours to judge: such files are never removed.
    /// </summary>
    private static bool IsOurs(CatalogueEntry entry) =>
        entry.Header is not null || entry.KeyBlock is not null || (BackupName.Parse(entry.FileName) is not null && !(entry.Problem is not null && entry.Validity == BackupValidity.NotChecked));
}
