namespace SchoolBackup.Engine.Load;

/// <summary>How much of the live database a restore speaks for.</summary>
internal enum RestoreExtent
{
    /// <summary>All: it becomes what the backup holds, and what came to it since goes.</summary>
    Database,

    /// <summary>Everything that the backup holds; whatever else the database has stays, because nobody knows whether it should.</summary>
    Contents,

    /// <summary>Chosen tables with their triggers.</summary>
    Tables,
}
