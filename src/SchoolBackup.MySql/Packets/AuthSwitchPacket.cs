using System.Text;

namespace SchoolBackup.MySql.Packets;

/// <summary>The account uses another authentication plug-in than the one that was begun with.</summary>
/// <param name="Plugin">Its name.</param>
/// <param name="Scramble">Its challenge.</param>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_auth_switch_request.html"/>
internal sealed record AuthSwitchPacket(string Plugin, byte[] Scramble)
{
    public const byte Header = 0xFE;

    /// <summary>The plug-in of servers before 4.1, which switch to it with a packet of one byte.</summary>
    public const string OldPassword = "mysql_old_password";

    /// <exception cref="MySqlConnectionException">These bytes are no such request.</exception>
    public static AuthSwitchPacket Parse(ReadOnlySpan<byte> payload)
    {
        var cursor = new PacketCursor(payload, "authentication switch");
        cursor.Expect(Header);
        if (cursor.Rest.IsEmpty) return new AuthSwitchPacket(OldPassword, []);

        string plugin = Encoding.ASCII.GetString(cursor.TakeUntilNul());
        ReadOnlySpan<byte> scramble = cursor.TakeRest();
        // Challenges of 20 bytes have a NUL behind them; others have none, and may end with one.
        if (scramble.Length == 21 && scramble[^1] == 0) scramble = scramble[..^1];
        return new AuthSwitchPacket(plugin, scramble.ToArray());
    }
}
