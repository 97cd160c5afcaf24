using SchoolBackup.Engine.Keys;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>What becomes of the keys that opened a backup so far.</summary>
public enum OldKeys
{
    /// <summary>They open it still.</summary>
    Keep,

    /// <summary>The new key alone opens it from then on.</summary>
    Remove,
}

/// <summary>Whether a rotation acts.</summary>
public enum RotationMode
{
    Rotate,

    /// <summary>It looks what it would do, and writes nothing.</summary>
    WhatIf,
}

/// <summary>Which backups get which new key.</summary>
public sealed record RotationOptions
{
    /// <summary>The repository, and the other places that backups are copied to.</summary>
    public required IReadOnlyList<IRepository> Places { get; init; }

    /// <summary>What opens the backups now.</summary>
    public required KeyRing Keys { get; init; }

    public required MasterKey NewKey { get; init; }

    public OldKeys OldKeys { get; init; } = OldKeys.Keep;

    /// <summary>Addresses of the files that are rotated, each copy by its own; null for every one of all places.</summary>
    public IReadOnlySet<string>? Files { get; init; }

    /// <summary>How long a run of another process that writes to the same folder is waited for; by default not at all.</summary>
    public TimeSpan LockTimeout { get; init; }

    public RotationMode Mode { get; init; } = RotationMode.Rotate;
}

/// <summary>What became of one file.</summary>
public enum RotationOutcome
{
    /// <summary>Its key block was written anew, or would be.</summary>
    Rotated,

    /// <summary>There was nothing left to do.</summary>
    AlreadyDone,
}

/// <summary>An encrypted backup that the new key opens.</summary>
/// <param name="Backup">Where it lies.</param>
/// <param name="Outcome">What was done to it.</param>
public sealed record RotatedBackup(BackupRef Backup, RotationOutcome Outcome);
