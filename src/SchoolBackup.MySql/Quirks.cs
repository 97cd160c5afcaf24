namespace SchoolBackup.MySql;

/// <summary>
/// Every difference between server versions that this project depends on, in one list, each with its source. Ask for the
/// ability, never for a version number, outside this file.
/// </summary>
public readonly record struct Quirks(ServerVersion Server)
{
    private bool IsMariaDb => Server.Flavor == ServerFlavor.MariaDb;

    /// <summary>The server is new enough for this project: MySQL 5.7 or later, MariaDB 10.5 or later.</summary>
    public bool IsSupported => Since(mySql: (5, 7, 0), mariaDb: (10, 5, 0));

    /// <summary>The statement that tells the binary log's position.</summary>
    /// <remarks>
    /// MySQL 8.2 renamed it, and 8.4 removed the old name: https://dev.mysql.com/doc/refman/8.4/en/show-binary-log-status.html.
    /// MariaDB 10.5.2 has a new name of its own and keeps the old one: https://mariadb.com/kb/en/show-binlog-status/
    /// </remarks>
    public string BinlogStatusStatement =>
        IsMariaDb && AtLeast(10, 5, 2) ? "SHOW BINLOG STATUS"
        : !IsMariaDb && AtLeast(8, 2, 0) ? "SHOW BINARY LOG STATUS"
        : "SHOW MASTER STATUS";

    /// <summary>CREATE SEQUENCE. https://mariadb.com/kb/en/create-sequence/</summary>
    public bool HasSequences => Since(mySql: null, mariaDb: (10, 3, 0));

    /// <summary>
    /// The variable system_versioning_insert_history, which lets history be written back.
    /// https://mariadb.com/kb/en/system-versioned-tables/#system_versioning_insert_history
    /// </summary>
    public bool HasInsertHistory => Since(mySql: null, mariaDb: (10, 11, 0));

    /// <summary>
    /// The last moment of a TIMESTAMP(6) in UTC, at which the current rows of a table with history end.
    /// https://mariadb.com/kb/en/timestamp/ and https://mariadb.com/kb/en/mariadb-11-5-1-release-notes/
    /// </summary>
    public string EndOfTime => Since(mySql: null, mariaDb: (11, 5, 1)) ? "2106-02-07 06:28:15.999999" : "2038-01-19 03:14:07.999999";

    /// <summary>
    /// information_schema.COLLATION_CHARACTER_SET_APPLICABILITY has FULL_COLLATION_NAME.
    /// https://mariadb.com/kb/en/information-schema-collation_character_set_applicability-table/
    /// </summary>
    public bool HasFullCollationNames => Since(mySql: null, mariaDb: (10, 10, 1));

    /// <summary>
    /// Keys over expressions. https://dev.mysql.com/doc/refman/8.4/en/create-index.html#create-index-functional-key-parts
    /// </summary>
    public bool HasExpressionKeys => Since(mySql: (8, 0, 13), mariaDb: null);

    /// <summary>
    /// The mode NO_AUTO_CREATE_USER, which MySQL 8.0.11 removed. https://dev.mysql.com/doc/relnotes/mysql/8.0/en/news-8-0-11.html
    /// </summary>
    public bool HasNoAutoCreateUser => IsMariaDb || !AtLeast(8, 0, 11);

    /// <summary>Whether old_mode decides what the name utf8 means. https://mariadb.com/kb/en/old-mode/#utf8_is_utf8mb3</summary>
    public bool Utf8NameIsAVariable => Since(mySql: null, mariaDb: (10, 6, 1));

    /// <summary>The type UUID. https://mariadb.com/kb/en/uuid-data-type/</summary>
    public bool HasUuidType => Since(mySql: null, mariaDb: (10, 7, 0));

    /// <summary>The type INET6. https://mariadb.com/kb/en/inet6/</summary>
    public bool HasInet6Type => Since(mySql: null, mariaDb: (10, 5, 0));

    /// <summary>The type INET4. https://mariadb.com/kb/en/inet4/</summary>
    public bool HasInet4Type => Since(mySql: null, mariaDb: (10, 10, 0));

    /// <summary>The type VECTOR. https://mariadb.com/kb/en/vector/ and https://dev.mysql.com/doc/refman/9.0/en/vector.html</summary>
    public bool HasVectorType => Since(mySql: (9, 0, 0), mariaDb: (11, 7, 1));

    /// <summary>The privilege SHOW CREATE ROUTINE, part of ALL from then on. https://mariadb.com/kb/en/grant/#show-create-routine</summary>
    public bool HasShowCreateRoutine => Since(mySql: null, mariaDb: (11, 3, 0));

    /// <summary>
    /// GRANT makes an account that is not there, unless sql_mode says NO_AUTO_CREATE_USER.
    /// https://mariadb.com/kb/en/sql-mode/#no_auto_create_user
    /// </summary>
    public bool GrantMakesAccounts => IsMariaDb || !AtLeast(8, 0, 0);

    /// <summary>
    /// SUPER includes the right to make objects in the name of others; where it does not, that takes SET USER.
    /// https://mariadb.com/kb/en/grant/#set-user (MDEV-29668)
    /// </summary>
    public bool SuperSetsDefiners => !Since(mySql: null, mariaDb: (11, 0, 1));

    /// <summary>
    /// Between IDENTIFIED and BY, for an account with a password that this client can answer, whatever the server's default for accounts
    /// is. https://dev.mysql.com/doc/refman/8.4/en/create-user.html and https://mariadb.com/kb/en/create-user/#identified-by-password
    /// </summary>
    public string PasswordPlugin =>
        IsMariaDb ? "" : AtLeast(8, 0, 4) ? "WITH caching_sha2_password" : "WITH mysql_native_password";

    /// <summary>
    /// The privilege SESSION_VARIABLES_ADMIN. https://dev.mysql.com/doc/refman/8.4/en/privileges-provided.html#priv_session-variables-admin
    /// </summary>
    public bool HasSessionVariablesAdmin => Since(mySql: (8, 0, 14), mariaDb: null);

    /// <summary>
    /// Spatial columns carry an SRID attribute in their definition, and geographic SRIDs order their axes latitude first.
    /// https://dev.mysql.com/doc/refman/8.0/en/spatial-type-overview.html
    /// </summary>
    public bool HasSridAttribute => Since(mySql: (8, 0, 3), mariaDb: null);

    /// <summary>
    /// The thread that keeps the statistics of InnoDB tables turns in place, on a core of its own, while a bulk insert fills a table that
    /// it wants to look at; a table under a bulk insert is put off with DB_SUCCESS_LOCKED_REC (storage/innobase/include/dict0stats.h).
    /// Measured on 10.11.19: without it a restore took 29 s instead of 41. That it is so from 10.6 on, which has bulk inserts, is a guess;
    /// the remedy costs two quick ALTERs. https://mariadb.com/kb/en/changes-improvements-in-mariadb-106/
    /// </summary>
    public bool StatisticsSpinDuringBulkInsert => Since(mySql: null, mariaDb: (10, 6, 0));

    private bool Since((int Major, int Minor, int Patch)? mySql, (int Major, int Minor, int Patch)? mariaDb) =>
        (IsMariaDb ? mariaDb : mySql) is { } since && AtLeast(since.Major, since.Minor, since.Patch);

    private bool AtLeast(int major, int minor, int patch) => Server.Number >= new Version(major, minor, patch);
}
