using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// Makes the stored objects of a live database once more, in a database of their own, before one of them is dropped. Whether a server
/// takes an object depends on more than privileges (the binary log, definers, the mode, the version), so it is asked, and not guessed.
/// </summary>
internal static class Rehearsal
{
    /// <summary>Proves that the account could make the objects again if a restore had to be undone.</summary>
    /// <param name="options">Server and account of the restore.</param>
    /// <param name="live">What is about to be replaced.</param>
    /// <param name="triggersOf">With it, only the triggers of these tables.</param>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.TargetLacksCapability"/>: the server refuses one. Nothing has been changed.
    /// </exception>
    public static void OfWayBack(ConnectionOptions options, LiveDatabase live, IReadOnlyCollection<string>? triggersOf)
    {
        StoredObject[] objects = [.. live.Stored(triggersOf)];
        if (live.Entry is not { } entry || objects.Length == 0) return;
        using ScratchSchema scratch = ScratchSchema.Create(options, entry, "rehearsal", CancellationToken.None);
        scratch.Use(() =>
        {
            using MySqlConnection connection = SchemaLoader.Open(options, CancellationToken.None);
            foreach (string statement in live.EmptyTables(scratch.Name, triggersOf)) connection.Execute(statement);
            connection.Execute($"USE {Identifier.Quote(scratch.Name)}");
            foreach (ChunkKind kind in LiveDatabase.StoredKinds)
            {
                if (kind == ChunkKind.Views) MakeInvalidViews(connection, live, objects, scratch.Name);
                Make(connection, live, kind, objects, scratch.Name);
            }

            RequireSame(connection, live, objects, scratch.Name);
            return true;
        });
    }

    private static void Make(
        MySqlConnection connection, LiveDatabase live, ChunkKind kind, IReadOnlyCollection<StoredObject> objects, string scratch)
    {
        using var source = new MemoryStream(live.StoredText(kind, objects, scratch));
        using var statements = new StatementSplitter(source);
        string name = "";
        while (statements.Read())
        {
            ReadOnlySpan<byte> statement = statements.Statement.Span;
            if (statements.Kind != StatementKind.Sql) continue;
            // Every object's text begins with its DROP … IF EXISTS.
            if (statement.StartsWith("DROP "u8)) name = System.Text.Encoding.UTF8.GetString(statement);
            try
            {
                connection.Execute(
                    statement.StartsWith("CREATE"u8) ? InScratch(statement, statements.Dialect, kind, live.Name, scratch) : statement);
            }
            catch (MySqlException refused)
            {
                throw NoWayBack(
                    live,
                    $"{name.Replace("DROP ", "", StringComparison.Ordinal).Replace("IF EXISTS ", "", StringComparison.Ordinal)}: {ServerFault.Of(refused).Message}",
                    "restore with an account that may make it (SET USER, or SUPER on older servers; on MySQL SET_ANY_DEFINER, and SYSTEM_USER for definers that have it), set log_bin_trust_function_creators "
                        + "where the binary log is the reason, or restore beside it with --database",
                    refused);
            }
        }
    }

    private static void MakeInvalidViews(
        MySqlConnection connection, LiveDatabase live, IReadOnlyCollection<StoredObject> objects, string scratch)
    {
        using var invalid = new InvalidViews(connection, scratch);
        foreach (StoredObject view in objects.Where(one => one.Invalid is not null))
        {
            byte[] create = InScratch(view.Statement, default, ChunkKind.Views, live.Name, scratch);
            if (invalid.Create(new InvalidView(view.Name, view.ClientCharset, view.ConnectionCollation, create)) is { } reason)
                throw NoWayBack(
                    live,
                    $"the invalid view {view.Name}: {reason}",
                    "make what the view names, drop the view if nobody needs it, or restore beside it with --database",
                    null);
        }
    }

    /// <summary>A server may take an object and make another of it.</summary>
    private static void RequireSame(
        MySqlConnection connection, LiveDatabase live, IReadOnlyCollection<StoredObject> objects, string scratch)
    {
        IEnumerable<StoredObject> expected = objects.Select(one => one with
        {
            Statement = InScratch(one.Statement, SqlDialect.FromSqlMode(one.SqlMode ?? ""), DumpPlan.ChunkOf(one.Kind), live.Name, scratch),
        });
        string[] differences = [.. StoredDifferences.Between(expected, [.. LiveDatabase.Read(connection, scratch).Stored(null)])];
        if (differences.Length > 0)
            throw NoWayBack(
                live,
                $"made a second time, {string.Join("; ", differences)}",
                "restore beside it with --database, or drop these objects first if nobody needs them as they are",
                null);
    }

    private static BackupException NoWayBack(LiveDatabase live, string why, string hint, Exception? refused) => new(
        BackupError.TargetLacksCapability,
        $"'{live.Name}' has an object that could not be made again if the restore had to be undone ({why}); nothing has been changed",
        hint,
        refused);

    private static byte[] InScratch(ReadOnlySpan<byte> statement, SqlDialect dialect, ChunkKind kind, string from, string to)
    {
        byte[] sql = SchemaRewriter.Rewrite(statement.ToArray(), new SchemaRename(from, to) { Dialect = dialect }).Sql;
        return kind == ChunkKind.Events ? EventStatus.Disable(sql, dialect) : sql;
    }
}
