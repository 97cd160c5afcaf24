using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>Whether a copy acts.</summary>
public enum CopyMode
{
    Copy,

    /// <summary>It looks what is missing, and copies nothing.</summary>
    WhatIf,
}

/// <summary>What to copy, and where to.</summary>
public sealed record CopyOptions
{
    /// <summary>The backups, as <see cref="Catalogue"/> found them.</summary>
    public required IReadOnlyList<CatalogueEntry> Backups { get; init; }

    /// <summary>Where each of them is to lie afterwards.</summary>
    public required IReadOnlyList<IRepository> Destinations { get; init; }

    /// <summary>Files on their way at the same time, one to 16.</summary>
    public int Parallel { get; init; } = 2;

    /// <summary>How much may be sent in a second, of all files together; null for as much as there is.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>How long a run of another process that writes to the same place is waited for; by default not at all.</summary>
    public TimeSpan LockTimeout { get; init; }

    /// <inheritdoc cref="BackupOptions.PlaceTimeout"/>
    public TimeSpan PlaceTimeout { get; init; } = BackupOptions.UsualPlaceTimeout;

    public CopyMode Mode { get; init; } = CopyMode.Copy;
}

/// <summary>What became of one backup at one place.</summary>
public enum CopyOutcome
{
    /// <summary>It was copied, and read back.</summary>
    Copied,

    /// <summary>It lay there already.</summary>
    Present,

    /// <summary>It is not there, and would be copied.</summary>
    Missing,

    Failed,
}

/// <summary>What became of one backup at one place.</summary>
/// <param name="Entry">The backup.</param>
/// <param name="Copy">Where its copy lies, or would.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
public sealed record CopyResult(CatalogueEntry Entry, BackupRef Copy, CopyOutcome Outcome, BackupException? Failure = null);
