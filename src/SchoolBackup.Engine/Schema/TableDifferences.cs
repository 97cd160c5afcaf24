using System.Text;
using System.Text.RegularExpressions;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Schema;

/// <summary>Compares tables part by part: columns, keys, constraints, options, partitions.</summary>
/// <param name="text">How texts are compared.</param>
internal sealed partial class TableDifferences(DefinitionText text)
{
    /// <summary>
    /// Options that say how a server stores a table, and nothing of what is in it: one that stores all tables otherwise (encrypted,
    /// compressed) may write them so.
    /// </summary>
    private static readonly string[] Storage =
    [
        "ROW_FORMAT", "KEY_BLOCK_SIZE", "ENCRYPTION", "ENCRYPTED", "ENCRYPTION_KEY_ID", "PAGE_COMPRESSED", "PAGE_COMPRESSION_LEVEL", "COMPRESSION", "TABLESPACE",
        "DATA", "INDEX", "DIRECTORY", "STATS_PERSISTENT", "STATS_AUTO_RECALC", "STATS_SAMPLE_PAGES", "PAGE_CHECKSUM", "TRANSACTIONAL", "PACK_KEYS", "CHECKSUM", "DELAY_KEY_WRITE",
    ];

    /// <summary>The parts that one has and the other has not: what any two servers can be asked for.</summary>
    public static IEnumerable<string> Parts(TableDefinition backedUp, TableDefinition found)
    {
        Part[] one = PartsOf(backedUp), other = PartsOf(found);
        // A condition that MariaDB keeps with a column is a constraint of its own on MySQL.
        bool hasConditions = backedUp.Columns.Any(column => column.Text.Span.IndexOf(" CHECK ("u8) > 0);
        return one.Except(other).Select(part => $"lacks {part.Words}")
            .Concat(other.Except(one).Where(part => !(part.Kind == TableItemKind.Check && hasConditions)).Select(part => $"has {part.Words} besides"));
    }

    /// <summary>What is said otherwise of the parts that both have.</summary>
    public IEnumerable<string> Texts(TableDefinition backedUp, TableDefinition found)
    {
        Dictionary<Part, TableItem> others = ByPart(found);
        foreach ((Part part, TableItem item) in ByPart(backedUp))
            if (others.TryGetValue(part, out TableItem? other) && text.Difference(Plain(item), Plain(other)) is { } difference)
                yield return $"has {part.Words} as {difference}";
        // The server lists foreign keys by name; the order of all others means something.
        if (!Ordered(backedUp).Intersect(Ordered(found)).SequenceEqual(Ordered(found).Intersect(Ordered(backedUp))))
            yield return "has its columns or keys in another order";
        // Other runs count up; down, a number would be given a second time.
        if ((found.AutoIncrement ?? 1) < (backedUp.AutoIncrement ?? 1))
            yield return Invariant($"counts from {found.AutoIncrement ?? 1}, and not from {backedUp.AutoIncrement}");
        if (text.Difference(Meaning(backedUp), Meaning(found)) is { } options) yield return $"has its options as {options}";
        if (text.Difference(backedUp.Partitioning, found.Partitioning) is { } partitions)
            yield return $"has its partitions as {partitions}";
    }

    /// <summary>How the server stores the table otherwise, or null.</summary>
    public string? StorageOf(TableDefinition backedUp, TableDefinition found) =>
        text.Difference(Meaning(backedUp), Meaning(found)) is null
            ? text.Difference(WithoutCounter(backedUp), WithoutCounter(found))
            : null;

    // MySQL names the character set of a collation when the column was made with it, and not when its table was.
    private static byte[] Plain(TableItem item) =>
        Encoding.Latin1.GetBytes(ImpliedCharset().Replace(Encoding.Latin1.GetString(item.Text.Span), ""));

    [GeneratedRegex(" CHARACTER SET [a-z0-9]+(?= COLLATE )", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ImpliedCharset();

    private static Part[] PartsOf(TableDefinition table) => [.. table.Items.Select(PartOf)];

    private static Part[] Ordered(TableDefinition table) =>
        [.. table.Items.Where(item => item.Kind != TableItemKind.ForeignKey).Select(PartOf)];

    private static Dictionary<Part, TableItem> ByPart(TableDefinition table) => table.Items.DistinctBy(PartOf).ToDictionary(PartOf);

    private static Part PartOf(TableItem item) => new(item.Kind, item.Name.ToUpperInvariant(), item.Name);

    private static byte[] WithoutCounter(TableDefinition table) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(table.Options.Span).Replace(Invariant($" AUTO_INCREMENT={table.AutoIncrement}"), "", StringComparison.Ordinal));

    /// <summary>The options without those of storage, and without what stands around them.</summary>
    private static byte[] Meaning(TableDefinition table)
    {
        var tokens = new SignificantTokens(WithoutCounter(table), default);
        var kept = new StringBuilder();
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens.IsIdentifier(i) && Storage.Contains(tokens.Name(i), StringComparer.OrdinalIgnoreCase))
                i += tokens.IsSymbol(i + 1, '=') ? 2 : 0;
            else kept.Append(Encoding.UTF8.GetString(tokens.Text(i))).Append(' ');
        }

        return Encoding.UTF8.GetBytes(kept.ToString());
    }

    private readonly record struct Part(TableItemKind Kind, string Key, string Name)
    {
        public string Words => Kind == TableItemKind.PrimaryKey ? "the primary key" : $"the {Noun} {Identifier.Quote(Name)}";

        private string Noun => Kind switch
        {
            TableItemKind.Column => "column",
            TableItemKind.ForeignKey => "foreign key",
            TableItemKind.Check => "constraint",
            TableItemKind.Period => "period",
            _ => "key",
        };

        public bool Equals(Part other) => Kind == other.Kind && Key == other.Key;

        public override int GetHashCode() => HashCode.Combine(Kind, Key);
    }
}
