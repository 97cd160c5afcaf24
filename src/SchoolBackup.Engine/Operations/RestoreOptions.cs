using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>How the restored tables take their place.</summary>
public enum Placement
{
    /// <summary>They are loaded beside the live ones, checked, and swapped in by one statement.</summary>
    Swap,

    /// <summary>The live tables are dropped and loaded anew: for want of room or rights, and with the risk that this means.</summary>
    InPlace,

    /// <summary>Nothing is replaced: each row is inserted into the live table, or updates the row that has its key. Rows that the backup lacks stay.</summary>
    Upsert,
}

/// <summary>What becomes of the tables that a restore replaces.</summary>
public enum ReplacedTables
{
    Drop,

    /// <summary>They are kept in a database beside, whose name the result gives.</summary>
    Keep,
}

/// <summary>What to restore, and where to.</summary>
public sealed record RestoreOptions
{
    public required ConnectionOptions Connection { get; init; }

    /// <summary>The backup, or the dump by another tool.</summary>
    public required BackupRef Backup { get; init; }

    /// <summary>Which database of a backup that holds several; null for the only one.</summary>
    public string? SourceDatabase { get; init; }

    /// <summary>The database that is restored into; null for the one that was backed up.</summary>
    public string? TargetDatabase { get; init; }

    /// <summary>Only these tables (<c>*</c> and <c>?</c> are wildcards); everything when empty.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    public Placement Placement { get; init; } = Placement.Swap;

    public ReplacedTables Replaced { get; init; } = ReplacedTables.Drop;

    /// <summary>Repository that gets a backup of what is about to be replaced, first; null for none.</summary>
    public IRepository? SafetyRepository { get; init; }

    /// <summary>What an encrypted backup is opened with. The current one encrypts the safety backup.</summary>
    public KeyRing Keys { get; init; } = KeyRing.Empty;

    /// <summary>How long the safety backup waits for a run of another process that writes to the same folder; by default not at all.</summary>
    public TimeSpan LockTimeout { get; init; }

    public DefinerPolicy Definers { get; init; } = new DefinerPolicy.Keep();

    /// <summary>Sessions that load at the same time, one to 16.</summary>
    public int Loaders { get; init; } = Math.Clamp(Environment.ProcessorCount, 2, 4);
}

/// <summary>A restore that is done.</summary>
public sealed record RestoreResult
{
    public required BackupRef Backup { get; init; }

    public required string Database { get; init; }

    /// <summary>The database of the backup that was restored; null where the file does not name it.</summary>
    public string? SourceDatabase { get; init; }

    public required int Tables { get; init; }

    /// <summary>What was restored, counted by kind in the database afterwards.</summary>
    public required ObjectCounts Objects { get; init; }

    public required long Rows { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>True when every table's content was compared with the hashes of the backup; a foreign dump has none.</summary>
    public required bool ContentChecked { get; init; }

    /// <summary>The backup of what was replaced, or null.</summary>
    public string? SafetyBackup { get; init; }

    /// <summary>The database that keeps the replaced tables, or null.</summary>
    public string? Previous { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}
