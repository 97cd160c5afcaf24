using System.Diagnostics;
using System.Management.Automation;
using SchoolBackup.Errors;
using static SchoolBackup.Errors.BackupError;

namespace SchoolBackup.Pipeline;

/// <summary>Makes PowerShell's errors of the engine's.</summary>
internal static class ErrorRecords
{
    /// <summary>The category of an error; every member of the enum has one.</summary>
    public static ErrorCategory Category(BackupError error) => error switch
    {
        InvalidOption or ConfigurationInvalid or RetentionPolicyEmpty or BackupAmbiguous or KeyInvalid => ErrorCategory.InvalidArgument,
        CannotConnect => ErrorCategory.OpenError,
        AccessDenied or KeyMissing or KeyWrong => ErrorCategory.AuthenticationError,
        PasswordExpired => ErrorCategory.AuthenticationError,
        TooManyConnections => ErrorCategory.LimitsExceeded,
        TlsFailed or UnsafePassword => ErrorCategory.SecurityError,
        ServerUnsupported or FormatTooNew or NotSupported => ErrorCategory.NotImplemented,
        DatabaseNotFound or TableNotFound or ColumnNotFound or PathInvalid or BackupNotFound => ErrorCategory.ObjectNotFound,
        PrivilegeMissing or PathNotWritable => ErrorCategory.PermissionDenied,
        ConnectionLost => ErrorCategory.ConnectionError,
        ServerError or RestoreFailed => ErrorCategory.InvalidResult,
        SchemaChanged or RepositoryLocked or ForeignKeyFromOtherSchema => ErrorCategory.ResourceBusy,
        ObjectUnreadable => ErrorCategory.ReadError,
        NoSpace => ErrorCategory.LimitsExceeded,
        WriteFailed or ExternalCopyFailed or HistoryNotRecorded or RotationIncomplete => ErrorCategory.WriteError,
        BackupExists => ErrorCategory.ResourceExists,
        NotABackup => ErrorCategory.InvalidType,
        BackupDamaged or ContentDiffers or DefinitionDiffers or ServerAnswerInvalid => ErrorCategory.InvalidData,
        TargetLacksCapability => ErrorCategory.ResourceUnavailable,
        NotConfirmed => ErrorCategory.OperationStopped,
        InternalError => ErrorCategory.InvalidOperation,
        _ => throw new UnreachableException($"{error} has no category"),
    };

    /// <summary>
    /// Whether an exception is of the engine, and not PowerShell's way of ending a pipeline or telling what another command threw.
    /// </summary>
    public static bool IsUnforeseen(Exception fault) =>
        fault is not (BackupException or OperationCanceledException) && fault.GetType().Assembly != typeof(PSCmdlet).Assembly;

    /// <summary>The record of what nobody foresaw. Values of parameters may be secrets, so the report has their names alone.</summary>
    public static ErrorRecord Unforeseen(Exception fault, InvocationInfo invocation, object? target) => Record(
        FaultReport.Of(fault, [invocation.MyCommand.Name, .. invocation.BoundParameters.Keys.Select(parameter => "-" + parameter)]), target);

    /// <summary>The record of a failure: its id is the engine's code, its recommended action the hint.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="target">The backup, database or folder that it happened to, or null.</param>
    public static ErrorRecord Record(BackupException failure, object? target) =>
        new(failure, failure.Code.ToString(), Category(failure.Code), target)
        {
            ErrorDetails = new ErrorDetails(ParameterWords.Of(failure.Message)) { RecommendedAction = ParameterWords.Of(failure.Hint) },
        };
}
