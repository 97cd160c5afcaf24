namespace SchoolBackup;

/// <summary>What becomes of one backup by the rules of <c>Remove-StaleSchoolBackup</c>, and why.</summary>
public sealed class RetentionDecision(Engine.Retention.RetentionDecision decision)
{
    /// <summary><c>Keep</c> or <c>Remove</c>.</summary>
    public string Action { get; } = decision.Action.ToString();

    public string Filename { get; } = decision.Candidate.FileName;

    /// <summary>What it is a backup of; null when nobody knows.</summary>
    public string? Database { get; } = decision.Candidate.Database;

    /// <summary>When it was made, in local time; null when nothing tells.</summary>
    public DateTime? Timestamp { get; } = decision.Candidate.Timestamp?.LocalDateTime;

    /// <summary>Bytes.</summary>
    public long Size { get; } = decision.Candidate.Size;

    /// <summary>One sentence.</summary>
    public string Reason { get; } = decision.Reason;
}
