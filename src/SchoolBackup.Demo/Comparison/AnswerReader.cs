using System.Text;

namespace SchoolBackup.Demo;

/// <summary>Asks many questions in one run of the client, and tells their answers apart.</summary>
internal sealed class AnswerReader(MariaDbClient client, string database)
{
    private const string Mark = "@@answer";

    // The modes decide how SHOW CREATE quotes; the zone, how a TIMESTAMP reads.
    private const string Session = "SET NAMES utf8mb4; SET SESSION sql_mode = '', time_zone = '+00:00', sql_quote_show_create = 1, group_concat_max_len = 4294967295;\n"
        // MySQL shows counters as they were up to a day ago, unless it is told otherwise.
        + "/*!80000 SET SESSION information_schema_stats_expiry = 0 */;\n";

    private readonly StringBuilder _script = new(Session);

    /// <summary>A name as it is written in a statement.</summary>
    public static string Quote(string name) => '`' + name.Replace("`", "``", StringComparison.Ordinal) + '`';

    /// <summary>A text as it is written in a statement.</summary>
    public static string Literal(string text) =>
        '\'' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + '\'';

    /// <summary>Adds a question; <paramref name="label"/> comes back with each of its rows.</summary>
    public void Ask(string label, string sql) =>
        _script.Append("SELECT '").Append(Mark).Append("', ").Append(Literal(label)).Append(";\n").Append(sql).Append(";\n");

    /// <summary>Asks, and returns the rows of all answers in the order of the questions.</summary>
    public IEnumerable<(string Label, string[] Fields)> Read()
    {
        string label = "";
        foreach (string line in client.Run(_script.ToString(), database).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = [.. line.Split('\t').Select(Unescape)];
            if (fields is [Mark, string next])
                label = next;
            else
                yield return (label, fields);
        }
    }

    /// <seealso href="https://mariadb.com/kb/en/mariadb-command-line-client/#-b-batch"/>
    private static string Unescape(string field)
    {
        if (!field.Contains('\\', StringComparison.Ordinal))
            return field;
        var text = new StringBuilder(field.Length);
        for (int i = 0; i < field.Length; i++)
        {
            if (field[i] != '\\')
                text.Append(field[i]);
            else
                text.Append(field[++i] switch { 'n' => '\n', 't' => '\t', '0' => '\0', char other => other });
        }

        return text.ToString();
    }
}
