namespace SchoolBackup.Engine.Sql;

/// <summary>Which keys a table can do without while it is loaded, and get back afterwards as they were.</summary>
internal static class DeferrableKeys
{
    /// <summary>
    /// Only InnoDB builds keys faster afterwards (by sorting); a system-versioned table refuses ALTER TABLE unless told otherwise,
    /// so it keeps all it has.
    /// </summary>
    public static HashSet<TableItem> Of(TableDefinition table)
    {
        var deferred = new HashSet<TableItem>(ReferenceEqualityComparer.Instance);
        if (!string.Equals(table.Engine, "InnoDB", StringComparison.OrdinalIgnoreCase) || table.IsSystemVersioned)
            return deferred;

        TableItem? primaryKey = table.Items.FirstOrDefault(item => item.Kind == TableItemKind.PrimaryKey);
        // SHOW CREATE TABLE lists unique, other and full-text keys in that order, each group by age (sort_keys() in sql_table.cc):
        // what is older than a key that stays must stay, too, or it would come back as the younger one.
        foreach (IGrouping<TableItemKind, TableItem> group in table.Items.GroupBy(Group))
        {
            int lastThatStays = group.ToList().FindLastIndex(item => !MayBeDeferred(table, item, primaryKey));
            // MySQL adds one full-text key at a time (error 1795).
            if (group.Key == TableItemKind.FullTextKey) lastThatStays = Math.Max(lastThatStays, group.Count() - 2);
            deferred.UnionWith(group.Skip(lastThatStays + 1));
        }

        return deferred;
    }

    private static TableItemKind Group(TableItem item) =>
        item.Kind is TableItemKind.SpatialKey or TableItemKind.VectorKey ? TableItemKind.Key : item.Kind;

    private static bool MayBeDeferred(TableDefinition table, TableItem item, TableItem? primaryKey) => item.Kind switch
    {
        TableItemKind.ForeignKey => true,
        // Without a primary key InnoDB clusters on the first unique key of columns that are NOT NULL; a partitioned table's
        // unique keys are bound to its partitions; WITHOUT OVERLAPS is bound to a period.
        TableItemKind.UniqueKey => primaryKey is not null && table.Partitioning.IsEmpty && !HasWithoutOverlaps(item)
            && !NeededByCounter(table, item, primaryKey),
        TableItemKind.Key or TableItemKind.FullTextKey or TableItemKind.SpatialKey => !NeededByCounter(table, item, primaryKey),
        _ => false,
    };

    // 'There can be only one auto column and it must be defined as a key' (error 1075).
    private static bool NeededByCounter(TableDefinition table, TableItem key, TableItem? primaryKey) =>
        table.AutoIncrementColumn is string counter && key.FirstColumn == counter && primaryKey?.FirstColumn != counter;

    private static bool HasWithoutOverlaps(TableItem key)
    {
        var tokens = new SignificantTokens(key.Text, default);
        return Enumerable.Range(0, tokens.Count).Any(i => tokens.AreWords(i, "WITHOUT", "OVERLAPS"));
    }
}
