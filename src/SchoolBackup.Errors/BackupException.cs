namespace SchoolBackup.Errors;

/// <summary>An error that a person can act on: a code, what happened and where, and a hint that says what to do.</summary>
public sealed class BackupException(BackupError code, string message, string hint, Exception? inner = null) : Exception(message, inner)
{
    public BackupError Code { get; } = code;

    /// <summary>What to do about it, in one sentence.</summary>
    public string Hint { get; } = hint;

    /// <summary>Whether the server or the account on it is the trouble, so that whatever else is asked of it fails the same way.</summary>
    public bool IsOfServer => Code is BackupError.CannotConnect or BackupError.AccessDenied or BackupError.PasswordExpired or BackupError.TlsFailed
        or BackupError.UnsafePassword or BackupError.ServerUnsupported;
}
