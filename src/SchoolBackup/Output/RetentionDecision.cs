namespace SchoolBackup;

/// <summary>What becomes of one backup by the rules of <c>Remove-StaleSchoolBackup</c>, and why.</summary>
public sealed class RetentionDecision
{
    /// <summary><c>Keep</c> or <c>Remove</c>.</summary>
    public required string Action { get; init; }

    public required string Filename { get; init; }

    /// <summary>What it is a backup of; null when nobody knows.</summary>
    public string? Database { get; init; }

    /// <summary>When it was made, in local time; null when nothing tells.</summary>
    public DateTime? Timestamp { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>One sentence.</summary>
    public required string Reason { get; init; }

    internal static RetentionDecision From(Engine.Retention.RetentionDecision decision) => new()
    {
        Action = decision.Action.ToString(),
        Filename = decision.Candidate.FileName,
        Database = decision.Candidate.Database,
        Timestamp = decision.Candidate.Timestamp?.LocalDateTime,
        Size = decision.Candidate.Size,
        Reason = decision.Reason,
    };
}
