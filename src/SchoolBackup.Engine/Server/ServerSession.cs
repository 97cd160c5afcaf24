using SchoolBackup.Errors;
using SchoolBackup.MySql;
using static SchoolBackup.MySql.ServerErrorNumber;

namespace SchoolBackup.Engine.Server;

/// <summary>Opens sessions, and turns what the client throws into errors that a person can act on: the one seam between the two.</summary>
internal static class ServerSession
{
    /// <summary>The mode in which everything of ours is read and written: zeros and impossible dates are values like others.</summary>
    public const string SetSqlMode = "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'";

    /// <summary>Opens a session with the settings that every operation needs: UTC, utf8mb4, plain sql_mode, and whatever else a server may have otherwise.</summary>
    /// <exception cref="BackupException">CannotConnect, AccessDenied, PasswordExpired, TooManyConnections, TlsFailed, DatabaseNotFound or ServerUnsupported.</exception>
    public static MySqlConnection Open(ConnectionOptions options, CancellationToken stop)
    {
        // What the session needs belongs to its opening: a server that falls silent there is as good as none.
        using var deadline = new CancellationTokenSource(options.ConnectTimeout);
        MySqlConnection connection;
        try
        {
            connection = MySqlConnection.Open(options, stop);
        }
        catch (MySqlConnectException failure)
        {
            throw Translate(failure, options);
        }

        try
        {
            using CancellationTokenRegistration ends = deadline.Token.Register(connection.Dispose);
            if (!connection.Server.Quirks.IsSupported)
            {
                throw new BackupException(
                    BackupError.ServerUnsupported,
                    $"the server at {options.Endpoint} is {connection.Server.Text}",
                    "SchoolBackup supports MySQL 5.7 and later and MariaDB 10.5 and later");
            }

            SessionVariables.PinAll(connection);
            connection.Execute("SET NAMES utf8mb4");
            connection.Execute(SetSqlMode);
            connection.Execute("SET SESSION time_zone = '+00:00'");
        }
        catch (Exception failure) when (deadline.IsCancellationRequested && failure is MySqlConnectionException or ObjectDisposedException)
        {
            throw TooSlow(options, failure);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        // The deadline may fire behind the last answer, too.
        return connection.IsOpen ? connection : throw TooSlow(options);
    }

    private static BackupException TooSlow(ConnectionOptions options, Exception? failure = null) => new(
        BackupError.CannotConnect,
        Invariant($"{options.Endpoint} did not prepare a session within {options.ConnectTimeout.TotalSeconds:0.#} s of connecting"),
        ServerFault.HintForConnect(number: null),
        failure);

    /// <summary>Runs an operation and translates what the client throws in it.</summary>
    public static T Guard<T>(ConnectionOptions options, Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (MySqlException failure)
        {
            throw ServerFault.Of(failure);
        }
        catch (MySqlProtocolException failure)
        {
            throw new BackupException(
                BackupError.ServerAnswerInvalid,
                $"{options.Endpoint} does not answer like a server of MySQL or MariaDB: {failure.Message}",
                "check that --server and --port lead to the server itself and not to something that changes its answers, and the server's health; nothing that it sent was used",
                failure);
        }
        catch (MySqlConnectionException failure)
        {
            throw new BackupException(
                BackupError.ConnectionLost,
                $"the connection to {options.Endpoint} was lost: {failure.Message}",
                "check that the server still runs, and its error log, then run again",
                failure);
        }
        catch (MySqlConnectException failure)
        {
            throw Translate(failure, options);
        }
    }

    /// <summary>Cleans up by a session of its own, and by another when that fails: one connection says little of the server.</summary>
    /// <param name="open">Opens the session.</param>
    /// <param name="cleanUp">What is done; half done, or done already, it can be done again.</param>
    public static void CleanUp(Func<MySqlConnection> open, Action<MySqlConnection> cleanUp)
    {
        try
        {
            Once();
        }
        catch (Exception first) when (first is MySqlException or MySqlConnectionException or BackupException { Code: BackupError.CannotConnect })
        {
            Once();
        }

        void Once()
        {
            using MySqlConnection session = open();
            cleanUp(session);
        }
    }

    /// <summary>The rows of a query, each made into a <typeparamref name="T"/>; not more than <see cref="WireLimits.ResultRows"/>.</summary>
    public static IReadOnlyList<T> Rows<T>(this MySqlConnection connection, string sql, Func<RowReader, T> map) => connection.ReadAll(sql, map);

    /// <summary>The row of a query that has exactly one, made into a <typeparamref name="T"/>.</summary>
    /// <exception cref="MySqlProtocolException">The server sent another number of them.</exception>
    public static T Row<T>(this MySqlConnection connection, string sql, Func<RowReader, T> map) =>
        connection.Rows(sql, map) is [T only] ? only : throw new MySqlProtocolException($"the server did not answer with one row to {sql}");

    /// <summary>The first row of a query, made into a <typeparamref name="T"/>, or null when there is none.</summary>
    public static T? First<T>(this MySqlConnection connection, string sql, Func<RowReader, T?> map)
        where T : class => connection.Rows(sql, map) is [var first, ..] ? first : null;

    /// <summary>The first column of the first row as text, or null when there is none.</summary>
    public static string? Scalar(this MySqlConnection connection, string sql) => connection.First(sql, row => row.GetNullableString(0));

    private static BackupException Translate(MySqlConnectException failure, ConnectionOptions options) => ServerFault.OfLogIn(NumberOf(failure), failure.Message, failure) ?? failure.Failure switch
    {
        ConnectFailure.AccessDenied => new BackupException(
            BackupError.AccessDenied, failure.Message, NumberOf(failure) is AccessDeniedWithoutPassword
                // ER_ACCESS_DENIED_NO_PASSWORD_ERROR: https://mariadb.com/kb/en/authentication-plugin-unix-socket/
                ? "this account may log in through the server's socket only: give --socket, such as /run/mysqld/mysqld.sock"
                : NumberOf(failure) is DatabaseAccessDenied or AccessDenied ? "check user and password (--user, DB_PASSWORD, MYSQL_PWD or --defaults-file)" : ServerFault.HintForConnect(NumberOf(failure)), failure),
        ConnectFailure.Tls => new BackupException(
            BackupError.TlsFailed, $"no trusted encrypted line to {options.Endpoint}: {failure.Message}", "check --ssl-mode and --ssl-ca", failure),
        ConnectFailure.UnknownDatabase => new BackupException(
            BackupError.DatabaseNotFound, failure.Message, "check the name of the database", failure),
        ConnectFailure.Authentication => new BackupException(
            BackupError.AccessDenied, $"the log-in of '{options.User}' at {options.Endpoint} is not possible: {failure.Message}", "use TLS (--ssl-mode Required), or an account with mysql_native_password or caching_sha2_password", failure),
        ConnectFailure.Ticket => new BackupException(
            BackupError.AccessDenied,
            $"the log-in of '{options.User}' at {options.Endpoint} is not possible: {failure.Message}",
            "get a ticket of the account's principal by kinit; klist shows those there are, and kvno SERVICE says why there is none for a service",
            failure),
        ConnectFailure.UnsafePassword => new BackupException(
            BackupError.UnsafePassword,
            $"the password of '{options.User}' was not sent to {options.Endpoint}: {failure.Message}",
            "verify the server by --ssl-mode VerifyIdentity (and --ssl-ca), or name its key by server-public-key-path; to allow it all the same, write "
                + "get-server-public-key=1 or enable-cleartext-plugin=1 into the [client] group of --defaults-file",
            failure),
        ConnectFailure.NoServerName => new BackupException(
            BackupError.CannotConnect, failure.Message, "say the port by --port, and the server without it by --server", failure),
        ConnectFailure.Unsupported => new BackupException(
            BackupError.ServerUnsupported, $"{options.Endpoint} does not answer like a supported server: {failure.Message}", "SchoolBackup supports MySQL 5.7 and later and MariaDB 10.5 and later", failure),
        _ => new BackupException(
            BackupError.CannotConnect, failure.Message, ServerFault.HintForConnect(NumberOf(failure)), failure),
    };

    private static int? NumberOf(MySqlConnectException failure) => (failure.InnerException as MySqlException)?.Number;
}
