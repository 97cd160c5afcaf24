using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Retention;

namespace SchoolBackup;

/// <summary>What <c>Test-SchoolBackup</c> found.</summary>
/// <param name="result">The finding.</param>
/// <param name="databases">The databases in the backup.</param>
/// <param name="server">Host of the server of a drill, or null.</param>
/// <param name="port">Its TCP port, or null.</param>
/// <param name="testedAt">When the test was done.</param>
public sealed class TestResult(VerifyResult result, IReadOnlyList<string> databases, string? server, int? port, DateTimeOffset testedAt) : FileFacts(result.Backup)
{
    /// <summary>True, false, or null when the file lets nobody tell.</summary>
    public bool? Valid { get; } = result.Validity.AsTruth();

    /// <summary><c>Checksum</c>, <c>Content</c> or <c>Restore</c>.</summary>
    public string Level { get; } = result.Level.ToString();

    /// <summary>The database in it; null when it holds several, or nobody knows.</summary>
    public string? Database { get; } = databases is [var one] ? one : null;

    /// <summary>All databases in it.</summary>
    public TextList Databases { get; } = new(databases);

    /// <summary>Host of the server that it was restored on; null below the level Restore.</summary>
    public string? Server { get; } = server;

    /// <summary>TCP port of that server.</summary>
    public int? Port { get; } = port;

    /// <summary>When the test was done, in local time.</summary>
    public DateTime TestedAt { get; } = testedAt.LocalDateTime;

    /// <summary>Tables and sequences.</summary>
    public int Tables { get; } = result.Tables;

    public int? Sequences { get; } = result.Objects?.Sequences;

    public int? Views { get; } = result.Objects?.Views;

    /// <summary>Procedures, functions, packages.</summary>
    public int? Routines { get; } = result.Objects?.Routines;

    public int? Triggers { get; } = result.Objects?.Triggers;

    public int? Events { get; } = result.Objects?.Events;

    /// <summary>
    /// All of them in words: as the backup says, and of the level Restore as they were counted on the server; null where the file does not
    /// say.
    /// </summary>
    public string? Objects { get; } = result.Objects?.ToString();

    public long Rows { get; } = result.Rows;

    public TimeSpan Duration { get; } = result.Duration;

    /// <summary>How long a real restore on that server would take; only the level Restore knows.</summary>
    public TimeSpan? EstimatedRecoveryTime { get; } = result.EstimatedRecoveryTime;

    public TextList Problems { get; } = new(result.Problems);

    /// <summary>How far the check went, where it could not go to the end.</summary>
    public TextList Remarks { get; } = new(result.Remarks);
}
