using System.Text;

namespace SchoolBackup.MySql.Packets;

/// <summary>The server's error.</summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_err_packet.html"/>
internal readonly record struct ErrPacket(int Number, string SqlState, string Message)
{
    public const byte Header = 0xFF;

    private const ushort ProgressNumber = 0xFFFF;
    private const string GeneralState = "HY000";

    /// <summary>
    /// Whether the packet only tells how far a long statement has come. https://mariadb.com/kb/en/err_packet/
    /// </summary>
    public static bool IsProgress(ReadOnlySpan<byte> payload) =>
        payload.Length >= 3 && payload[0] == Header && (payload[1] | (payload[2] << 8)) == ProgressNumber;

    /// <exception cref="MySqlConnectionException">These bytes are no ERR packet.</exception>
    public static ErrPacket Parse(ReadOnlySpan<byte> payload)
    {
        var cursor = new PacketCursor(payload, "ERR");
        cursor.Expect(Header);
        int number = cursor.ReadUInt16();
        string state = GeneralState;
        // Before the client has said what it can do, the server leaves the state out.
        if (cursor.Rest.Length >= 6 && cursor.Rest[0] == (byte)'#')
            state = Encoding.ASCII.GetString(cursor.Take(6)[1..]);
        return new ErrPacket(number, state, Encoding.UTF8.GetString(cursor.TakeRest()));
    }

    public MySqlException ToException() => new(Number, SqlState, Message);
}
