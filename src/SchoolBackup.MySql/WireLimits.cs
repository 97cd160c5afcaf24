namespace SchoolBackup.MySql;

/// <summary>
/// How much a server can make the client hold, whatever it sends. What goes beyond ends in a <see cref="MySqlProtocolException"/> that
/// names the bound. The defaults lie far above what servers send.
/// </summary>
public sealed record WireLimits
{
    /// <summary>
    /// Bytes of a packet before the log-in is over. Challenges have 20, public keys 1 KiB, tickets of Kerberos up to 64 KiB.
    /// </summary>
    public int LogInPacketBytes { get; init; } = 64 * 1024;

    /// <summary>Packets before the log-in is over.</summary>
    public int LogInPackets { get; init; } = 32;

    /// <summary>
    /// Bytes of an answer that is no row: OK, errors, the definition of a column. The longest that servers send have some KiB.
    /// </summary>
    public int AnswerBytes { get; init; } = 64 * 1024;

    /// <summary>Columns of a result. Servers take 4,096 in a table or a SELECT.</summary>
    public int Columns { get; init; } = 8192;

    /// <summary>Bytes of all the column definitions of one result together.</summary>
    public int ColumnBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// Bytes of a row that is read by itself. A server takes at most 1 GiB (max_allowed_packet), so it could not be restored if it were
    /// longer.
    /// </summary>
    public int RowBytes { get; init; } = 1024 * 1024 * 1024;

    /// <summary>Rows of a result that is held as a whole, such as a list of tables, or that is thrown away.</summary>
    public int ResultRows { get; init; } = 4_000_000;

    /// <summary>Bytes of a result that is held as a whole or thrown away.</summary>
    public int ResultBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Results of one statement.</summary>
    public int Results { get; init; } = 1000;

    internal PacketBound LogInPacket => new(nameof(LogInPacketBytes), LogInPacketBytes);

    internal PacketBound Answer => new(nameof(AnswerBytes), AnswerBytes);

    internal PacketBound Row => new(nameof(RowBytes), RowBytes);
}

/// <summary>The longest packet that may come now.</summary>
/// <param name="Name">The one of <see cref="WireLimits"/> that says so.</param>
/// <param name="Bytes">Its length.</param>
internal readonly record struct PacketBound(string Name, int Bytes)
{
    /// <summary>The error of whatever is beyond a bound.</summary>
    public static MySqlProtocolException Exceeded(string name, long most) =>
        new(Invariant($"the server sent more than the bound {name} = {most:0} allows"));

    /// <exception cref="MySqlProtocolException">The length is beyond the bound.</exception>
    public void Check(long length)
    {
        if (length > Bytes) throw Exceeded(Name, Bytes);
    }
}
