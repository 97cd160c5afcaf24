using System.Diagnostics;
using System.Globalization;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;
using static SchoolBackup.MySql.ServerErrorNumber;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// A database of our own beside the live one. A marker table says that it is ours, and a lock of the session says that its run is
/// alive: what a dead run left behind is recognised by the next one and dropped.
/// </summary>
internal sealed class ScratchSchema : IDisposable
{
    private const string Infix = "_sbscratch_";
    public const string Marker = "_schoolbackup";

    /// <summary>What a killed session had loaded of a table is taken back before anybody can drop that.</summary>
    private const int LongestRollbackSeconds = 600;

    private readonly ConnectionOptions _options;
    private readonly MySqlConnection _owner;
    private bool _made;
    private bool _dropped;
    private bool _swapping;

    private ScratchSchema(string name, ConnectionOptions options, MySqlConnection owner)
    {
        Name = name;
        _options = options;
        _owner = owner;
    }

    public string Name { get; }

    /// <summary>Makes a scratch database with the defaults of the original, after dropping those that dead runs left.</summary>
    /// <exception cref="BackupException">PrivilegeMissing when the account may not create it.</exception>
    public static ScratchSchema Create(ConnectionOptions options, DatabaseEntry original, string purpose, CancellationToken stop)
    {
        MySqlConnection owner = ServerSession.Open(options, stop);
        try
        {
            DropStale(owner);
            string stem = original.Name.Length > 40 ? original.Name[..40] : original.Name;
            string name = $"{stem}{Infix}{Guid.NewGuid().ToString("N")[..8]}";
            // The lock is looked for by the name that the server lists, which may be in small letters; names of locks are told apart by case.
            if (NameRules.Of(owner) == NameRules.IgnoringCase) name = name.ToLowerInvariant();
            if (owner.Scalar($"SELECT GET_LOCK({SqlLiteral.Quote(name)}, 0)") != "1")
                throw new BackupException(BackupError.ServerError, $"the server gives no lock for {name}", "try again");
            var scratch = new ScratchSchema(name, options, owner);
            return scratch.DropIfItFails(() =>
            {
                scratch.Make(original, purpose);
                return scratch;
            });
        }
        catch
        {
            owner.Dispose();
            throw;
        }
    }

    /// <summary>Writes down what is needed to go back, before the live database is touched; from now on nothing drops this by itself.</summary>
    public void BeginSwap(byte[] wayBack)
    {
        _owner.Execute($"UPDATE {Identifier.Quote(Name, Marker)} SET state = 'swapping', way_back = {(wayBack.Length == 0 ? "''" : "0x" + Convert.ToHexString(wayBack))}");
        _swapping = true;
    }

    /// <summary>Says that the swap is done, or undone: nothing in here is needed any more.</summary>
    public void EndSwap() => _swapping = false;

    /// <summary>Drops it, by a new session, together with those that still load into it.</summary>
    /// <exception cref="MySqlConnectException">The server is gone.</exception>
    public void Drop()
    {
        if (_dropped) return;
        ServerSession.CleanUp(() => ServerSession.Open(_options, CancellationToken.None), fresh =>
        {
            KillLoaders(fresh);
            fresh.Execute($"SET foreign_key_checks = 0, lock_wait_timeout = {LongestRollbackSeconds}");
            fresh.Execute($"DROP DATABASE IF EXISTS {Identifier.Quote(Name)}");
        });
        _dropped = true;
    }

    /// <summary>Releases the lock; the database itself goes with <see cref="Drop"/>.</summary>
    public void Dispose() => _owner.Dispose();

    /// <summary>Runs <paramref name="use"/> and drops the scratch whatever happens; a scratch that cannot be dropped is said aloud.</summary>
    public T Use<T>(Func<T> use)
    {
        T result = DropIfItFails(use);
        if (TryDrop() is not { } remains) return result;
        throw new BackupException(
            BackupError.ConnectionLost, $"what was to be done in the scratch is done, {remains}", $"the next restore or drill on this server drops {Name}, or drop it yourself");
    }

    private T DropIfItFails<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception failure)
        {
            if (_swapping || !_made) throw;
            string? remains = TryDrop();
            if (remains is null) throw;
            throw new BackupException(
                failure is BackupException known ? known.Code : BackupError.ConnectionLost,
                $"{(failure is OperationCanceledException ? "it was stopped" : failure.Message)} ({remains})",
                $"the live database has not been changed; the next restore or drill on this server drops {Name}, or drop it yourself",
                failure);
        }
    }

    /// <summary>Where a line broke off unnoticed, the server still waits for rows from it, and holds the table that they go into.</summary>
    private void KillLoaders(MySqlConnection fresh)
    {
        foreach (long loader in fresh.Rows($"SELECT id FROM information_schema.processlist WHERE db = {SqlLiteral.Quote(Name)}", row => row.GetInt64(0)))
        {
            try
            {
                fresh.Execute(Invariant($"KILL {loader}"));
            }
            catch (MySqlException gone) when (gone.Number is UnknownSession or KillDenied)
            {
                // It is of the account that a dump is run by: whoever may not end it waits for it.
                Trace.TraceInformation(Invariant($"session {loader} has just ended by itself, or is left to: {gone.Message}"));
            }
        }
    }

    private string? TryDrop()
    {
        try
        {
            Drop();
            return null;
        }
        catch (Exception gone) when (gone is BackupException or MySqlException or MySqlConnectionException or MySqlConnectException)
        {
            return $"and the scratch database {Name} could not be dropped: {gone.Message}";
        }
    }

    private void Make(DatabaseEntry original, string purpose)
    {
        try
        {
            _made = true; // Stopped in the middle of the statement, nobody knows whether it took effect.
            _owner.Execute($"CREATE DATABASE {Identifier.Quote(Name)} {original.Defaults}");
        }
        catch (MySqlException refused) when (refused.Number is DatabaseAccessDenied or TableAccessDenied or PrivilegeMissing)
        {
            _made = false;
            throw new BackupException(
                BackupError.PrivilegeMissing,
                $"the account may not create the database {Name} to load into",
                $"grant it all privileges on `{original.Name.Replace("_", "\\_", StringComparison.Ordinal)}%`.*, or restore with --in-place",
                refused);
        }

        _owner.Execute(
            $"CREATE TABLE {Identifier.Quote(Name, Marker)} (purpose VARCHAR(40) PRIMARY KEY, host VARCHAR(255), process INT, started DATETIME, state VARCHAR(20), way_back LONGBLOB)");
        _owner.Execute(string.Create(
            CultureInfo.InvariantCulture,
            $"INSERT INTO {Identifier.Quote(Name, Marker)} VALUES ({SqlLiteral.Quote(purpose)}, {SqlLiteral.Quote(Environment.MachineName)}, {Environment.ProcessId}, UTC_TIMESTAMP(), 'loading', NULL)"));
    }

    /// <summary>A run that died in its swap left the definitions that a person may need: that one stays.</summary>
    private static void DropStale(MySqlConnection owner)
    {
        IReadOnlyList<string> ours = owner.Rows(
            $"SELECT table_schema FROM information_schema.tables WHERE table_name = '{Marker}' AND INSTR(table_schema, '{Infix}') > 0",
            row => row.GetString(0));
        foreach (string name in ours.Where(name => owner.Scalar($"SELECT IS_FREE_LOCK({SqlLiteral.Quote(name)})") == "1"))
            if (owner.Scalar($"SELECT state FROM {Identifier.Quote(name, Marker)}") == "loading") owner.Execute($"DROP DATABASE IF EXISTS {Identifier.Quote(name)}");
    }
}
