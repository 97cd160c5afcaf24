namespace SchoolBackup.MySql.Packets;

/// <summary>The number that the next packet carries, in either direction; every command starts again at 0.</summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_packets.html#sect_protocol_basic_packets_sequence_id"/>
internal sealed class PacketSequence
{
    public byte Next { get; set; }

    public byte Take() => Next++;
}
