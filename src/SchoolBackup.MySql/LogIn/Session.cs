using SchoolBackup.MySql.Packets;
using SchoolBackup.MySql.Transport;

namespace SchoolBackup.MySql.LogIn;

/// <summary>What a log-in leaves behind: the connection, its packets, and who the server is.</summary>
internal sealed record Session(Channel Channel, PacketReader Reader, PacketWriter Writer, ServerVersion Server, uint ConnectionId);
