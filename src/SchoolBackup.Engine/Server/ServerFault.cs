using SchoolBackup.Errors;
using SchoolBackup.MySql;
using static SchoolBackup.MySql.ServerErrorNumber;

namespace SchoolBackup.Engine.Server;

/// <summary>What a server's error number means to a person, and what to do about it.</summary>
internal static class ServerFault
{
    /// <summary>An error of a statement; <see cref="BackupError.ServerError"/> where only the statement can be to blame.</summary>
    public static BackupException Of(MySqlException failure)
    {
        if (OfLogIn(failure.Number, failure.Message, failure) is { } logIn) return logIn;
        (BackupError code, string what, string hint) = Meaning(failure);
        return new BackupException(code, $"{what}: {failure.Message}", hint, failure);
    }

    private const string RenewPassword =
        "give the account a new password (ALTER USER … IDENTIFIED BY …, or mysqladmin password), then use that";

    private const string WaitForConnections =
        "try again when the server is quieter, with a smaller --parallel, or raise max_connections or the account's own limit (max_user_connections)";

    /// <summary>
    /// Faults of a log-in that have a code of their own, whether the server says so at once or to the first statement; null for others.
    /// </summary>
    public static BackupException? OfLogIn(int? number, string message, Exception failure) => number switch
    {
        PasswordExpired or PasswordExpiredAtLogIn =>
            new BackupException(BackupError.PasswordExpired, $"the password has expired: {message}", RenewPassword, failure),
        TooManyConnections or TooManyConnectionsOfUser or UserLimitReached => new BackupException(
            BackupError.TooManyConnections, $"the server gives this account no more connections: {message}", WaitForConnections, failure),
        _ => null,
    };

    /// <summary>What to do when the server hung up on a log-in, with or without a number.</summary>
    public static string HintForConnect(int? number) => number switch
    {
        HostBlocked => "the server has blocked this machine after failed attempts: run FLUSH HOSTS (mysqladmin flush-hosts) on it",
        HostNotPrivileged => "no account is allowed from this machine: create one with its address as host, or come from another machine",
        AccountLocked or AccountLockedMariaDb => "the account is locked: an administrator must open it (ALTER USER … ACCOUNT UNLOCK)",
        ServerShutdown or ShutdownComplete => "the server is shutting down: try again when it runs",
        _ => "check --server, --port or --socket, and that the server runs",
    };

    private static (BackupError Code, string What, string Hint) Meaning(MySqlException failure) => failure.Number switch
    {
        DatabaseAccessDenied or AccessDenied or TableAccessDenied or ColumnAccessDenied or PrivilegeMissing or RoutineAccessDenied => (
            BackupError.PrivilegeMissing, "the account may not do this", "grant the privilege that the message names, or use another account"),
        RoutineUnsafeForBinaryLog or RoutineNeedsSuper => (
            BackupError.PrivilegeMissing, "the account may not make routines or triggers while the server writes a binary log", "set log_bin_trust_function_creators = 1 on the server, or use an account with SUPER"),
        UnknownDefiner => (
            BackupError.TargetLacksCapability, "an account that objects run as does not exist here", "create that account, or give the objects another owner with --definer strip or --definer OLD=NEW"),
        UnknownDatabase => (
            BackupError.DatabaseNotFound,
            "a database is missing",
            "check its name; where a definition in the backup names it, create it first"),
        UnknownTable or TableDefinitionChanged => (
            BackupError.SchemaChanged, "a table changed or vanished under way", "run again when nobody alters tables; where a definition in the backup names a table of another database, create that first"),
        LockWaitTimeout or Deadlock => (
            BackupError.ServerError,
            "another session kept a lock for too long",
            "look who holds it (SHOW FULL PROCESSLIST), and run again when the server is quieter"),
        StatementTimeout or QueryTimeout => (
            BackupError.ServerError,
            "the server ends statements that take this long",
            "set max_statement_time (MariaDB) or max_execution_time (MySQL) to 0 for this account"),
        OptionPreventsStatement or ReadOnly => (
            BackupError.TargetLacksCapability,
            "the server runs with an option that forbids this",
            "use the primary where this is a read-only replica, or change the option that the message names"),
        DiskFull or FileWriteFailed or NoSpaceOnDevice =>
            (BackupError.NoSpace, "the server has no space left", "free space on the server's disk and run again"),
        StorageEngine when failure.Message.Contains("error 28", StringComparison.OrdinalIgnoreCase) =>
            (BackupError.NoSpace, "the server has no space left", "free space on the server's disk and run again"),
        TableFull => (
            BackupError.NoSpace,
            "a table is full",
            "free space on the server's disk, or raise max_heap_table_size where it is a MEMORY table, and run again"),
        PacketTooLarge => (
            BackupError.TargetLacksCapability, "the server takes no statement as long as a row needs", "raise max_allowed_packet on the server (SET GLOBAL max_allowed_packet = …, at most 1 GiB) and run again"),
        KeyTooLong or UnknownCharacterSet or RowTooLong or UnknownCollation or UnknownEngine => (
            BackupError.TargetLacksCapability, "this server does not take a definition of the backup", "restore into a server like the one that was backed up, or leave the table out with --table"),
        QueryInterrupted or ServerShutdown or ConnectionKilled or ServerLost =>
            (BackupError.ConnectionLost, "the server ended the statement", "somebody killed it or the server shut down; run again"),
        _ => (
            BackupError.ServerError,
            Invariant($"the server answered error {failure.Number} ({failure.SqlState})"),
            "look the number up in the server's manual, and into its error log"),
    };
}
