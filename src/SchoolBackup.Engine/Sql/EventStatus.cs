using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Sql;

/// <summary>Whether an event fires. A drill creates events disabled: the school's real messages are not to be sent by a copy.</summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/create-event.html"/>
public static class EventStatus
{
    /// <summary>The CREATE EVENT with DISABLE as its status; the schedule and the body stay as they are.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.ObjectUnreadable"/>: it is no CREATE EVENT.</exception>
    public static byte[] Disable(ReadOnlySpan<byte> createEvent, SqlDialect dialect = default)
    {
        byte[] sql = createEvent.ToArray();
        var tokens = new SignificantTokens(sql, dialect);
        int schedule = Find(tokens, 0, i => tokens.AreWords(i, "ON", "SCHEDULE"));
        int body = Find(tokens, schedule, i => tokens.IsWord(i, "DO"));
        if (!tokens.IsWord(0, "CREATE") || body == tokens.Count)
        {
            throw new BackupException(BackupError.ObjectUnreadable, "this is no definition of an event: it has no schedule and no body",
                hint: "compare it with what SHOW CREATE EVENT prints");
        }

        int status = Find(tokens, schedule, i => tokens.IsWord(i, "ENABLE", "DISABLE", "COMMENT", "DO"));
        if (tokens.IsWord(status, "COMMENT", "DO"))
            return [.. sql.AsSpan(..tokens[status].Start), .. "DISABLE "u8, .. sql.AsSpan(tokens[status].Start..)];

        // MySQL 8.4 says REPLICA where the others say SLAVE.
        bool isElsewhere = tokens.IsWord(status + 1, "ON") && tokens.IsWord(status + 2, "SLAVE", "REPLICA");
        int last = isElsewhere ? status + 2 : status;
        return [.. sql.AsSpan(..tokens[status].Start), .. "DISABLE"u8, .. sql.AsSpan(tokens[last].End..)];
    }

    /// <summary>Whether the CREATE EVENT says DISABLE.</summary>
    public static bool IsDisabled(ReadOnlySpan<byte> createEvent, SqlDialect dialect = default)
    {
        var tokens = new SignificantTokens(createEvent.ToArray(), dialect);
        int schedule = Find(tokens, 0, i => tokens.AreWords(i, "ON", "SCHEDULE"));
        return tokens.IsWord(Find(tokens, schedule, i => tokens.IsWord(i, "ENABLE", "DISABLE", "COMMENT", "DO")), "DISABLE");
    }

    private static int Find(SignificantTokens tokens, int from, Func<int, bool> isIt)
    {
        int i = from;
        while (i < tokens.Count && !isIt(i))
            i++;
        return i;
    }
}
