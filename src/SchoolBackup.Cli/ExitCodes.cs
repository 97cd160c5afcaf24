using SchoolBackup.Errors;

namespace SchoolBackup.Cli;

/// <summary>What the process answers to its caller. The README's table says the same; a test compares them.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Invalid = 3;
    public const int Locked = 4;
    public const int NoConnection = 5;
    public const int NoSpace = 6;
    public const int NoKey = 7;
    public const int Internal = 8;
    public const int Incomplete = 9;

    /// <summary>128 + SIGINT, as shells report a program that Ctrl+C ended.</summary>
    public const int Cancelled = 130;

    /// <summary>The README's table.</summary>
    public static readonly IReadOnlyList<(int Code, string Meaning)> Table =
    [
        (Done, "done"),
        (Failed, "failed"),
        (Usage, "usage: the options, the configuration, or a confirmation that is missing"),
        (Invalid, "the backup was verified as invalid"),
        (Locked, "another process holds the repository"),
        (NoConnection, "cannot connect or log in (also an expired password, or no connection left)"),
        (NoSpace, "no space left"),
        (NoKey, "encrypted, and the key is missing or wrong"),
        (Internal, "an error of SchoolBackup itself: the message names a report to send"),
        (Incomplete, "the backup is complete in --path, and missing in another place: `schoolbackup copy --mirror` makes up for it"),
        (Cancelled, "cancelled: Ctrl+C, SIGTERM, or 'no' to a question"),
    ];

    private static readonly Dictionary<BackupError, int> Codes = new()
    {
        [BackupError.InvalidOption] = Usage,
        [BackupError.ConfigurationInvalid] = Usage,
        [BackupError.RetentionPolicyEmpty] = Usage,
        [BackupError.NotConfirmed] = Usage,
        [BackupError.KeyInvalid] = Usage,

        [BackupError.NotABackup] = Invalid,
        [BackupError.BackupDamaged] = Invalid,

        [BackupError.RepositoryLocked] = Locked,

        [BackupError.CannotConnect] = NoConnection,
        [BackupError.AccessDenied] = NoConnection,
        [BackupError.PasswordExpired] = NoConnection,
        [BackupError.TooManyConnections] = NoConnection,
        [BackupError.TlsFailed] = NoConnection,
        [BackupError.UnsafePassword] = NoConnection,

        [BackupError.NoSpace] = NoSpace,

        [BackupError.KeyMissing] = NoKey,
        [BackupError.KeyWrong] = NoKey,

        [BackupError.ServerUnsupported] = Failed,
        [BackupError.DatabaseNotFound] = Failed,
        [BackupError.TableNotFound] = Failed,
        [BackupError.ColumnNotFound] = Failed,
        [BackupError.PrivilegeMissing] = Failed,
        [BackupError.ConnectionLost] = Failed,
        [BackupError.ServerError] = Failed,
        [BackupError.ServerAnswerInvalid] = Failed,
        [BackupError.SchemaChanged] = Failed,
        [BackupError.ObjectUnreadable] = Failed,
        [BackupError.PathInvalid] = Failed,
        [BackupError.PathNotWritable] = Failed,
        [BackupError.WriteFailed] = Failed,
        [BackupError.ExternalCopyFailed] = Incomplete,
        [BackupError.HistoryNotRecorded] = Failed,
        [BackupError.BackupNotFound] = Failed,
        [BackupError.BackupAmbiguous] = Failed,
        [BackupError.BackupExists] = Failed,
        [BackupError.FormatTooNew] = Failed,
        [BackupError.TargetLacksCapability] = Failed,
        [BackupError.ForeignKeyFromOtherSchema] = Failed,
        [BackupError.ContentDiffers] = Failed,
        [BackupError.DefinitionDiffers] = Failed,
        [BackupError.RestoreFailed] = Failed,
        [BackupError.RotationIncomplete] = Failed,
        [BackupError.NotSupported] = Failed,

        [BackupError.InternalError] = Internal,
    };

    /// <summary>The exit code of an error; every member of the enum has one.</summary>
    public static int For(BackupError error) => Codes[error];
}
