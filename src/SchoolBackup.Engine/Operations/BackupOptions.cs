using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.History;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Errors;
using SchoolBackup.MySql;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>What to do about objects that the account cannot see.</summary>
public enum BlindSpots
{
    /// <summary>They are an error: a backup without them would look whole.</summary>
    Refuse,

    /// <summary>They are left out, and the backup and its result say which.</summary>
    Allow,
}

/// <summary>Why a backup is made.</summary>
public enum BackupPurpose
{
    /// <summary>To have one.</summary>
    Regular,

    /// <summary>A restore is about to replace what it holds.</summary>
    Safety,
}

/// <summary>What to back up, and where to.</summary>
public sealed record BackupOptions
{
    /// <summary>Ten minutes.</summary>
    public static readonly TimeSpan UsualPlaceTimeout = TimeSpan.FromMinutes(10);

    public required ConnectionOptions Connection { get; init; }

    /// <summary>The databases; several make one file, of one moment.</summary>
    public required IReadOnlyList<string> Databases { get; init; }

    /// <summary>Where it goes.</summary>
    public required IRepository Repository { get; init; }

    /// <summary>Other places that get the same file in the same pass.</summary>
    public IReadOnlyList<IRepository> Copies { get; init; } = [];

    /// <summary>All places of the backup, the repository first.</summary>
    internal IReadOnlyList<IRepository> Places => [Repository, .. Copies];

    public DumpSelection Selection { get; init; } = new();

    public BackupContainer Container { get; init; } = BackupContainer.Gzip;

    /// <summary>Encrypts the backup; null for one that anybody can read.</summary>
    public MasterKey? Key { get; init; }

    /// <summary>Adds a row to the table of backups that the server keeps, as a run of this type; null for no row.</summary>
    public RunType? History { get; init; }

    public BlindSpots BlindSpots { get; init; } = BlindSpots.Refuse;

    public BackupPurpose Purpose { get; init; } = BackupPurpose.Regular;

    /// <summary>What the file says of itself.</summary>
    internal BackupKind? Kind => Purpose == BackupPurpose.Safety ? BackupKind.Safety : Selection.Kind;

    /// <summary>How long a run of another process that writes to the same folder is waited for; by default not at all.</summary>
    public TimeSpan LockTimeout { get; init; }

    /// <summary>How long a place may take for one step, such as a block of a MiB or the completion of the file, before it is given up.</summary>
    public TimeSpan PlaceTimeout { get; init; } = UsualPlaceTimeout;

    /// <summary>Sessions that read at the same time, one to 16.</summary>
    public int Readers { get; init; } = Math.Clamp(Environment.ProcessorCount, 2, 4);
}

/// <summary>A backup that has been made.</summary>
/// <param name="Header">The run.</param>
/// <param name="Copies">Where it lies, the repository's own first.</param>
/// <param name="Warnings">What the caller should know.</param>
/// <param name="Omitted">What the account could not see.</param>
public sealed record BackupResult(ArchiveHeader Header, IReadOnlyList<BackupRef> Copies, IReadOnlyList<string> Warnings, IReadOnlyList<string> Omitted)
{
    /// <summary>The addresses of its copies.</summary>
    public IReadOnlyList<string> Files { get; } = [.. Copies.Select(copy => copy.Address)];

    /// <summary>Bytes of each file.</summary>
    public required long Size { get; init; }

    public required BackupContainer Container { get; init; }

    /// <summary>The id of the key that it is encrypted with, or null.</summary>
    public string? KeyId { get; init; }

    /// <summary>ExternalCopyFailed when the backup is complete in the first repository only; it is thrown when everything else is done.</summary>
    internal BackupException? CopyFailure { get; init; }
}
