using SchoolBackup.Engine.Schema;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// One transaction around an upsert of many tables. Foreign keys are checked by the server while rows come parents first; only while a
/// table of a circle is filled (or one that refers to itself) they are not, and afterwards its orphans are counted.
/// Tables outside InnoDB come last: of them a rollback takes nothing back.
/// </summary>
internal sealed class UpsertTransaction
{
    private readonly MySqlConnection _connection;
    private readonly string _database;
    private readonly IReadOnlyList<TableInfo> _tables;
    private readonly List<ForeignKeyInfo> _keys;
    private readonly ParentsFirst _order;

    /// <param name="connection">A session of its own.</param>
    /// <param name="database">The live database.</param>
    /// <param name="tables">The tables that rows are for, in the order of the file.</param>
    public UpsertTransaction(MySqlConnection connection, string database, IReadOnlyList<TableInfo> tables)
    {
        (_connection, _database, _tables) = (connection, database, tables);
        _keys = ForeignKeyInfo.Read(connection, database);
        _order = new ParentsFirst([.. tables.Where(table => table.Transactional).Select(table => table.Name)], _keys, database);
    }

    /// <summary>What cannot be promised of these tables.</summary>
    public static IEnumerable<string> Warnings(MySqlConnection connection, string database, IReadOnlyList<TableInfo> tables)
    {
        string[] loose = [.. tables.Where(table => !table.Transactional).Select(table => $"{table.Name} ({table.Engine})")];
        if (loose.Length > 0) yield return $"these tables know no transactions; what is written to them stays, even if the run fails: {string.Join(", ", loose)}";
        HashSet<string> keyed = [.. UniqueKeys.Tables(connection, database)];
        string[] keyless = [.. tables.Where(table => !keyed.Contains(table.Name)).Select(table => table.Name)];
        if (keyless.Length > 0) yield return $"these tables have no primary or unique key; rows were added to them, whether they were there or not: {string.Join(", ", keyless)}";
    }

    /// <summary>Runs all passes and commits. If anything fails, dispose the connection: the server rolls back.</summary>
    /// <param name="load">Sends the rows of the tables of one pass; says <see cref="Begin"/> before each.</param>
    /// <exception cref="BackupException">RestoreFailed: rows of a circle point nowhere.</exception>
    public void Run(Action<IReadOnlyList<string>> load)
    {
        _connection.Execute(Upsert.SetStrictMode);
        _connection.Execute("START TRANSACTION");
        List<(ForeignKeyInfo Key, long Orphans)> before = [.. Unchecked().Select(key => (key, key.Orphans(_connection, _database)))];
        foreach (IReadOnlyList<string> pass in _order.Passes()) load(pass);
        foreach ((ForeignKeyInfo key, long orphans) in before)
        {
            long found = key.Orphans(_connection, _database) - orphans;
            if (found > 0)
                throw new BackupException(
                    BackupError.RestoreFailed,
                    Invariant($"{found} rows of {key.Child} would refer to rows of {key.Parent} that are not there ({key.Name})"),
                    "nothing was changed; the backup lacks those rows, or the database has others: use a whole backup");
        }

        string[] loose = [.. _tables.Where(table => !table.Transactional).Select(table => table.Name)];
        if (loose.Length > 0) load(loose);
        _connection.Execute("COMMIT");
    }

    /// <summary>Says that the rows of a table come now.</summary>
    public void Begin(string table) =>
        _connection.Execute(Invariant($"SET SESSION foreign_key_checks = {(_order.IsInCircle(table) ? 0 : 1)}"));

    private IEnumerable<ForeignKeyInfo> Unchecked() =>
        _keys.Where(key => _order.IsInCircle(key.Child) && _tables.Any(table => table.Name == key.Child));
}
