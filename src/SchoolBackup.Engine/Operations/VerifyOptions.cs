using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Schema;
using SchoolBackup.MySql;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>How thoroughly a backup is verified; each level includes those before it.</summary>
public enum VerifyLevel
{
    /// <summary>Every byte of the file against its hashes.</summary>
    Checksum,

    /// <summary>Every chunk decoded, its rows counted, the end marker found.</summary>
    Content,

    /// <summary>A drill: restored into a scratch database, every table's content compared, the scratch dropped.</summary>
    Restore,
}

/// <summary>What to verify.</summary>
public sealed record VerifyOptions
{
    /// <summary>The backup, or the dump by another tool.</summary>
    public required BackupRef Backup { get; init; }

    public VerifyLevel Level { get; init; } = VerifyLevel.Content;

    /// <summary>What an encrypted backup is opened with; without any, only its structure is looked at.</summary>
    public KeyRing Keys { get; init; } = KeyRing.Empty;

    /// <summary>The server of a drill; not needed below <see cref="VerifyLevel.Restore"/>.</summary>
    public ConnectionOptions? Connection { get; init; }

    /// <summary>Sessions that load at the same time in a drill.</summary>
    public int Loaders { get; init; } = Math.Clamp(Environment.ProcessorCount, 2, 4);
}

/// <summary>What verifying found. A damaged backup is a finding, not an error of the run.</summary>
public sealed record VerifyResult
{
    public required BackupRef Backup { get; init; }

    /// <summary>Valid, invalid, or not checked: a file that says nothing of its own length or hashes can only be tried.</summary>
    public required BackupValidity Validity { get; init; }

    public required VerifyLevel Level { get; init; }

    public bool Encrypted { get; init; }

    public int Tables { get; init; }

    /// <summary>What is in it, by kind: as the backup says, or as a drill has counted it; null where the file does not say.</summary>
    public ObjectCounts? Objects { get; init; }

    public long Rows { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>How long a real restore on that server would take; only a drill knows.</summary>
    public TimeSpan? EstimatedRecoveryTime { get; init; }

    /// <summary>What is wrong with the backup.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>How far the check went, where it could not go to the end.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
