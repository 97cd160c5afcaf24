using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;
using static SchoolBackup.MySql.ServerErrorNumber;

namespace SchoolBackup.Engine.Dump;

/// <summary>What a snapshot is to be of.</summary>
/// <param name="Connection">Server and account.</param>
/// <param name="Databases">The databases.</param>
/// <param name="Selection">Which of their tables.</param>
/// <param name="Skip">Kinds of object that the account cannot see.</param>
/// <param name="Readers">Sessions to open on it.</param>
internal sealed record SnapshotRequest(
    ConnectionOptions Connection,
    IReadOnlyList<string> Databases,
    DumpSelection Selection,
    IReadOnlyCollection<StoredKind> Skip,
    int Readers);

/// <summary>
/// Several connections that see the same moment of the databases. While it begins, nothing is written to them; the lock
/// goes as soon as tables outside InnoDB have been read.
/// </summary>
internal sealed class ConsistentSnapshot : IDisposable
{
    /// <summary>Seconds to wait for a lock behind somebody's long transaction, before it would hold up everybody else.</summary>
    private const int LockWaitSeconds = 60;

    private const int TablesAtOnce = 50;

    private readonly MySqlConnection _lock;
    private readonly MySqlConnection _catalogue;

    private ConsistentSnapshot(MySqlConnection locker, MySqlConnection catalogue)
    {
        _lock = locker;
        _catalogue = catalogue;
    }

    public ServerVersion Server => _catalogue.Server;

    public LockLevel LockLevel { get; private set; }

    public BinlogPosition? Position { get; private set; }

    /// <summary>The databases as they were at the moment of the snapshot.</summary>
    public IReadOnlyList<DatabaseInfo> Databases { get; private set; } = [];

    /// <summary>What is wanted of them.</summary>
    public DumpScope Scope { get; private set; } = new([], new DumpSelection());

    /// <summary>The sessions that see the snapshot; the first one plans.</summary>
    public IReadOnlyList<MySqlConnection> Readers { get; private set; } = [];

    /// <summary>Climbs the ladder: a global read lock, table locks, one connection.</summary>
    /// <exception cref="BackupException">PrivilegeMissing when tables outside InnoDB cannot be locked.</exception>
    public static ConsistentSnapshot Begin(SnapshotRequest request, CancellationToken stop)
    {
        MySqlConnection locker = ServerSession.Open(request.Connection, stop);
        ConsistentSnapshot? snapshot = null;
        try
        {
            snapshot = new ConsistentSnapshot(locker, ServerSession.Open(request.Connection, stop));
            snapshot.TakeLocks(request, stop);
            return snapshot;
        }
        catch
        {
            snapshot?.Dispose();
            locker.Dispose();
            throw;
        }
    }

    /// <summary>Reads the catalogue once more, to see whether anybody has altered it since.</summary>
    public List<DatabaseInfo> ReadAgain(SnapshotRequest request) => SchemaReader.ReadAgain(_catalogue, request.Databases, request.Skip, Databases);

    /// <summary>Lets writers go on. Only the transactions of the readers remain.</summary>
    public void Unlock() => _lock.Execute("UNLOCK TABLES");

    public void Dispose()
    {
        foreach (MySqlConnection reader in Readers) reader.Dispose();
        _catalogue.Dispose();
        _lock.Dispose();
    }

    private void TakeLocks(SnapshotRequest request, CancellationToken stop)
    {
        Privileges privileges = Privileges.Read(_lock);
        _lock.Execute($"SET SESSION lock_wait_timeout = {LockWaitSeconds}");
        _catalogue.Execute($"SET SESSION lock_wait_timeout = {LockWaitSeconds}");
        if (TryGlobalLock(privileges)) LockLevel = LockLevel.GlobalReadLock;
        else if (request.Databases.All(database => privileges.On(database, "LOCK TABLES")) && TryTableLocks(request)) LockLevel =
            LockLevel.TableLocks;
        else LockLevel = LockLevel.SingleConnection;

        int count = LockLevel == LockLevel.SingleConnection ? 1 : request.Readers;
        var opened = new List<MySqlConnection>();
        Readers = opened;
        for (int reader = 0; reader < count; reader++)
        {
            opened.Add(ServerSession.Open(request.Connection, stop));
            Start(opened[^1]);
        }

        Position = ReadPosition();
        Databases = SchemaReader.Read(_catalogue, request.Databases, request.Skip);
        Scope = new DumpScope(Databases, request.Selection);
        TableInfo[] tables = [.. Scope.Tables.Where(Scope.HasRows)];
        foreach (MySqlConnection reader in opened) Hold(reader, tables);
        if (LockLevel == LockLevel.SingleConnection) RefuseUnlocked();
    }

    private bool TryGlobalLock(Privileges privileges)
    {
        if (!privileges.Globally("RELOAD") && !privileges.Globally("FLUSH_TABLES")) return false;
        try
        {
            _lock.Execute("FLUSH TABLES WITH READ LOCK");
            return true;
        }
        catch (MySqlException refused) when (
            refused.Number is PrivilegeMissing or AccessDenied or DatabaseAccessDenied or TableAccessDenied)
        {
            // Managed servers grant RELOAD and refuse this statement all the same: the next lock level.
            return false;
        }
    }

    private bool TryTableLocks(SnapshotRequest request)
    {
        string[] tables = [.. request.Databases.SelectMany(database => _lock.Rows(
            $"SELECT table_name FROM information_schema.tables WHERE {ServerNames.Is("table_schema", database)} AND table_type <> 'VIEW' AND engine IS NOT NULL",
            row => row.GetString(0)).Where(table => request.Selection.Includes(database, table)).Select(table => $"{Identifier.Quote(database, table)} READ"))];
        if (tables.Length == 0) return true;
        try
        {
            _lock.Execute($"LOCK TABLES {string.Join(", ", tables)}");
            return true;
        }
        catch (MySqlException refused) when (refused.Number is DatabaseAccessDenied or TableAccessDenied or PrivilegeMissing)
        {
            return false;
        }
    }

    private static void Start(MySqlConnection reader)
    {
        reader.Execute($"SET SESSION lock_wait_timeout = {LockWaitSeconds}");
        reader.Execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        reader.Execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
        // Every byte comes as it is stored, in each column's own character set.
        reader.Execute("SET character_set_results = NULL");
    }

    /// <summary>
    /// Takes the metadata lock of every table that will be read. Otherwise somebody who alters a table would wait for the session that has
    /// read of it, and another session of ours for them: nobody would ever go on. So they wait until the backup is done.
    /// </summary>
    /// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/metadata-locking.html"/>
    private static void Hold(MySqlConnection reader, TableInfo[] tables)
    {
        foreach (TableInfo[] some in tables.Where(table => table.Transactional).Chunk(TablesAtOnce))
            reader.Execute(string.Join(" UNION ALL ", some.Select(table => $"SELECT 1 FROM {Identifier.Quote(table.Database, table.Name)} WHERE FALSE")));
        // Behind a writer that waits for our lock, only such a read does not wait; there is none in a UNION.
        foreach (TableInfo table in tables.Where(table => !table.Transactional))
            reader.Execute($"SELECT HIGH_PRIORITY 1 FROM {Identifier.Quote(table.Database, table.Name)} WHERE FALSE");
    }

    private BinlogPosition? ReadPosition()
    {
        try
        {
            BinlogPosition? position = _lock.First(
                _lock.Server.Quirks.BinlogStatusStatement,
                row => new BinlogPosition(row.GetString(0), row.GetInt64(1), row.Columns.Count > 4 ? row.GetNullableString(4) : null));
            if (position is null || _lock.Server.Flavor != ServerFlavor.MariaDb) return position;
            return position with { Gtid = _lock.Scalar(Invariant($"SELECT BINLOG_GTID_POS({SqlLiteral.Quote(position.File)}, {position.Offset})")) };
        }
        catch (MySqlException refused) when (refused.Number == PrivilegeMissing)
        {
            // The account of the seeds may not ask; a backup is whole without it, and says so by its absence.
            return null;
        }
    }

    private void RefuseUnlocked()
    {
        string[] unlocked = [.. Scope.Tables.Where(table => !table.Transactional && table.Type != TableType.Sequence)
            .Select(table => $"{Identifier.Quote(table.Database, table.Name)} ({table.Engine})")];
        if (unlocked.Length == 0) return;
        throw new BackupException(
            BackupError.PrivilegeMissing,
            $"without a lock these tables cannot be backed up at one moment with the others: {string.Join(", ", unlocked)}",
            "grant LOCK TABLES on the database to the account, or leave them out with --exclude-table");
    }
}
