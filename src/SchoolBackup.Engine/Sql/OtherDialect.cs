using System.Text.RegularExpressions;

namespace SchoolBackup.Engine.Sql;

/// <summary>Tells SQL that was written for another kind of server by what its tools write first.</summary>
internal static partial class OtherDialect
{
    /// <summary>The server that a text is for, such as <c>PostgreSQL</c>; null where nothing tells that it is another one.</summary>
    /// <param name="head">The first characters of the text.</param>
    public static string? ServerOf(string head) =>
        PostgreSql().IsMatch(head) ? "PostgreSQL"
        : SqlServer().IsMatch(head) ? "Microsoft SQL Server"
        : Sqlite().IsMatch(head) ? "SQLite"
        : Oracle().IsMatch(head) ? "Oracle"
        : null;

    /// <summary>pg_dump and pg_dumpall.</summary>
    [GeneratedRegex(@"\A\s*--\s*\n-- PostgreSQL database (?:cluster )?dump", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex PostgreSql();

    /// <summary>What Management Studio generates: names in brackets, or a batch that ends with GO.</summary>
    [GeneratedRegex(
        @"\A\s*(?:/\*{4,} Object: |(?:USE|CREATE DATABASE|ALTER DATABASE) \[|SET ANSI_(?:NULLS|PADDING) O)",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SqlServer();

    /// <summary>What the command .dump of its shell begins with.</summary>
    [GeneratedRegex(@"\A\s*PRAGMA\s", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Sqlite();

    /// <summary>What SQL Developer generates.</summary>
    [GeneratedRegex(@"\A\s*-{10,}\s*\n--\s+(?:File created - |DDL for )", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Oracle();
}
