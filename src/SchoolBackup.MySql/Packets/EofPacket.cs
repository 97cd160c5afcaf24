using System.Runtime.InteropServices;

namespace SchoolBackup.MySql.Packets;

/// <summary>
/// Ends the column definitions, and the rows. (This client does not offer CLIENT_DEPRECATE_EOF, so every server sends it.)
/// </summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_eof_packet.html"/>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EofPacket(int Warnings, ushort Status)
{
    public const byte Header = 0xFE;

    public bool MoreResults => (Status & ServerStatus.MoreResults) != 0;

    /// <summary>Whether the packet is an EOF: a row may begin with the same byte, but then holds a value of 16 MiB or more.</summary>
    public static bool IsEof(ReadOnlySpan<byte> payload) => payload.Length is > 0 and < 9 && payload[0] == Header;

    /// <exception cref="MySqlConnectionException">These bytes are no EOF packet.</exception>
    public static EofPacket Parse(ReadOnlySpan<byte> payload)
    {
        var cursor = new PacketCursor(payload, "EOF");
        if (!IsEof(payload)) cursor.Malformed();
        cursor.Expect(Header);
        var eof = new EofPacket(cursor.ReadUInt16(), cursor.ReadUInt16());
        if (!cursor.Rest.IsEmpty) cursor.Malformed();
        return eof;
    }
}
