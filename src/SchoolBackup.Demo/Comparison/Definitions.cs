using System.Text.RegularExpressions;

namespace SchoolBackup.Demo;

/// <summary>Every object as the server's SHOW CREATE shows it, and the state of each sequence.</summary>
internal static class Definitions
{
    private const string Objects = """
        SELECT CASE WHEN table_type LIKE '%VIEW' THEN 'VIEW' WHEN table_type = 'SEQUENCE' THEN 'SEQUENCE' ELSE 'TABLE' END, table_name FROM information_schema.tables WHERE table_schema = DATABASE()
        UNION ALL SELECT 'TRIGGER', trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()
        UNION ALL SELECT routine_type, routine_name FROM information_schema.routines WHERE routine_schema = DATABASE()
        UNION ALL SELECT 'EVENT', event_name FROM information_schema.events WHERE event_schema = DATABASE()
        """;

    // MySQL names the character set of a collation when the column was made with it, and not when its table was: a copy says so for the
    // first time.
    private static readonly Regex ImpliedCharset = new(
        " CHARACTER SET [a-z0-9]+(?= COLLATE )", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));

    public static IEnumerable<string> Describe(MariaDbClient client, string database)
    {
        var inventory = new AnswerReader(client, database);
        inventory.Ask("objects", Objects);
        var questions = new AnswerReader(client, database);
        foreach ((_, string[] row) in inventory.Read())
            Ask(questions, kind: row[0], name: row[1]);
        return questions.Read().Select(answer => Describe(answer.Label, answer.Fields, database))
            .Select(line => client.IsMySql ? ImpliedCharset.Replace(line, "") : line);
    }

    private static void Ask(AnswerReader questions, string kind, string name)
    {
        questions.Ask($"create {kind.ToLowerInvariant()} {name}", $"SHOW CREATE {kind} {AnswerReader.Quote(name)}");
        if (kind == "SEQUENCE")
            questions.Ask($"state of sequence {name}", $"SELECT * FROM {AnswerReader.Quote(name)}");
    }

    private static string Describe(string label, string[] fields, string database)
    {
        // SHOW CREATE of what has a mode of its own: name, sql_mode, (time zone,) text, character set …; of the others: name, text, ….
        bool hasMode = label.StartsWith("create ", StringComparison.Ordinal) && !label.StartsWith("create table ", StringComparison.Ordinal)
            && !label.StartsWith("create view ", StringComparison.Ordinal)
                && !label.StartsWith("create sequence ", StringComparison.Ordinal);
        string mode = hasMode ? fields[1] : "";
        // SHOW CREATE TRIGGER ends with the moment of its creation, which no copy shares.
        IEnumerable<string> lasting = label.StartsWith("create trigger ", StringComparison.Ordinal) ? fields.SkipLast(1) : fields;
        return $"{label}: {string.Join(" | ", lasting.Select(field => DefinitionText.OnOneLine(field, database, mode)))}";
    }
}
