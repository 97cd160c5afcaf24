using System.Management.Automation;
using SchoolBackup.Engine.Errors;

namespace SchoolBackup.Pipeline;

/// <summary>Makes PowerShell's errors of the engine's.</summary>
internal static class Errors
{
    private static readonly Dictionary<BackupError, ErrorCategory> Categories = new()
    {
        [BackupError.InvalidOption] = ErrorCategory.InvalidArgument,
        [BackupError.ConfigurationInvalid] = ErrorCategory.InvalidArgument,
        [BackupError.RetentionPolicyEmpty] = ErrorCategory.InvalidArgument,

        [BackupError.CannotConnect] = ErrorCategory.OpenError,
        [BackupError.AccessDenied] = ErrorCategory.AuthenticationError,
        [BackupError.TlsFailed] = ErrorCategory.SecurityError,
        [BackupError.ServerUnsupported] = ErrorCategory.NotImplemented,
        [BackupError.DatabaseNotFound] = ErrorCategory.ObjectNotFound,
        [BackupError.TableNotFound] = ErrorCategory.ObjectNotFound,
        [BackupError.ColumnNotFound] = ErrorCategory.ObjectNotFound,
        [BackupError.PrivilegeMissing] = ErrorCategory.PermissionDenied,
        [BackupError.ConnectionLost] = ErrorCategory.ConnectionError,
        [BackupError.ServerError] = ErrorCategory.InvalidResult,
        [BackupError.SchemaChanged] = ErrorCategory.ResourceBusy,
        [BackupError.ObjectUnreadable] = ErrorCategory.ReadError,

        [BackupError.PathInvalid] = ErrorCategory.ObjectNotFound,
        [BackupError.PathNotWritable] = ErrorCategory.PermissionDenied,
        [BackupError.NoSpace] = ErrorCategory.LimitsExceeded,
        [BackupError.RepositoryLocked] = ErrorCategory.ResourceBusy,
        [BackupError.WriteFailed] = ErrorCategory.WriteError,
        [BackupError.ExternalCopyFailed] = ErrorCategory.WriteError,
        [BackupError.HistoryNotRecorded] = ErrorCategory.WriteError,
        [BackupError.BackupNotFound] = ErrorCategory.ObjectNotFound,
        [BackupError.BackupAmbiguous] = ErrorCategory.InvalidArgument,
        [BackupError.BackupExists] = ErrorCategory.ResourceExists,

        [BackupError.NotABackup] = ErrorCategory.InvalidType,
        [BackupError.FormatTooNew] = ErrorCategory.NotImplemented,
        [BackupError.BackupDamaged] = ErrorCategory.InvalidData,

        [BackupError.KeyInvalid] = ErrorCategory.InvalidArgument,
        [BackupError.KeyMissing] = ErrorCategory.AuthenticationError,
        [BackupError.KeyWrong] = ErrorCategory.AuthenticationError,
        [BackupError.RotationIncomplete] = ErrorCategory.WriteError,

        [BackupError.TargetLacksCapability] = ErrorCategory.ResourceUnavailable,
        [BackupError.TargetNotEmpty] = ErrorCategory.ResourceExists,
        [BackupError.ForeignKeyFromOtherSchema] = ErrorCategory.ResourceBusy,
        [BackupError.ContentDiffers] = ErrorCategory.InvalidData,
        [BackupError.RestoreFailed] = ErrorCategory.InvalidResult,
        [BackupError.NotConfirmed] = ErrorCategory.OperationStopped,
        [BackupError.NotSupported] = ErrorCategory.NotImplemented,
    };

    /// <summary>The category of an error; every member of the enum has one.</summary>
    public static ErrorCategory Category(BackupError error) => Categories[error];

    /// <summary>The record of a failure: its id is the engine's code, its recommended action the hint.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="target">The backup, database or folder that it happened to, or null.</param>
    public static ErrorRecord Record(BackupException failure, object? target) =>
        new(failure, failure.Code.ToString(), Category(failure.Code), target)
        {
            ErrorDetails = new ErrorDetails(ParameterWords.Of(failure.Message)) { RecommendedAction = ParameterWords.Of(failure.Hint) },
        };
}
