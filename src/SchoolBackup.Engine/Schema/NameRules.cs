using SchoolBackup.Engine.Server;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Schema;

/// <summary>
/// How one server compares names. Those of databases, tables, views and triggers are told apart by case where lower_case_table_names is 0;
/// those of routines, events and columns are not on any server.
/// </summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/identifier-case-sensitivity.html"/>
internal sealed class NameRules
{
    private NameRules(StringComparer tables) => Tables = tables;

    /// <summary>A server that tells <c>Report</c> from <c>report</c>, as on Linux.</summary>
    public static NameRules TellingCase { get; } = new(StringComparer.Ordinal);

    /// <summary>A server to which they are one, as on Windows and macOS.</summary>
    public static NameRules IgnoringCase { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>For routines, events and columns.</summary>
    public static StringComparer Programs => StringComparer.OrdinalIgnoreCase;

    /// <summary>For databases, tables, views and triggers.</summary>
    public StringComparer Tables { get; }

    /// <summary>The rules of the server that a session is on.</summary>
    public static NameRules Of(MySqlConnection connection) =>
        connection.Scalar("SELECT @@lower_case_table_names") == "0" ? TellingCase : IgnoringCase;

    /// <summary>Names that are one name to this server, each group in one text.</summary>
    public IReadOnlyList<string> Collisions(IEnumerable<string> names) =>
    [
        .. names.GroupBy(name => name, Tables).Where(same => same.Count() > 1)
            .Select(same => string.Join(" and ", same.Order(StringComparer.Ordinal))),
    ];
}
