using System.Buffers;
using System.Globalization;
using System.Text;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Sql;

/// <summary>
/// Decides comments with a version, <c>/*!50003 … */</c> and <c>/*M!100100 … */</c>, once and for all: what this server would run stands in
/// the text as code, all else is gone. What is judged and what is sent are then one text, and no server can read it in another way.
/// </summary>
/// <seealso href="https://mariadb.com/kb/en/comment-syntax/"/>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/comments.html"/>
internal static class VersionComments
{
    // MySQL's versions that MariaDB, which never had them, passes over.
    private const int FirstOfMySqlAlone = 50700;
    private const int LastOfMySqlAlone = 99999;

    /// <summary>What this program writes where no server can be asked: more than any version there is.</summary>
    private const int AnyVersion = 999_998;

    /// <summary>The statement without such comments; the same memory where it has none.</summary>
    /// <param name="statement">One statement, without its delimiter.</param>
    /// <param name="dialect">The sql_mode that it is read in.</param>
    /// <param name="server">Who will read it; null takes all versions for those of a server that knows them.</param>
    /// <returns>Null when such a comment does not end within the statement.</returns>
    public static ReadOnlyMemory<byte>? Resolve(ReadOnlyMemory<byte> statement, SqlDialect dialect, ServerVersion? server)
    {
        ReadOnlySpan<byte> sql = statement.Span;
        if (sql.IndexOf("/*!"u8) < 0 && sql.IndexOf("/*M!"u8) < 0) return statement;
        var output = new ArrayBufferWriter<byte>(sql.Length);
        int depth = 0;
        int skippedFrom = 0; // the depth at which the code of other servers began, or 0
        bool any = false;
        foreach (SqlToken token in new SqlTokenizer(sql, dialect))
        {
            if (token.Kind == SqlTokenKind.ConditionalOpen)
            {
                any = true;
                depth++;
                if (skippedFrom == 0 && !Applies(token.Text, server)) skippedFrom = depth;
            }
            else if (token.Kind == SqlTokenKind.ConditionalClose)
            {
                if (skippedFrom == depth) skippedFrom = 0;
                depth--;
            }
            else if (skippedFrom == 0)
            {
                output.Write(token.Text);
                continue;
            }

            if (token.Kind is SqlTokenKind.ConditionalOpen or SqlTokenKind.ConditionalClose) output.Write(" "u8);
        }

        return depth != 0 ? null : any ? output.WrittenMemory : statement;
    }

    private static bool Applies(ReadOnlySpan<byte> open, ServerVersion? server)
    {
        bool mariaDbOnly = open.StartsWith("/*M!"u8);
        bool isMariaDb = server is null || server.Flavor == ServerFlavor.MariaDb;
        if (mariaDbOnly && !isMariaDb) return false;
        string digits = Encoding.ASCII.GetString(open[(mariaDbOnly ? 4 : 3)..]);
        if (digits.Length == 0) return true;
        int version = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        if (server is null) return version <= AnyVersion;
        if (isMariaDb && !mariaDbOnly && version is >= FirstOfMySqlAlone and <= LastOfMySqlAlone) return false;
        return version <= (server.Number.Major * 10000) + (server.Number.Minor * 100) + Math.Max(server.Number.Build, 0);
    }
}
