namespace SchoolBackup.Engine.Sql;

/// <summary>Names and strings for the statements that the engine itself sends.</summary>
internal static class SqlText
{
    /// <summary>A string literal that means the same under every sql_mode.</summary>
    public static string Quote(string text) =>
        text.Contains('\\', StringComparison.Ordinal)
            ? $"CONVERT(0x{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text))} USING utf8mb4)"
            : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>An identifier in backticks.</summary>
    public static string Name(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>A qualified identifier in backticks.</summary>
    public static string Name(string database, string name) => $"{Name(database)}.{Name(name)}";
}
