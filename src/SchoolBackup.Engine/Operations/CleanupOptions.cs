using SchoolBackup.Engine.Retention;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>Whether a cleanup acts.</summary>
public enum CleanupMode
{
    Remove,

    /// <summary>It decides, and removes nothing.</summary>
    WhatIf,
}

/// <summary>What to clean up, and by which rules.</summary>
public sealed record CleanupOptions
{
    /// <summary>The repository, and the other places that backups are copied to.</summary>
    public required IReadOnlyList<IRepository> Places { get; init; }

    public required RetentionPolicy Policy { get; init; }

    /// <summary>The rules of the places behind the first, each of which is then judged by itself; null where a backup and its copies go together.</summary>
    public RetentionPolicy? ExternalPolicy { get; init; }

    /// <summary>Which backups the rules judge, as if there were no others; null for every one of the repository.</summary>
    public Predicate<CatalogueEntry>? Judged { get; init; }

    /// <summary>Addresses of the backups that may go, for whoever has asked about each; null for all that no rule keeps.</summary>
    public IReadOnlySet<string>? Approved { get; init; }

    /// <summary>How long a run of another process that writes to the same folder is waited for; by default not at all.</summary>
    public TimeSpan LockTimeout { get; init; }

    public CleanupMode Mode { get; init; } = CleanupMode.Remove;
}

/// <summary>What becomes of one backup, and why.</summary>
/// <param name="Entry">The backup.</param>
/// <param name="Decision">The decision.</param>
public sealed record CleanupDecision(CatalogueEntry Entry, RetentionDecision Decision);
