using System.Security.Cryptography;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// The account that somebody else's dump is run by: a temporary one, which may use the scratch schema and nothing else, so that the server
/// itself refuses whatever our reading of the dump missed. Where none can be made, it is the account of the run, and
/// <see cref="Absence"/> says why.
/// A lock says that its run is alive: what a dead run left is recognised by its name, and dropped by the next one.
/// </summary>
internal sealed class DumpAccount
{
    /// <summary>Begins the name of every such account.</summary>
    public const string Prefix = "sbscratch_";

    /// <summary>Servers that judge passwords want each kind of character.</summary>
    private const string EachKind = "aZ7-";

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly ConnectionOptions _owner;
    private readonly MySqlConnection _keeper;
    private readonly ConnectionOptions _fenced;
    private readonly string _name;
    private bool _made;

    private const string WhoDropsIt = "the next restore or drill of another tool's dump drops that account, or drop it yourself (DROP USER)";

    private DumpAccount(ConnectionOptions owner, MySqlConnection keeper)
    {
        (_owner, _keeper, Connection) = (owner, keeper, owner);
        string user = Prefix + Guid.NewGuid().ToString("N")[..12];
        _fenced = owner with { User = user, Password = EachKind + RandomNumberGenerator.GetString(Letters, 28), Database = null };
        // The pattern that let us in lets in whoever comes from here.
        string self = keeper.Scalar("SELECT CURRENT_USER()") ?? "";
        _name = $"{SqlLiteral.Quote(user)}@{SqlLiteral.Quote(self[(self.LastIndexOf('@') + 1)..])}";
    }

    /// <summary>What the dump is to be run by.</summary>
    public ConnectionOptions Connection { get; private set; }

    /// <summary>Why there is no account of its own for the dump, in the server's words; null where there is one.</summary>
    public string? Absence { get; private set; }

    /// <summary>What a person should know of who ran the dump, or null.</summary>
    public string? Warning => Absence is null
        ? null
        : $"the dump was run by the account '{_owner.User}' itself, which cannot make one for it that may use the scratch database alone "
            + $"({Absence}); only statements that were read to their last word were sent";

    /// <summary>Makes an account, lets it be used, and drops it whatever happens.</summary>
    /// <param name="owner">Server and account of the run.</param>
    /// <param name="use">Makes a scratch schema, opens it to the account, and has dropped the schema when it comes back.</param>
    /// <param name="stop">Ends the wait for the server.</param>
    /// <exception cref="BackupException">What <paramref name="use"/> ran into, or that the account could not be dropped.</exception>
    public static T Use<T>(ConnectionOptions owner, Func<DumpAccount, T> use, CancellationToken stop)
    {
        using MySqlConnection keeper = ServerSession.Open(owner, stop);
        var account = new DumpAccount(owner, keeper);
        T result;
        try
        {
            account.Make();
            result = use(account);
        }
        catch (Exception failure)
        {
            if (account.TryDrop() is not { } remains) throw;
            throw new BackupException(
                failure is BackupException known ? known.Code : BackupError.ConnectionLost,
                $"{(failure is OperationCanceledException ? "it was stopped" : failure.Message)} ({remains})",
                WhoDropsIt,
                failure);
        }

        return account.TryDrop() is { } left ? throw new BackupException(BackupError.ConnectionLost, $"the dump has been run, {left}", WhoDropsIt) : result;
    }

    /// <summary>Lets the account use a schema, and sees that it can log in.</summary>
    /// <param name="schema">The scratch schema.</param>
    /// <param name="parents">Databases that foreign keys of the dump point to.</param>
    /// <param name="stop">Ends the wait for the server.</param>
    public void OpenTo(string schema, IEnumerable<string> parents, CancellationToken stop)
    {
        if (Absence is not null) return;
        Absence = RefusalOf(() =>
        {
            _keeper.Execute($"GRANT ALL PRIVILEGES ON {Pattern(schema)}.* TO {_name}");
            foreach (string parent in parents) _keeper.Execute($"GRANT REFERENCES ON {Pattern(parent)}.* TO {_name}");
            SchemaLoader.Open(_fenced, stop).Dispose();
        });
        if (Absence is null) Connection = _fenced;
    }

    private void Make() => Absence = RefusalOf(() =>
    {
        DropStale();
        // Until the session ends.
        _keeper.Scalar($"SELECT GET_LOCK({SqlLiteral.Quote(_fenced.User)}, 0)");
        CreateUser();
        // Dumps of MySQL set variables that it lets nobody else set; they are of the session.
        if (_keeper.Server.Quirks.HasSessionVariablesAdmin && Privileges.Read(_keeper).Globally("SESSION_VARIABLES_ADMIN"))
            _keeper.Execute($"GRANT SESSION_VARIABLES_ADMIN ON *.* TO {_name}");
    });

    private void CreateUser()
    {
        try
        {
            _made = true; // Stopped in the middle of the statement, nobody knows whether it took effect.
            string plugin = _keeper.Server.Quirks.PasswordPlugin;
            _keeper.Execute($"CREATE USER {_name} IDENTIFIED {plugin} BY {SqlLiteral.Quote(_fenced.Password)}");
        }
        catch (MySqlException)
        {
            _made = false;
            throw;
        }
    }

    private void DropStale()
    {
        IReadOnlyList<(string User, string Host)> left = _keeper.Rows(
            $"SELECT user, host FROM mysql.user WHERE user LIKE '{Prefix.Replace("_", "\\_", StringComparison.Ordinal)}%'",
            row => (row.GetString(0), row.GetString(1)));
        foreach ((string user, string host) in left.Where(one => IsDead(one.User)))
            _keeper.Execute($"DROP USER IF EXISTS {SqlLiteral.Quote(user)}@{SqlLiteral.Quote(host)}");
    }

    private bool IsDead(string user) => _keeper.Scalar($"SELECT IS_FREE_LOCK({SqlLiteral.Quote(user)})") == "1";

    /// <summary>By a session of its own: that which made it may be gone.</summary>
    private void Drop()
    {
        if (!_made) return;
        ServerSession.CleanUp(() => ServerSession.Open(_owner, CancellationToken.None), fresh => fresh.Execute($"DROP USER IF EXISTS {_name}"));
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
            return $"and the account {_name} could not be dropped: {gone.Message}";
        }
    }

    /// <summary>What the server answers where the account of the run may not do it, or null.</summary>
    private static string? RefusalOf(Action make)
    {
        try
        {
            make();
            return null;
        }
        catch (MySqlException refused)
        {
            return refused.Message;
        }
        catch (BackupException refused) when (refused.Code is BackupError.AccessDenied or BackupError.PrivilegeMissing)
        {
            return refused.Message;
        }
    }

    /// <summary>A database in a GRANT is a pattern.</summary>
    private static string Pattern(string database) => Identifier.Quote(database
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal));
}
