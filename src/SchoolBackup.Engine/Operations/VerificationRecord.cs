using SchoolBackup.Engine.Retention;

namespace SchoolBackup.Engine.Operations;

/// <summary>What is known of a backup by verifying it; it lies beside the backup as <c>FILE.verified</c>.</summary>
/// <param name="Id">The backup that it speaks of; a file of the same name and another id is unverified.</param>
/// <param name="Validity">What was found.</param>
/// <param name="Level">How thorough that was.</param>
/// <param name="At">When, UTC.</param>
public sealed record VerificationRecord(string Id, BackupValidity Validity, VerifyLevel Level, DateTimeOffset At)
{
    /// <summary>What is wrong with the backup, in one sentence, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>
    /// What is known after another check. A weaker proof never takes the place of a stronger: a failure stands until a check as thorough passes, and a
    /// drill that passed is not forgotten for a checksum that did. A failure, however it was found, is news.
    /// </summary>
    /// <param name="previous">What was known, of the same backup or of another, or null.</param>
    /// <param name="current">What the check found.</param>
    /// <returns>One of the two.</returns>
    public static VerificationRecord After(VerificationRecord? previous, VerificationRecord current)
    {
        if (previous is null || previous.Id != current.Id || previous.Validity == BackupValidity.NotChecked) return current;
        bool isNews = current.Validity == BackupValidity.Invalid && previous.Validity == BackupValidity.Valid;
        bool isAsStrong = current.Validity != BackupValidity.NotChecked && current.Level >= previous.Level;
        return isNews || isAsStrong ? current : previous;
    }
}
