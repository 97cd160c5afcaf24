using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Recipes;

/// <summary>A dump that another tool wrote.</summary>
internal static class DumpFile
{
    /// <summary>RFC 1952, 2.3.1: ID1 and ID2.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> start) => start.StartsWith<byte>([0x1f, 0x8b]);

    /// <summary>What a tool calls itself.</summary>
    public static string NameOf(DumpTool? tool) => tool switch
    {
        DumpTool.MySqlDump => "mysqldump",
        DumpTool.MariaDbDump => "mariadb-dump",
        DumpTool.MyDumper => "mydumper",
        DumpTool.PhpMyAdmin => "phpMyAdmin",
        DumpTool.MySqlBackupNet => "MySqlBackup.NET",
        _ => "unknown",
    };
}
