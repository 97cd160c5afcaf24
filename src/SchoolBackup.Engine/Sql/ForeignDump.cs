using System.Text;
using System.Text.RegularExpressions;

namespace SchoolBackup.Engine.Sql;

/// <summary>What wrote a dump.</summary>
public enum DumpTool
{
    /// <summary>It is no text, or no SQL.</summary>
    NotSql,

    /// <summary>SQL of an origin that its text does not tell.</summary>
    UnknownSql,
    MySqlDump,
    MariaDbDump,
    MyDumper,
    PhpMyAdmin,
    MySqlBackupNet,
}

/// <summary>Whether a dump is there to its end, as far as its last bytes tell.</summary>
public enum DumpEnd
{
    /// <summary>It ends with what its tool writes last.</summary>
    Complete,

    /// <summary>Its tool ends with a mark, and the mark is not there.</summary>
    Truncated,

    /// <summary>Its tool writes no mark, or was told not to.</summary>
    CannotTell,
}

/// <summary>A dump that another tool wrote, as its first and last bytes describe it.</summary>
/// <param name="Tool">What wrote it.</param>
/// <param name="Database">The database that its head names, or null; of several databases in one dump mysqldump names the first.</param>
/// <param name="End">Whether it is whole.</param>
public sealed partial record ForeignDump(DumpTool Tool, string? Database, DumpEnd End)
{
    // What each tool writes first. The two forks of mysqldump also write DumpEndMark, unless they are run with --skip-comments.
    private static readonly (string Head, DumpTool Tool)[] Heads =
    [
        ("-- MySQL dump ", DumpTool.MySqlDump),
        ("-- MariaDB dump ", DumpTool.MariaDbDump),
        ("-- phpMyAdmin SQL Dump", DumpTool.PhpMyAdmin),
        ("-- MySqlBackup.NET ", DumpTool.MySqlBackupNet),
    ];

    private static readonly string[] FirstWords =
    [
        "ALTER", "BEGIN", "CALL", "COMMIT", "CREATE", "DELETE", "DELIMITER", "DROP", "FLUSH", "GRANT", "INSERT", "LOCK", "RENAME", "REPLACE",
        "SELECT", "SET", "SOURCE", "START", "TRUNCATE", "UNLOCK", "UPDATE", "USE", "WITH",
    ];

    /// <summary>Recognises a dump in plain SQL.</summary>
    /// <param name="head">Its first bytes; a few KiB are enough.</param>
    /// <param name="tail">Its last bytes; 1 KiB is enough. May overlap the head.</param>
    public static ForeignDump Recognise(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        if (head.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
            head = head[3..];
        string first = Encoding.UTF8.GetString(head);
        string last = Encoding.UTF8.GetString(tail);
        DumpTool tool = ToolOf(head, first);
        return tool == DumpTool.NotSql ? new(tool, null, DumpEnd.CannotTell) : new(tool, DatabaseOf(tool, first), EndOf(tool, first, last));
    }

    private static DumpTool ToolOf(ReadOnlySpan<byte> head, string text)
    {
        if (OtherDialect.ServerOf(text) is not null)
            return DumpTool.NotSql;
        string comments = Comments().Match(text).Value;
        // MariaDB's tool called itself mysqldump up to 10.4; its 'Distrib' told the fork.
        if (OldMariaDbHead().IsMatch(comments))
            return DumpTool.MariaDbDump;
        foreach ((string start, DumpTool tool) in Heads)
        {
            if (comments.Contains(start, StringComparison.Ordinal))
                return tool;
        }

        if (text.StartsWith(@"/*M!999999\-", StringComparison.Ordinal))
            return DumpTool.MariaDbDump;
        if (MyDumperHead().IsMatch(text))
            return DumpTool.MyDumper;
        return IsSql(head) ? DumpTool.UnknownSql : DumpTool.NotSql;
    }

    private static bool IsSql(ReadOnlySpan<byte> head)
    {
        var tokens = new SqlTokenizer(head);
        bool hasComment = false;
        while (tokens.MoveNext())
        {
            SqlToken token = tokens.Current;
            hasComment |= token.Kind == SqlTokenKind.Comment;
            if (token.Kind == SqlTokenKind.Word)
                return FirstWords.Contains(Encoding.UTF8.GetString(token.Text), StringComparer.OrdinalIgnoreCase);
            if (!token.IsTrivia && !token.IsSymbol('('))
                return false;
        }

        return hasComment;
    }

    private static string? DatabaseOf(DumpTool tool, string head)
    {
        // phpMyAdmin names it behind its first SET statements, the others before.
        Match match = DatabaseLine().Match(tool == DumpTool.PhpMyAdmin ? head : Comments().Match(head).Value);
        if (!match.Success)
            return null;
        string name = match.Groups["name"].Value.Trim();
        if (name.Length == 0)
            return null;
        return name[0] == '`' ? Identifier.UnquoteToString(Encoding.UTF8.GetBytes(name)) : name;
    }

    private static DumpEnd EndOf(DumpTool tool, string head, string tail)
    {
        if (DumpEndMark().IsMatch(tail))
            return DumpEnd.Complete;
        // A head with comments belongs to a dump with comments: they include the mark. MySqlBackup.NET's RecordDumpTime goes for both.
        bool writesMark = tool switch
        {
            DumpTool.MySqlDump or DumpTool.MariaDbDump => head.Contains(" dump ", StringComparison.Ordinal),
            DumpTool.MySqlBackupNet => head.Contains("-- Dump Time: ", StringComparison.Ordinal),
            _ => false,
        };
        if (writesMark)
            return DumpEnd.Truncated;
        // Settings that the head saves are set back at the very end; the last of them tells, in the order of the tools' own footers.
        string? restored = head.Contains("@OLD_SQL_NOTES=@@SQL_NOTES", StringComparison.OrdinalIgnoreCase) ? "SQL_NOTES=@OLD_SQL_NOTES"
            : head.Contains("@OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION", StringComparison.OrdinalIgnoreCase) ? "COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION"
            : null;
        if (restored is null)
            return DumpEnd.CannotTell;
        // HeidiSQL from 11 on writes SQL_NOTES=IFNULL(@OLD_SQL_NOTES, 1).
        string guarded = restored.Replace("=@", "=IFNULL(@", StringComparison.Ordinal);
        return tail.Contains(restored, StringComparison.OrdinalIgnoreCase) || tail.Contains(guarded, StringComparison.OrdinalIgnoreCase)
            ? DumpEnd.Complete
            : DumpEnd.Truncated;
    }

    /// <summary>Everything before the first statement.</summary>
    [GeneratedRegex(@"\A(?:\s+|--[^\n]*(?:\n|\z)|/\*M!999999\\-[^\n]*(?:\n|\z))*", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Comments();

    [GeneratedRegex(@"-- MySQL dump [^\n]*Distrib [^\n]*-MariaDB", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex OldMariaDbHead();

    /// <summary>
    /// '-- Host: localhost    Database: school', '-- Database: `school`' of phpMyAdmin, and '-- school.pupils definition' of DBeaver.
    /// </summary>
    [GeneratedRegex(
        @"^--(?:(?: Host: .*?  +)? ?Database: *(?<name>[^\r\n]*)| (?<name>[^.\r\n]+)\.[^\r\n]+ definition\r?$)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex DatabaseLine();

    [GeneratedRegex(@"\A(?:\s|--[^\n]*\n)*/\*!40101 SET NAMES binary\*/;", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex MyDumperHead();

    /// <summary>The last comment of mysqldump, mariadb-dump (with or without a date) and MySqlBackup.NET (with its times behind).</summary>
    [GeneratedRegex(@"^-- Dump completed(?: on:? [^\n]*)?\s*(?:-- [^\n]*\s*)*\z", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DumpEndMark();
}
