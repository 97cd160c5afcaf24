namespace SchoolBackup.MySql;

/// <summary>The server answered with an ERR packet.</summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_err_packet.html"/>
public sealed class MySqlException(int number, string sqlState, string message) : Exception(message)
{
    /// <summary>The server's error number, such as 1146 (ER_NO_SUCH_TABLE).</summary>
    public int Number { get; } = number;

    /// <summary>Five characters of the SQL standard's state.</summary>
    public string SqlState { get; } = sqlState;
}

/// <summary>Why no session came about.</summary>
public enum ConnectFailure
{
    /// <summary>No such host, nobody listens, or the connection broke before the log-in was complete.</summary>
    Unreachable,

    /// <summary>What was given as the server is neither a name nor an address: a port is in it.</summary>
    NoServerName,

    /// <summary>The server refused the account or the password.</summary>
    AccessDenied,

    /// <summary>The connection could not be encrypted, or the certificate did not satisfy the <see cref="SslMode"/>.</summary>
    Tls,

    /// <summary>
    /// The server asks for an authentication plug-in that this client does not have, or refuses to use on an open connection.
    /// </summary>
    Authentication,

    /// <summary>The server asks for the password in a way in which others could read it.</summary>
    UnsafePassword,

    /// <summary>The account logs in by a Kerberos ticket, and none for this server can be had, or the server refuses it.</summary>
    Ticket,

    /// <summary>The server is too old to be talked to (before 4.1's protocol), or is no MySQL server at all.</summary>
    Unsupported,

    /// <summary>The account is fine, and the database that it asked for is not there (1049).</summary>
    UnknownDatabase,
}

/// <summary>No session could be opened.</summary>
public sealed class MySqlConnectException(ConnectFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public ConnectFailure Failure { get; } = failure;
}

/// <summary>
/// The connection broke, fell silent for longer than <see cref="ConnectionOptions.IdleTimeout"/>, or carried what no server may send.
/// </summary>
public class MySqlConnectionException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The server sent what none may send, or more than <see cref="WireLimits"/> allows: it is no server of ours, ill, or hostile.
/// </summary>
public sealed class MySqlProtocolException(string message, Exception? inner = null) : MySqlConnectionException(message, inner);
