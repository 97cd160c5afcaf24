using System.Text.RegularExpressions;

namespace SchoolBackup.Demo;

/// <summary>Tables of numbers such as <c>seq_1_to_500</c>, which MariaDB has of itself and MySQL does not.</summary>
/// <seealso href="https://mariadb.com/kb/en/sequence-storage-engine/"/>
internal static class NumberTables
{
    // A recursion of MySQL ends after 1000 rows unless it is told otherwise.
    private const string Deep = "SET SESSION cte_max_recursion_depth = 4294967295;\n";

    private static readonly Regex Name = new(@"\bseq_(?<first>\d+)_to_(?<last>\d+)\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>The statements with a table that MySQL makes itself in the place of each; such a table has no other alias.</summary>
    public static string ForMySql(string sql) => Name.IsMatch(sql) ? Deep + Name.Replace(sql, Derived) : sql;

    private static string Derived(Match name) =>
        $"(WITH RECURSIVE counted (seq) AS (SELECT {name.Groups["first"]} UNION ALL SELECT seq + 1 FROM counted WHERE seq < {name.Groups["last"]}) SELECT seq FROM counted) AS {name}";
}
