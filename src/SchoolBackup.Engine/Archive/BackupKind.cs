namespace SchoolBackup.Engine.Archive;

/// <summary>What makes a backup other than one of a whole database.</summary>
public enum BackupKind
{
    /// <summary>Some tables, or the rows of some, were left out.</summary>
    Reduced,

    /// <summary>Only tables that were named.</summary>
    Chosen,

    /// <summary>A restore made it, of what it was about to replace: the state that somebody wanted to be rid of.</summary>
    Safety,
}
