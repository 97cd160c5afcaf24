namespace SchoolBackup.Engine.Reporting;

/// <summary>What a run is doing.</summary>
public enum RunPhase
{
    /// <summary>For another run that writes to the same folder.</summary>
    Waiting,
    Connecting,
    BackingUpReplaced,
    Reading,
    Loading,
    BuildingIndexes,
    Checking,
    Swapping,
    Finishing,
    Rewrapping,
    Exporting,
    Copying,
}

/// <summary>How far a run is. Facts only: whoever shows them decides how.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Subject">The table or file at hand, or null.</param>
/// <param name="Rows">Rows done so far in this phase.</param>
/// <param name="Bytes">Bytes of SQL text done so far in this phase.</param>
/// <param name="ExpectedBytes">Bytes that the phase will come to, by estimate; 0 when unknown.</param>
public readonly record struct RunProgress(RunPhase Phase, string? Subject, long Rows, long Bytes, long ExpectedBytes);
