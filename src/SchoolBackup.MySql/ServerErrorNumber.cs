namespace SchoolBackup.MySql;

/// <summary>The numbers of servers' errors that anything here depends on, by what they mean; the manuals' names are beside them.</summary>
/// <seealso href="https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html"/>
/// <seealso href="https://mariadb.com/kb/en/mariadb-error-code-reference/"/>
public static class ServerErrorNumber
{
    /// <summary>EE_WRITE, of the file library below the server.</summary>
    public const int FileWriteFailed = 3;

    /// <summary>ENOSPC, of the operating system.</summary>
    public const int NoSpaceOnDevice = 28;

    /// <summary>ER_DISK_FULL.</summary>
    public const int DiskFull = 1021;

    /// <summary>ER_GET_ERRNO: the engine's own number is in the message.</summary>
    public const int StorageEngine = 1030;

    /// <summary>ER_NOT_FORM_FILE.</summary>
    public const int NotFormFile = 1033;

    /// <summary>ER_CON_COUNT_ERROR.</summary>
    public const int TooManyConnections = 1040;

    /// <summary>ER_DBACCESS_DENIED_ERROR.</summary>
    public const int DatabaseAccessDenied = 1044;

    /// <summary>ER_ACCESS_DENIED_ERROR.</summary>
    public const int AccessDenied = 1045;

    /// <summary>ER_BAD_DB_ERROR.</summary>
    public const int UnknownDatabase = 1049;

    /// <summary>ER_SERVER_SHUTDOWN.</summary>
    public const int ServerShutdown = 1053;

    /// <summary>ER_BAD_FIELD_ERROR.</summary>
    public const int UnknownColumn = 1054;

    /// <summary>ER_PARSE_ERROR.</summary>
    public const int ParseError = 1064;

    /// <summary>ER_TOO_LONG_KEY.</summary>
    public const int KeyTooLong = 1071;

    /// <summary>ER_SHUTDOWN_COMPLETE.</summary>
    public const int ShutdownComplete = 1079;

    /// <summary>ER_NO_SUCH_THREAD.</summary>
    public const int UnknownSession = 1094;

    /// <summary>ER_KILL_DENIED_ERROR.</summary>
    public const int KillDenied = 1095;

    /// <summary>ER_UNKNOWN_ERROR: all that is known is in the message.</summary>
    public const int UnknownError = 1105;

    /// <summary>ER_RECORD_FILE_FULL.</summary>
    public const int TableFull = 1114;

    /// <summary>ER_UNKNOWN_CHARACTER_SET.</summary>
    public const int UnknownCharacterSet = 1115;

    /// <summary>ER_TOO_BIG_ROWSIZE.</summary>
    public const int RowTooLong = 1118;

    /// <summary>ER_HOST_IS_BLOCKED.</summary>
    public const int HostBlocked = 1129;

    /// <summary>ER_HOST_NOT_PRIVILEGED.</summary>
    public const int HostNotPrivileged = 1130;

    /// <summary>ER_TABLEACCESS_DENIED_ERROR.</summary>
    public const int TableAccessDenied = 1142;

    /// <summary>ER_COLUMNACCESS_DENIED_ERROR.</summary>
    public const int ColumnAccessDenied = 1143;

    /// <summary>ER_NO_SUCH_TABLE.</summary>
    public const int UnknownTable = 1146;

    /// <summary>ER_NET_PACKET_TOO_LARGE.</summary>
    public const int PacketTooLarge = 1153;

    /// <summary>ER_TOO_MANY_USER_CONNECTIONS.</summary>
    public const int TooManyConnectionsOfUser = 1203;

    /// <summary>ER_LOCK_WAIT_TIMEOUT.</summary>
    public const int LockWaitTimeout = 1205;

    /// <summary>ER_LOCK_DEADLOCK.</summary>
    public const int Deadlock = 1213;

    /// <summary>ER_USER_LIMIT_REACHED.</summary>
    public const int UserLimitReached = 1226;

    /// <summary>ER_SPECIFIC_ACCESS_DENIED_ERROR.</summary>
    public const int PrivilegeMissing = 1227;

    /// <summary>ER_INCORRECT_GLOBAL_LOCAL_VAR.</summary>
    public const int VariableNotOfSession = 1238;

    /// <summary>ER_NOT_SUPPORTED_AUTH_MODE.</summary>
    public const int ClientTooOld = 1251;

    /// <summary>ER_WARN_DATA_OUT_OF_RANGE.</summary>
    public const int OutOfRange = 1264;

    /// <summary>WARN_DATA_TRUNCATED.</summary>
    public const int DataTruncated = 1265;

    /// <summary>ER_UNKNOWN_COLLATION.</summary>
    public const int UnknownCollation = 1273;

    /// <summary>ER_SERVER_IS_IN_SECURE_AUTH_MODE.</summary>
    public const int PasswordHashTooOld = 1275;

    /// <summary>ER_UNKNOWN_STORAGE_ENGINE.</summary>
    public const int UnknownEngine = 1286;

    /// <summary>ER_OPTION_PREVENTS_STATEMENT.</summary>
    public const int OptionPreventsStatement = 1290;

    /// <summary>ER_TRUNCATED_WRONG_VALUE.</summary>
    public const int WrongValue = 1292;

    /// <summary>ER_UNKNOWN_TIME_ZONE.</summary>
    public const int UnknownTimeZone = 1298;

    /// <summary>ER_SP_DOES_NOT_EXIST.</summary>
    public const int UnknownRoutine = 1305;

    /// <summary>ER_QUERY_INTERRUPTED.</summary>
    public const int QueryInterrupted = 1317;

    /// <summary>ER_SP_WRONG_NO_OF_ARGS.</summary>
    public const int WrongNumberOfArguments = 1318;

    /// <summary>ER_VIEW_INVALID.</summary>
    public const int ViewInvalid = 1356;

    /// <summary>ER_NO_DEFAULT_FOR_FIELD.</summary>
    public const int NoDefault = 1364;

    /// <summary>ER_TRUNCATED_WRONG_VALUE_FOR_FIELD.</summary>
    public const int WrongValueForColumn = 1366;

    /// <summary>ER_PROCACCESS_DENIED_ERROR.</summary>
    public const int RoutineAccessDenied = 1370;

    /// <summary>ER_DATA_TOO_LONG.</summary>
    public const int DataTooLong = 1406;

    /// <summary>ER_TABLE_DEF_CHANGED.</summary>
    public const int TableDefinitionChanged = 1412;

    /// <summary>ER_BINLOG_UNSAFE_ROUTINE.</summary>
    public const int RoutineUnsafeForBinaryLog = 1418;

    /// <summary>ER_BINLOG_CREATE_ROUTINE_NEED_SUPER.</summary>
    public const int RoutineNeedsSuper = 1419;

    /// <summary>ER_NO_SUCH_USER.</summary>
    public const int UnknownDefiner = 1449;

    /// <summary>ER_VIEW_RECURSIVE.</summary>
    public const int RecursiveView = 1462;

    /// <summary>ER_PLUGIN_IS_NOT_LOADED.</summary>
    public const int PluginNotLoaded = 1524;

    /// <summary>ER_ACCESS_DENIED_NO_PASSWORD_ERROR.</summary>
    public const int AccessDeniedWithoutPassword = 1698;

    /// <summary>ER_MUST_CHANGE_PASSWORD.</summary>
    public const int PasswordExpired = 1820;

    /// <summary>ER_READ_ONLY_MODE.</summary>
    public const int ReadOnly = 1836;

    /// <summary>ER_MUST_CHANGE_PASSWORD_LOGIN.</summary>
    public const int PasswordExpiredAtLogIn = 1862;

    /// <summary>ER_CONNECTION_KILLED, of MariaDB.</summary>
    public const int ConnectionKilled = 1927;

    /// <summary>ER_STATEMENT_TIMEOUT, of MariaDB.</summary>
    public const int StatementTimeout = 1969;

    /// <summary>CR_SERVER_LOST, of a table that lies on another server.</summary>
    public const int ServerLost = 2013;

    /// <summary>ER_QUERY_TIMEOUT, of MySQL.</summary>
    public const int QueryTimeout = 3024;

    /// <summary>ER_ACCOUNT_HAS_BEEN_LOCKED, of MySQL.</summary>
    public const int AccountLocked = 3118;

    /// <summary>ER_SECURE_TRANSPORT_REQUIRED, of MySQL.</summary>
    public const int SecureTransportRequired = 3159;

    /// <summary>ER_CHECK_CONSTRAINT_VIOLATED, of MySQL.</summary>
    public const int CheckViolated = 3819;

    /// <summary>ER_CONSTRAINT_FAILED, of MariaDB.</summary>
    public const int ConstraintFailed = 4025;

    /// <summary>ER_ACCOUNT_HAS_BEEN_LOCKED, of MariaDB.</summary>
    public const int AccountLockedMariaDb = 4151;
}
