using SchoolBackup.MySql.Packets;
using SchoolBackup.MySql.Transport;

namespace SchoolBackup.MySql.LogIn;

/// <summary>What a log-in leaves behind: the line, its packets, and who the server is.</summary>
internal sealed record Session(Line Line, PacketReader Reader, PacketWriter Writer, ServerVersion Server, uint ConnectionId);
