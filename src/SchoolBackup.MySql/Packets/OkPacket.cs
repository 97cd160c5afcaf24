using System.Text;

namespace SchoolBackup.MySql.Packets;

/// <summary>A statement or a log-in went well.</summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_ok_packet.html"/>
internal readonly record struct OkPacket(ulong AffectedRows, ulong LastInsertId, ushort Status, int Warnings, string Info)
{
    public const byte Header = 0x00;

    public bool MoreResults => (Status & ServerStatus.MoreResults) != 0;

    /// <exception cref="MySqlConnectionException">These bytes are no OK packet.</exception>
    public static OkPacket Parse(ReadOnlySpan<byte> payload)
    {
        var cursor = new PacketCursor(payload, "OK");
        cursor.Expect(Header);
        ulong affectedRows = cursor.ReadLengthEncodedInteger();
        ulong lastInsertId = cursor.ReadLengthEncodedInteger();
        ushort status = cursor.ReadUInt16();
        ushort warnings = cursor.ReadUInt16();
        return new OkPacket(affectedRows, lastInsertId, status, warnings, ReadInfo(cursor.TakeRest()));
    }

    public CommandResult ToResult() => new(unchecked((long)AffectedRows), unchecked((long)LastInsertId), Warnings, Info);

    // The manual says 'the rest of the packet'; the servers write a length before it all the same.
    private static string ReadInfo(ReadOnlySpan<byte> rest)
    {
        ReadOnlySpan<byte> after = rest;
        bool hasLength = LengthEncoded.TryReadString(ref after, out ReadOnlySpan<byte> info, out bool isNull) && !isNull && after.IsEmpty;
        return Encoding.UTF8.GetString(hasLength ? info : rest);
    }
}
