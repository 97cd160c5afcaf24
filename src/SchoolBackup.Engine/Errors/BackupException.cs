namespace SchoolBackup.Engine.Errors;

/// <summary>An error that a person can act on: a code, what happened and where, and a hint that says what to do.</summary>
public sealed class BackupException(BackupError code, string message, string hint, Exception? inner = null) : Exception(message, inner)
{
    public BackupError Code { get; } = code;

    /// <summary>What to do about it, in one sentence.</summary>
    public string Hint { get; } = hint;
}
