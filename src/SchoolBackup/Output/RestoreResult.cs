
namespace SchoolBackup;

/// <summary>What <c>Restore-SchoolBackup -PassThru</c> did.</summary>
public sealed class RestoreResult(Engine.Operations.RestoreResult result, string server, int? port) : FileFacts(result.Backup)
{
    /// <summary>The database that was restored into.</summary>
    public string Database { get; } = result.Database;

    /// <summary>The database of the backup that was restored; null for a dump that does not name it.</summary>
    public string? SourceDatabase { get; } = result.SourceDatabase;

    /// <summary>Host of the server that was restored into.</summary>
    public string Server { get; } = server;

    /// <summary>Its TCP port; null for a socket.</summary>
    public int? Port { get; } = port;

    /// <summary>Tables and sequences.</summary>
    public int RestoredTables { get; } = result.Tables;

    public int Sequences { get; } = result.Objects.Sequences;

    public int Views { get; } = result.Objects.Views;

    /// <summary>Procedures, functions, packages.</summary>
    public int Routines { get; } = result.Objects.Routines;

    public int Triggers { get; } = result.Objects.Triggers;

    public int Events { get; } = result.Objects.Events;

    /// <summary>All of them in words, as they were counted in the database after the restore.</summary>
    public string Objects { get; } = result.Objects.ToString();

    public long Rows { get; } = result.Rows;

    /// <summary>The same number under the name that the School ERP gave it.</summary>
    public long RecordsRestored => Rows;

    public TimeSpan Duration { get; } = result.Duration;

    /// <summary>True when every table's content was compared with the hashes of the backup; a dump of another tool has none.</summary>
    public bool ContentChecked { get; } = result.ContentChecked;

    /// <summary>Path of the backup of what was replaced, or null.</summary>
    public string? SafetyBackup { get; } = result.SafetyBackup;

    /// <summary>The database that keeps the replaced tables, or null.</summary>
    public string? Previous { get; } = result.Previous;

    public TextList Warnings { get; } = new(result.Warnings);
}
