using System.Text;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Erp;

/// <summary>
/// The rows of a document in tables of their own, made like the live ones: the format holds no definitions. Ready to be swapped in.
/// </summary>
internal sealed class ErpShadow(ErpFile file, IReadOnlyList<ErpTarget> targets, string schema, IProgress<RunProgress> progress)
{
    private readonly List<string> _warnings = [];

    /// <summary>Rows that point nowhere.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The definitions that the tables were made from.</summary>
    public IReadOnlyList<TableDefinition> Definitions { get; } = [.. targets.Select(target => TableDefinition.Parse(Encoding.UTF8.GetBytes(target.Table.Definition)))];

    /// <returns>Rows loaded.</returns>
    /// <exception cref="BackupException">RestoreFailed, BackupDamaged; only the shadow was written to.</exception>
    public long Load(ConnectionOptions options, CancellationToken stop)
    {
        using MySqlConnection connection = SchemaLoader.Open(options, stop);
        // Nobody has checked these rows yet: two with one key have to be found.
        connection.Execute("SET SESSION unique_checks = 1");
        connection.Execute(Upsert.SetStrictMode);
        connection.Execute($"USE {Identifier.Quote(schema)}");
        foreach (TableDefinition definition in Definitions)
            connection.Execute(definition.Without(TableParts.DeferredKeys | TableParts.DeferredForeignKeys));
        Dictionary<string, ErpTarget> wanted = targets.ToDictionary(target => target.Source.Name, StringComparer.Ordinal);
        long rows = new ErpRows(file, wanted, progress).Send(target => new ErpInsert(connection, target, schema, OnDuplicate.Fail), stop);
        foreach ((TableDefinition definition, ErpTarget target) in Definitions.Zip(targets))
        {
            if (ZonedRows.AreNeeded(target.Table)) Compute(connection, definition);
            else AddKeys(connection, definition);
        }

        AddForeignKeys(connection);
        foreach (ForeignKeyInfo key in ForeignKeyInfo.Read(connection, schema))
            if (key.Orphans(connection, schema) is > 0 and var orphans)
                _warnings.Add(Invariant($"{orphans} rows of {key.Child} refer to rows of {key.Parent} that the backup lacks ({key.Name})"));
        return rows;
    }

    /// <summary>The rows came in UTC; what the server computes of them, and its keys, are those of the school's own sessions.</summary>
    private void Compute(MySqlConnection connection, TableDefinition definition) =>
        ComputedZone.In(connection, ComputedZone.OfServer(connection), () =>
    {
        connection.Execute([.. Alter(definition.Name), .. "FORCE, ALGORITHM=COPY"u8]);
        AddKeys(connection, definition);
    });

    private void AddKeys(MySqlConnection connection, TableDefinition definition)
    {
        if (definition.DeferredKeys.Count == 0) return;
        progress.Report(new RunProgress(RunPhase.BuildingIndexes, definition.Name, 0, 0, 0));
        Upsert.Execute(
            connection,
            [.. Alter(definition.Name), .. definition.DeferredKeys.Aggregate((all, next) => [.. all, .. ", "u8, .. next])],
            definition.Name);
    }

    /// <summary>Those to tables that are not restored come after the swap: here they would point into this schema for ever.</summary>
    private void AddForeignKeys(MySqlConnection connection)
    {
        HashSet<string> here = [.. targets.Select(target => target.Table.Name)];
        foreach (TableDefinition definition in Definitions.Where(definition => !definition.IsSystemVersioned))
            foreach (ForeignKeyClause key in definition.ForeignKeys.Where(key => key.Parent.Schema is not null || here.Contains(key.Parent.Name)))
                connection.Execute([.. Alter(definition.Name), .. key.AddClause]);
    }

    private byte[] Alter(string table) => Encoding.UTF8.GetBytes($"ALTER TABLE {Identifier.Quote(schema, table)} ");
}
