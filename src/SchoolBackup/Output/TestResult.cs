using SchoolBackup.Engine.Recipes;

namespace SchoolBackup;

/// <summary>What <c>Test-SchoolBackup</c> found.</summary>
public sealed class TestResult
{
    public required string Filename { get; init; }

    /// <summary>True, false, or null when the file lets nobody tell.</summary>
    public required bool? Valid { get; init; }

    /// <summary><c>Checksum</c>, <c>Content</c> or <c>Restore</c>.</summary>
    public required string Level { get; init; }

    public required int Tables { get; init; }

    public required long Rows { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>How long a real restore on that server would take; only the level Restore knows.</summary>
    public TimeSpan? EstimatedRecoveryTime { get; init; }

    public required string[] Problems { get; init; }

    /// <summary>How far the check went, where it could not go to the end.</summary>
    public required string[] Remarks { get; init; }

    public required string Path { get; init; }

    /// <summary>The same, under the name by which other cmdlets take files from the pipeline.</summary>
    public string FullName => Path;

    internal static TestResult From(VerifyResult result) => new()
    {
        Filename = System.IO.Path.GetFileName(result.File),
        Valid = Verdict.Of(result.Validity),
        Level = result.Level.ToString(),
        Tables = result.Tables,
        Rows = result.Rows,
        Duration = result.Duration,
        EstimatedRecoveryTime = result.EstimatedRecoveryTime,
        Problems = [.. result.Problems],
        Remarks = [.. result.Remarks],
        Path = result.File,
    };
}
