using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Recipes;

/// <summary>Removes the backups that no rule keeps.</summary>
public sealed class CleanupRecipe(TimeProvider clock)
{
    /// <summary>Decides on every file of a repository, and removes what is to go, with the record of its verification, from both folders.</summary>
    /// <returns>One decision for each file, with its reason; those to remove have been removed, unless this was a WhatIf.</returns>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.WriteFailed"/>: some files could not be removed; the message names them, and the others are gone.
    /// <see cref="BackupError.RetentionPolicyEmpty"/>, <see cref="BackupError.InvalidOption"/>, <see cref="BackupError.PathInvalid"/>,
    /// <see cref="BackupError.RepositoryLocked"/>: nothing was removed.
    /// </exception>
    public IReadOnlyList<RetentionDecision> Run(CleanupOptions options, CancellationToken stop)
    {
        options.Policy.Validate();
        // A folder that is not there is a mistake; opened for writing, it would be made.
        LocalRepository[] repositories = [.. Folders(options).Select(LocalRepository.Open)];
        if (options.Mode == CleanupMode.WhatIf) return [.. Decide(options).Select(decided => decided.Decision)];

        List<RepositoryLock> held = [];
        try
        {
            // The locks come before the list: what is decided on is what is there.
            foreach (LocalRepository repository in repositories) held.Add(RepositoryLock.Acquire(LocalRepository.OpenForWriting(repository.Folder), clock));
            List<(CatalogueEntry Entry, RetentionDecision Decision)> decisions = Decide(options);
            Remove([.. decisions.Where(decided => decided.Decision.Action == RetentionAction.Remove).Select(decided => decided.Entry)], repositories, held, stop);
            return [.. decisions.Select(decided => decided.Decision)];
        }
        finally
        {
            foreach (RepositoryLock one in held) one.Dispose();
        }
    }

    private static IEnumerable<string> Folders(CleanupOptions options) => options.ExternalPath is null ? [options.Path] : [options.Path, options.ExternalPath];

    private List<(CatalogueEntry Entry, RetentionDecision Decision)> Decide(CleanupOptions options)
    {
        var entries = new Dictionary<RetentionCandidate, CatalogueEntry>(ReferenceEqualityComparer.Instance);
        foreach (CatalogueEntry entry in Catalogue.List(options.Path, options.ExternalPath)) entries.Add(Candidate(entry), entry);
        return [.. RetentionPlan.Decide(entries.Keys, options.Policy, clock.GetUtcNow()).Select(decision => (entries[decision.Candidate], decision))];
    }

    private static RetentionCandidate Candidate(CatalogueEntry entry) =>
        new(entry.FileName, DatabaseKey(entry), IsOurs(entry) ? entry.Timestamp : null, entry.Validity, entry.Size);

    /// <summary>
    /// Ours by its header or seal, or by a name that only backup systems give. Any other file may be somebody's own, however much it looks like
    /// a dump, and what a newer version wrote is not ours to judge: such files are never removed.
    /// </summary>
    private static bool IsOurs(CatalogueEntry entry) =>
        entry.Header is not null || entry.Seal is not null || (BackupName.Parse(entry.FileName) is not null && !(entry.Problem is not null && entry.Validity == BackupValidity.NotChecked));

    /// <summary>Backups of the same set of databases are judged together; those of chosen tables apart, for they cannot stand in for a whole one.</summary>
    private static string? DatabaseKey(CatalogueEntry entry)
    {
        if (entry.Databases.Count == 0) return null;
        string names = entry.Databases.Count == 1 ? entry.Databases[0] : string.Join(", ", entry.Databases.Order(StringComparer.Ordinal).Select(Identifier.Quote));
        return entry.Header is { Selected: true } || entry.Seal is { Selected: true } ? $"{names} (chosen tables)" : names;
    }

    private static void Remove(List<CatalogueEntry> entries, LocalRepository[] repositories, List<RepositoryLock> held, CancellationToken stop)
    {
        List<BackupException> failures = [];
        foreach (CatalogueEntry entry in entries)
        {
            stop.ThrowIfCancellationRequested();
            // The copy goes first: should the second removal fail, the backup is still listed where it was made.
            if (entry.Location is BackupLocation.External or BackupLocation.Both) Remove(entry.FileName, repositories[1], held[1], failures);
            if (entry.Location is BackupLocation.Local or BackupLocation.Both) Remove(entry.FileName, repositories[0], held[0], failures);
        }

        if (failures.Count == 0) return;
        throw new BackupException(
            BackupError.WriteFailed,
            $"{failures.Count} of {entries.Count} files could not be removed: {string.Join("; ", failures.Select(failure => failure.Message))}",
            failures[0].Hint,
            failures[0]);
    }

    private static void Remove(string fileName, LocalRepository repository, RepositoryLock held, List<BackupException> failures)
    {
        try
        {
            repository.Delete(fileName, held);
            VerificationFile.Delete(System.IO.Path.Combine(repository.Folder, fileName));
        }
        catch (BackupException failure)
        {
            failures.Add(failure);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            failures.Add(StorageFault.OnWrite(fault, repository.Folder, $"removing {fileName}{VerificationFile.Extension}"));
        }
    }
}
