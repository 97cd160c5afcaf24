using SchoolBackup.Engine.Operations;

namespace SchoolBackup;

/// <summary>What becomes of one backup by the rules of <c>Remove-StaleSchoolBackup</c>, and why.</summary>
/// <param name="decision">The decision.</param>
/// <param name="entry">The backup.</param>
public sealed class RetentionDecision(Engine.Retention.RetentionDecision decision, CatalogueEntry entry) : FileFacts(entry.Backup)
{
    /// <summary><c>Keep</c> or <c>Remove</c>.</summary>
    public string Action { get; } = decision.Action.ToString();

    /// <summary>The database; null when it holds several, or nobody knows.</summary>
    public string? Database { get; } = entry.Databases is [var one] ? one : null;

    /// <summary>All databases in it.</summary>
    public TextList Databases { get; } = new(entry.Databases);

    /// <summary>What it is a backup of, in words: those with the same words are judged together. Null when nobody knows.</summary>
    public string? Subject { get; } = decision.Candidate.Database;

    /// <summary>When it was made, in local time; null when nothing tells.</summary>
    public DateTime? Timestamp { get; } = decision.Candidate.Timestamp?.LocalDateTime;

    /// <summary>Bytes.</summary>
    public long Size { get; } = decision.Candidate.Size;

    /// <summary>One sentence.</summary>
    public string Reason { get; } = decision.Reason;
}
