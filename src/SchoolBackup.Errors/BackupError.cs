namespace SchoolBackup.Errors;

/// <summary>What can go wrong, each with one name: the code of <c>--json</c>, the FullyQualifiedErrorId of the cmdlets.</summary>
public enum BackupError
{
    // The options
    InvalidOption,
    ConfigurationInvalid,

    // The server
    CannotConnect,
    AccessDenied,
    PasswordExpired,
    TooManyConnections,
    TlsFailed,
    UnsafePassword,
    ServerUnsupported,
    DatabaseNotFound,
    TableNotFound,
    ColumnNotFound,
    PrivilegeMissing,
    ConnectionLost,
    ServerError,
    ServerAnswerInvalid,
    SchemaChanged,
    ObjectUnreadable,

    // The repository
    PathInvalid,
    PathNotWritable,
    NoSpace,
    RepositoryLocked,
    WriteFailed,
    ExternalCopyFailed,
    HistoryNotRecorded,
    BackupNotFound,
    BackupAmbiguous,
    BackupExists,

    // The backup
    NotABackup,
    FormatTooNew,
    BackupDamaged,

    // The keys
    KeyInvalid,
    KeyMissing,
    KeyWrong,
    RotationIncomplete,

    // The restore
    TargetLacksCapability,
    ForeignKeyFromOtherSchema,
    ContentDiffers,
    DefinitionDiffers,
    RestoreFailed,
    NotConfirmed,

    // The rest
    RetentionPolicyEmpty,
    NotSupported,

    /// <summary>Nobody foresaw it: see <see cref="FaultReport"/>.</summary>
    InternalError,
}
