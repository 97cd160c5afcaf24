using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Retention;

namespace SchoolBackup;

/// <summary>What <c>Test-SchoolBackup</c> found.</summary>
public sealed class TestResult(VerifyResult result) : FileFacts(result.File)
{
    /// <summary>True, false, or null when the file lets nobody tell.</summary>
    public bool? Valid { get; } = result.Validity.AsTruth();

    /// <summary><c>Checksum</c>, <c>Content</c> or <c>Restore</c>.</summary>
    public string Level { get; } = result.Level.ToString();

    public int Tables { get; } = result.Tables;

    public long Rows { get; } = result.Rows;

    public TimeSpan Duration { get; } = result.Duration;

    /// <summary>How long a real restore on that server would take; only the level Restore knows.</summary>
    public TimeSpan? EstimatedRecoveryTime { get; } = result.EstimatedRecoveryTime;

    public string[] Problems { get; } = [.. result.Problems];

    /// <summary>How far the check went, where it could not go to the end.</summary>
    public string[] Remarks { get; } = [.. result.Remarks];
}
