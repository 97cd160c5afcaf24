using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>What changes places.</summary>
/// <param name="Connection">Server and account.</param>
/// <param name="Live">The database that is replaced.</param>
/// <param name="Shadow">Where the new tables are.</param>
/// <param name="NewTables">Their names.</param>
/// <param name="Extent">
/// What else of the live database goes, and which stored objects are made after the swap, and so have to be put back if it is undone.
/// </param>
/// <param name="Previous">The database that takes the replaced tables; made if need be.</param>
/// <param name="Defaults">The database defaults of the backup.</param>
internal sealed record SwapRequest(
    ConnectionOptions Connection,
    string Live,
    string Shadow,
    IReadOnlyList<string> NewTables,
    RestoreExtent Extent,
    string Previous,
    string Defaults)
{
    /// <summary>What becomes of the triggers of replaced tables.</summary>
    public OldTriggers Triggers { get; init; } = OldTriggers.Go;
}

/// <summary>What becomes of the triggers of tables that are replaced.</summary>
internal enum OldTriggers
{
    /// <summary>The backup holds those that the tables had.</summary>
    Go,

    /// <summary>The backup was made by an account that saw none: they are made again on the new tables.</summary>
    Stay,
}

/// <summary>
/// Puts the shadow's tables in the place of the live ones by one RENAME TABLE, then makes the stored objects. If any of it fails,
/// everything goes back to where it was. A swap is short, and is not interrupted once it has begun.
/// </summary>
internal sealed class Swap(SwapRequest request)
{
    private bool _liveMade;
    private bool _previousMade;
    private bool _renamed;

    /// <summary>What a person should know after it.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <param name="scratch">The owner of the shadow: it notes the way back.</param>
    /// <param name="makeStored">Makes views, routines, triggers and events in the live database.</param>
    /// <returns>True when replaced tables wait in the previous database.</returns>
    /// <exception cref="BackupException">ForeignKeyFromOtherSchema, or what the swap ran into, after it was undone.</exception>
    public bool Run(ScratchSchema scratch, Action<MySqlConnection> makeStored)
    {
        using MySqlConnection connection = SchemaLoader.Open(request.Connection, CancellationToken.None);
        LiveDatabase live = LiveDatabase.Read(connection, request.Live);
        string[] replaced = live.Replaced(request.NewTables, request.Extent);
        IReadOnlyCollection<string>? triggersOf = request.Extent == RestoreExtent.Database ? null : replaced;
        IReadOnlyCollection<string>? backTo = request.Extent == RestoreExtent.Tables ? replaced : null;
        RefuseForeignChildren(connection, live, replaced);
        Rehearsal.OfWayBack(request.Connection, live, backTo);
        RoutineGrants grants = RoutineGrants.Read(connection, request.Live);
        scratch.BeginSwap(live.StoredText(backTo));
        try
        {
            CreateDatabases(connection, live, replaced.Length > 0);
            live.DropTriggers(connection, replaced);
            Rename(connection, replaced.Select(table => (request.Live, request.Previous, table)).Concat(request.NewTables.Select(table => (request.Shadow, request.Live, table))));
            _renamed = true;
            live.PointAgainAt(connection, replaced);
            live.DropStored(connection, triggersOf);
            makeStored(connection);
            if (request.Triggers == OldTriggers.Stay) live.MakeStored(connection, replaced);
            if (request.Extent != RestoreExtent.Tables) Warnings = grants.GiveAgain(connection);
        }
        catch (Exception failure)
        {
            Undo(live, replaced, backTo, grants, failure);
            scratch.EndSwap();
            throw;
        }

        scratch.EndSwap();
        return replaced.Length > 0;
    }

    private static void Rename(MySqlConnection connection, IEnumerable<(string From, string To, string Table)> moves)
    {
        string list = string.Join(
            ", ", moves.Select(move => $"{Identifier.Quote(move.From, move.Table)} TO {Identifier.Quote(move.To, move.Table)}"));
        if (list.Length > 0) connection.Execute($"RENAME TABLE {list}");
    }

    private void CreateDatabases(MySqlConnection connection, LiveDatabase live, bool needsPrevious)
    {
        if (needsPrevious)
        {
            connection.Execute($"CREATE DATABASE {Identifier.Quote(request.Previous)}");
            _previousMade = true;
        }

        if (!live.Exists)
        {
            connection.Execute($"CREATE DATABASE {Identifier.Quote(request.Live)} {request.Defaults}");
            _liveMade = true;
        }
        else if (request.Extent == RestoreExtent.Database)
        {
            connection.Execute($"ALTER DATABASE {Identifier.Quote(request.Live)} {request.Defaults}");
        }
    }

    /// <summary>
    /// A foreign key of another database would follow its parent out of the live one; those of tables that stay here are pointed anew.
    /// </summary>
    private void RefuseForeignChildren(MySqlConnection connection, LiveDatabase live, string[] replaced)
    {
        List<string> children = connection.Rows(
            $"""
            SELECT constraint_schema, table_name, constraint_name, referenced_table_name FROM information_schema.referential_constraints
            WHERE {ServerNames.Is("unique_constraint_schema", request.Live)} AND constraint_schema <> {SqlLiteral.Quote(request.Shadow)}
            """,
            row => (Schema: row.GetString(0), Child: row.GetString(1), Key: row.GetString(2), Parent: row.GetString(3)))
            .Where(key => replaced.Contains(key.Parent, live.Names.Tables) && !live.Names.Tables.Equals(key.Schema, request.Live))
            .Select(key => $"{key.Schema}.{key.Child} ({key.Key})").ToList();
        if (children.Count == 0) return;
        throw new BackupException(
            BackupError.ForeignKeyFromOtherSchema,
            $"tables of other databases refer to '{request.Live}': {string.Join(", ", children)}",
            "a swap would leave them pointing at the replaced tables: drop these foreign keys and add them again afterwards, or restore with --in-place; where they are of tables that an earlier restore kept (…_before_…), drop that database when you no longer need it");
    }

    /// <summary>Goes back by a session of its own: the one that failed may be gone.</summary>
    private void Undo(
        LiveDatabase live, string[] replaced, IReadOnlyCollection<string>? triggersOf, RoutineGrants grants, Exception failure)
    {
        try
        {
            using MySqlConnection connection = SchemaLoader.Open(request.Connection, CancellationToken.None);
            Placeholders.DropTables(connection, request.Live);
            // The answer to the RENAME may be what was lost; where the tables are says whether it was carried out.
            if (_renamed || IsRenamed(connection, replaced))
            {
                LiveDatabase now = LiveDatabase.Read(connection, request.Live);
                now.DropTriggers(connection, request.NewTables);
                Rename(connection, request.NewTables.Select(table => (request.Live, request.Shadow, table)).Concat(replaced.Select(table => (request.Previous, request.Live, table))));
                live.PointAgainAt(connection, replaced);
            }

            // Their collation is part of what the objects are made with.
            if (live.Exists && request.Extent == RestoreExtent.Database)
                connection.Execute($"ALTER DATABASE {Identifier.Quote(request.Live)} {live.Defaults}");
            live.PutBack(connection, triggersOf);
            string[] lost = triggersOf is null ? [.. grants.GiveAgain(connection)] : [];
            if (_previousMade) connection.Execute($"DROP DATABASE {Identifier.Quote(request.Previous)}");
            if (_liveMade) connection.Execute($"DROP DATABASE {Identifier.Quote(request.Live)}");
            if (lost.Length > 0) throw new BackupException(BackupError.RestoreFailed, string.Join("; ", lost), "run these statements by an account that may");
        }
        catch (Exception second) when (second is BackupException or MySqlException or MySqlConnectionException or MySqlConnectException)
        {
            throw new BackupException(
                BackupError.RestoreFailed,
                $"the swap failed ({failure.Message}) and could not be undone ({second.Message})",
                $"the replaced tables are in '{request.Previous}' or still in '{request.Live}'; the definitions of their triggers, views and routines are in the column way_back of '{request.Shadow}'.`_schoolbackup`",
                failure);
        }
    }

    /// <summary>One statement moves all or none, so the first move tells of them all.</summary>
    private bool IsRenamed(MySqlConnection connection, string[] replaced)
    {
        if (replaced.Length > 0) return Holds(connection, request.Previous, replaced[0]);
        return request.NewTables.Count > 0 && !Holds(connection, request.Shadow, request.NewTables[0]);
    }

    private static bool Holds(MySqlConnection connection, string schema, string table) => connection.Scalar(
        $"SELECT COUNT(*) FROM information_schema.tables WHERE {ServerNames.Is("table_schema", schema)} AND {ServerNames.Is("table_name", table)}") != "0";
}
