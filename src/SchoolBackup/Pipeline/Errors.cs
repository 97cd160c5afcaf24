using System.Diagnostics;
using System.Management.Automation;
using SchoolBackup.Engine.Errors;
using static SchoolBackup.Engine.Errors.BackupError;

namespace SchoolBackup.Pipeline;

/// <summary>Makes PowerShell's errors of the engine's.</summary>
internal static class Errors
{
    /// <summary>The category of an error; every member of the enum has one.</summary>
    public static ErrorCategory Category(BackupError error) => error switch
    {
        InvalidOption or ConfigurationInvalid or RetentionPolicyEmpty or BackupAmbiguous or KeyInvalid => ErrorCategory.InvalidArgument,
        CannotConnect => ErrorCategory.OpenError,
        AccessDenied or KeyMissing or KeyWrong => ErrorCategory.AuthenticationError,
        PasswordExpired => ErrorCategory.AuthenticationError,
        TooManyConnections => ErrorCategory.LimitsExceeded,
        TlsFailed => ErrorCategory.SecurityError,
        ServerUnsupported or FormatTooNew or NotSupported => ErrorCategory.NotImplemented,
        DatabaseNotFound or TableNotFound or ColumnNotFound or PathInvalid or BackupNotFound => ErrorCategory.ObjectNotFound,
        PrivilegeMissing or PathNotWritable => ErrorCategory.PermissionDenied,
        ConnectionLost => ErrorCategory.ConnectionError,
        ServerError or RestoreFailed => ErrorCategory.InvalidResult,
        SchemaChanged or RepositoryLocked or ForeignKeyFromOtherSchema => ErrorCategory.ResourceBusy,
        ObjectUnreadable => ErrorCategory.ReadError,
        NoSpace => ErrorCategory.LimitsExceeded,
        WriteFailed or ExternalCopyFailed or HistoryNotRecorded or RotationIncomplete => ErrorCategory.WriteError,
        BackupExists or TargetNotEmpty => ErrorCategory.ResourceExists,
        NotABackup => ErrorCategory.InvalidType,
        BackupDamaged or ContentDiffers or ServerAnswerInvalid => ErrorCategory.InvalidData,
        TargetLacksCapability => ErrorCategory.ResourceUnavailable,
        NotConfirmed => ErrorCategory.OperationStopped,
        _ => throw new UnreachableException($"{error} has no category"),
    };

    /// <summary>The record of a failure: its id is the engine's code, its recommended action the hint.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="target">The backup, database or folder that it happened to, or null.</param>
    public static ErrorRecord Record(BackupException failure, object? target) =>
        new(failure, failure.Code.ToString(), Category(failure.Code), target)
        {
            ErrorDetails = new ErrorDetails(ParameterWords.Of(failure.Message)) { RecommendedAction = ParameterWords.Of(failure.Hint) },
        };
}
