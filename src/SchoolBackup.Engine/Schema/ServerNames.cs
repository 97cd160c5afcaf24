using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Schema;

/// <summary>The names that an account can see, for whoever completes what somebody types.</summary>
public static class ServerNames
{
    /// <summary>What a restore works in (<see cref="Load.ScratchSchema"/>), and what it keeps of before.</summary>
    private const string OfARestore = "_sbscratch_[0-9a-f]{8}$|_before_[0-9]{8}_[0-9]{6}_[0-9]{3}$";

    /// <summary>The server's own databases.</summary>
    internal static IReadOnlyList<string> System { get; } = ["information_schema", "mysql", "performance_schema", "sys"];

    /// <summary>What a name in small letters has to be, to be none of them.</summary>
    internal static string NotSystem { get; } = $"NOT IN ({string.Join(", ", System.Select(SqlLiteral.Quote))})";

    /// <summary>
    /// A condition on a column of information_schema that holds names of databases, tables or views: names that the server tells apart are
    /// told apart. The column's own collation takes School for school and école for ecole, whatever lower_case_table_names says.
    /// </summary>
    /// <param name="column">The column.</param>
    /// <param name="name">The name.</param>
    /// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/identifier-case-sensitivity.html"/>
    internal static string Is(string column, string name)
    {
        string literal = SqlLiteral.Quote(name);
        return $"({column} = {literal} AND (@@lower_case_table_names <> 0 OR CAST({column} AS BINARY) = CAST({literal} AS BINARY)))";
    }

    /// <summary>What the server calls itself, such as <c>10.11.6-MariaDB</c>.</summary>
    /// <exception cref="BackupException">With the code of what went wrong.</exception>
    public static string Version(ConnectionOptions options, CancellationToken stop) => ServerSession.Guard(options, () =>
    {
        using MySqlConnection connection = ServerSession.Open(options, stop);
        return connection.Server.Text;
    });

    /// <summary>The databases, without the server's own and those that a restore has made beside others.</summary>
    /// <exception cref="BackupException">With the code of what went wrong.</exception>
    public static IReadOnlyList<string> Databases(ConnectionOptions options, CancellationToken stop) =>
        Names(options, $"SELECT schema_name FROM information_schema.schemata WHERE LOWER(schema_name) {NotSystem} AND schema_name NOT REGEXP '{OfARestore}' ORDER BY 1", stop);

    /// <summary>
    /// The databases that are named or fit a pattern, without the server's own and those that a restore has made. What is a database's very
    /// name is no pattern.
    /// </summary>
    /// <param name="named">Names and patterns.</param>
    /// <param name="matching">Makes a condition of a pattern.</param>
    /// <param name="options">The server.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="BackupException">DatabaseNotFound: nothing fits a pattern.</exception>
    public static IReadOnlyList<string> Matching(
        IReadOnlyList<string> named, Func<string, Predicate<string>> matching, ConnectionOptions options, CancellationToken stop)
    {
        IReadOnlyList<string> all = Databases(options, stop);
        return [.. named.SelectMany(Fitting).Distinct(StringComparer.Ordinal)];

        IEnumerable<string> Fitting(string name)
        {
            if (all.Contains(name, StringComparer.Ordinal) || name.AsSpan().IndexOfAny("*?[") < 0) return [name];
            string[] fitting = [.. all.Where(database => matching(name)(database))];
            return fitting.Length > 0 ? fitting : throw new BackupException(
                BackupError.DatabaseNotFound, $"no database of {options} fits '{name}'", $"there are: {string.Join(", ", all)}");
        }
    }

    /// <summary>The tables of databases, or of all but the server's own when none is named.</summary>
    /// <inheritdoc cref="Databases"/>
    public static IReadOnlyList<string> Tables(ConnectionOptions options, IReadOnlyList<string> databases, CancellationToken stop)
    {
        string where = databases.Count > 0
            ? $"table_schema IN ({string.Join(", ", databases.Select(database => SqlLiteral.Quote(database)))})"
            : $"LOWER(table_schema) {NotSystem}";
        return Names(
            options, $"SELECT DISTINCT table_name FROM information_schema.tables WHERE table_type <> 'VIEW' AND {where} ORDER BY 1", stop);
    }

    private static IReadOnlyList<string> Names(ConnectionOptions options, string sql, CancellationToken stop) =>
        ServerSession.Guard(options, () =>
    {
        using MySqlConnection connection = ServerSession.Open(options, stop);
        return connection.Rows(sql, row => row.GetString(0));
    });
}
