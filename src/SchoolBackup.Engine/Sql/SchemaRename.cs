namespace SchoolBackup.Engine.Sql;

/// <summary>How a server compares the names of databases and tables.</summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/identifier-case-sensitivity.html"/>
public enum NameCase
{
    /// <summary>lower_case_table_names = 0, as on Linux.</summary>
    Sensitive,

    /// <summary>lower_case_table_names = 1 or 2, as on Windows and macOS.</summary>
    Insensitive,
}

/// <summary>One database becomes another.</summary>
/// <param name="From">The name that the statements use.</param>
/// <param name="To">The name to put in its place.</param>
public sealed record SchemaRename(string From, string To)
{
    /// <summary>How the server that the statements come from compares names.</summary>
    public NameCase Case { get; init; } = NameCase.Sensitive;

    /// <summary>The sql_mode that the statements are written for.</summary>
    public SqlDialect Dialect { get; init; }

    internal StringComparison Comparison =>
        Case == NameCase.Sensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
}

/// <summary>Why something that looks like the old database's name was left as it was.</summary>
public enum LeftoverReason
{
    /// <summary>It stands in a string: perhaps dynamic SQL, perhaps only words.</summary>
    InString,

    /// <summary><c>a.b</c> where the statement also has a table, alias, column or variable of that name: it may mean that.</summary>
    Ambiguous,
}

/// <summary>A place that a person should look at.</summary>
/// <param name="Reason">Why it was left.</param>
/// <param name="Line">Line of the statement, from 1.</param>
/// <param name="Excerpt">The place and some of what stands around it, on one line.</param>
public sealed record Leftover(LeftoverReason Reason, int Line, string Excerpt);

/// <summary>A statement with its references rewritten.</summary>
/// <param name="Sql">The statement; byte for byte as it was where there was nothing to rewrite.</param>
/// <param name="Leftovers">What may still refer to the old name, in the order of the statement.</param>
public sealed record SchemaRewrite(byte[] Sql, IReadOnlyList<Leftover> Leftovers);
