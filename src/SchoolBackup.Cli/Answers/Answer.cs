using System.Text.Json.Serialization;

namespace SchoolBackup.Cli.Answers;

/// <summary>The document that a run answers with: the outline that every answer of the schools' backup API has.</summary>
/// <param name="Message">One sentence, or null where the API has none.</param>
/// <param name="Data">The answer itself.</param>
/// <param name="Meta">For lists.</param>
internal sealed record Answer<T>(string? Message, T Data, AnswerMeta? Meta = null)
{
    [JsonPropertyOrder(-1)]
    public bool Success => true;
}

/// <param name="Total">How many entries the data has.</param>
/// <param name="Warnings">What the data lacks, and why; null when they lack nothing.</param>
internal sealed record AnswerMeta(int Total, IReadOnlyList<string>? Warnings = null);

/// <summary>The document of a run that failed.</summary>
internal sealed record FailureAnswer(Failure Error)
{
    [JsonPropertyOrder(-1)]
    public bool Success => false;
}

/// <param name="Code">The error's name, stable over versions.</param>
/// <param name="Message">What happened, and where.</param>
/// <param name="Hint">What to do about it.</param>
internal sealed record Failure(string Code, string Message, string Hint);
