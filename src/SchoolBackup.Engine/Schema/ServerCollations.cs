using SchoolBackup.Engine.Server;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Schema;

/// <summary>The collations that a server takes, by the names that definitions give them.</summary>
internal sealed class ServerCollations
{
    private readonly Dictionary<string, string> _charsets;
    private readonly Dictionary<string, string> _defaults;

    private ServerCollations(Dictionary<string, string> charsets, Dictionary<string, string> defaults) =>
        (_charsets, _defaults) = (charsets, defaults);

    /// <seealso href="https://mariadb.com/kb/en/information-schema-collation_character_set_applicability-table/"/>
    public static ServerCollations Read(MySqlConnection connection)
    {
        // MariaDB lists uca1400_ai_ci once, and its use with each character set under its full name.
        string name = connection.Server.Quirks.HasFullCollationNames ? "full_collation_name" : "collation_name";
        return new ServerCollations(
            Pairs(connection, $"SELECT {name}, character_set_name FROM information_schema.collation_character_set_applicability"),
            Pairs(connection, "SELECT character_set_name, default_collate_name FROM information_schema.character_sets"));
    }

    public bool Contains(string collation) => CharsetOf(collation) is not null;

    /// <summary>The character set that a collation is of, or null where this server has no such collation.</summary>
    public string? CharsetOf(string collation) => Of(_charsets, collation);

    /// <summary>The collation that is meant where only a character set is named, or null where this server has no such set.</summary>
    public string? DefaultOf(string charset) => Of(_defaults, charset);

    /// <summary>What older servers call utf8, newer ones call utf8mb3, and each takes the older name for it.</summary>
    private static string? Of(Dictionary<string, string> known, string name) =>
        known.TryGetValue(name, out string? found) ? found
        : name == "utf8"
            || name.StartsWith("utf8_", StringComparison.OrdinalIgnoreCase) ? known.GetValueOrDefault("utf8mb3" + name["utf8".Length..])
        : null;

    private static Dictionary<string, string> Pairs(MySqlConnection connection, string query) =>
        connection.Rows(query, row => (Key: row.GetString(0), Value: row.GetNullableString(1) ?? ""))
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
}
