namespace SchoolBackup.Engine.Retention;

/// <summary>What the last verification said of a backup.</summary>
public enum BackupValidity
{
    /// <summary>Nobody has looked yet.</summary>
    NotChecked,

    Valid,

    Invalid,
}

/// <summary>A verdict in the form of those who know true, false and null.</summary>
public static class BackupValidityTruth
{
    /// <returns>True, false, or null when nobody can tell.</returns>
    public static bool? AsTruth(this BackupValidity validity) => validity switch
    {
        BackupValidity.Valid => true,
        BackupValidity.Invalid => false,
        _ => null,
    };
}

/// <summary>A file that retention decides on.</summary>
/// <param name="FileName">Its name in the repository; unique there.</param>
/// <param name="Database">
/// What it is a backup of: files with the same text are judged together. Null for those whose database is not known.
/// </param>
/// <param name="Timestamp">When it was made, or null if nothing tells: then it is never removed.</param>
/// <param name="Validity">What the last verification said.</param>
/// <param name="Size">Bytes; they do not influence the decision.</param>
public sealed record RetentionCandidate(
    string FileName, string? Database, DateTimeOffset? Timestamp, BackupValidity Validity, long Size);

/// <summary>What becomes of a file.</summary>
public enum RetentionAction
{
    Keep,
    Remove,
}

/// <summary>What becomes of one file, and why.</summary>
/// <param name="Candidate">The file.</param>
/// <param name="Action">Keep or remove it.</param>
/// <param name="Reason">One sentence for a person.</param>
public sealed record RetentionDecision(RetentionCandidate Candidate, RetentionAction Action, string Reason);
