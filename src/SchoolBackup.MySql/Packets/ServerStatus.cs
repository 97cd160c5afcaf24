namespace SchoolBackup.MySql.Packets;

/// <summary>The bits of the status that OK and EOF carry.</summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/mysql__com_8h.html#a1d854e841086925be1883e4d7b4e8cad"/>
internal static class ServerStatus
{
    public const ushort MoreResults = 0x0008;
}
