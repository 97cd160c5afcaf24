using System.Text;

namespace SchoolBackup.MySql.Packets;

/// <summary>The server's greeting, version 10.</summary>
/// <param name="Version">The server's version in its own words.</param>
/// <param name="ConnectionId">What KILL takes.</param>
/// <param name="Capabilities">What the server can do.</param>
/// <param name="AuthPlugin">The plug-in that it would like, or empty.</param>
/// <param name="Scramble">The challenge for the password: 20 bytes, or 8 of an ancient server.</param>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_v10.html"/>
internal sealed record HandshakePacket(string Version, uint ConnectionId, Capabilities Capabilities, string AuthPlugin, byte[] Scramble)
{
    public const byte ProtocolVersion = 10;

    private const int FirstScrambleLength = 8;
    private const int SecondScrambleLength = 12;

    /// <exception cref="MySqlConnectionException">These bytes are no greeting of version 10.</exception>
    public static HandshakePacket Parse(ReadOnlySpan<byte> payload)
    {
        var cursor = new PacketCursor(payload, "handshake");
        cursor.Expect(ProtocolVersion);
        string version = Encoding.ASCII.GetString(cursor.TakeUntilNul());
        uint connectionId = cursor.ReadUInt32();
        var scramble = new List<byte>(FirstScrambleLength + SecondScrambleLength);
        scramble.AddRange(cursor.Take(FirstScrambleLength));
        cursor.Take(1);
        uint capabilities = cursor.ReadUInt16();
        if (cursor.Rest.IsEmpty)
            return new HandshakePacket(version, connectionId, (Capabilities)capabilities, "", [.. scramble]);

        cursor.Take(1 + 2); // character set and status
        capabilities |= (uint)cursor.ReadUInt16() << 16;
        int scrambleLength = cursor.ReadByte();
        cursor.Take(10);
        var offered = (Capabilities)capabilities;
        if (offered.HasFlag(Capabilities.SecureConnection))
        {
            ReadOnlySpan<byte> second = cursor.Take(Math.Max(SecondScrambleLength + 1, scrambleLength - FirstScrambleLength));
            scramble.AddRange(second[..SecondScrambleLength]);
        }

        string plugin = offered.HasFlag(Capabilities.PluginAuth) ? ReadPlugin(ref cursor) : "";
        return new HandshakePacket(version, connectionId, offered, plugin, [.. scramble]);
    }

    // MySQL before 5.5.10 forgot the NUL at the end: https://bugs.mysql.com/bug.php?id=59453
    private static string ReadPlugin(ref PacketCursor cursor) =>
        Encoding.ASCII.GetString(cursor.Rest.Contains((byte)0) ? cursor.TakeUntilNul() : cursor.TakeRest());
}
