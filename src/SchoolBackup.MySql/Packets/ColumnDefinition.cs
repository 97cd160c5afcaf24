using System.Text;
using SchoolBackup.MySql.Commands;

namespace SchoolBackup.MySql.Packets;

/// <summary>Describes one column of a result set.</summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset_column_definition.html"/>
internal static class ColumnDefinition
{
    private const int FixedFieldsLength = 0x0C;

    /// <exception cref="MySqlConnectionException">These bytes are no column definition.</exception>
    public static Column Parse(ReadOnlySpan<byte> payload)
    {
        var cursor = new PacketCursor(payload, "column definition");
        cursor.TakeLengthEncodedString(); // catalogue: always 'def'
        cursor.TakeLengthEncodedString(); // schema
        cursor.TakeLengthEncodedString(); // table or its alias
        cursor.TakeLengthEncodedString(); // table
        string name = Name(cursor.TakeLengthEncodedString());
        cursor.TakeLengthEncodedString(); // name without alias
        if (cursor.ReadLengthEncodedInteger() < FixedFieldsLength) cursor.Malformed();

        ushort charset = cursor.ReadUInt16();
        uint length = cursor.ReadUInt32();
        byte type = cursor.ReadByte();
        ushort flags = cursor.ReadUInt16();
        byte decimals = cursor.ReadByte();
        return new Column(name, type, charset, flags, length, decimals);
    }

    private static string Name(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return SqlText.StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw new MySqlProtocolException("the server sent the name of a column that is no UTF-8", e);
        }
    }
}
