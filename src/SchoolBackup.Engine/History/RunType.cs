namespace SchoolBackup.Engine.History;

/// <summary>What a run was started by, for the history.</summary>
public enum RunType
{
    /// <summary>Somebody.</summary>
    Manual,

    /// <summary>A clock.</summary>
    Scheduled,
}
