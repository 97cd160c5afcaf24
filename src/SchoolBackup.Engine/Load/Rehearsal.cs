using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
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
        if (live.Entry is not { } entry || !live.HasStored(triggersOf)) return;
        using ScratchSchema scratch = ScratchSchema.Create(options, entry, "rehearsal", CancellationToken.None);
        scratch.Use(() =>
        {
            using MySqlConnection connection = SchemaLoader.Open(options, CancellationToken.None);
            foreach (string statement in live.EmptyTables(scratch.Name, triggersOf)) connection.Execute(statement);
            connection.Execute($"USE {Identifier.Quote(scratch.Name)}");
            foreach (ChunkKind kind in LiveDatabase.StoredKinds) Make(connection, live, kind, scratch.Name, triggersOf);
            return true;
        });
    }

    private static void Make(MySqlConnection connection, LiveDatabase live, ChunkKind kind, string scratch, IReadOnlyCollection<string>? triggersOf)
    {
        using var source = new MemoryStream(live.StoredText(kind, triggersOf, scratch));
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
                connection.Execute(statement.StartsWith("CREATE"u8) ? InScratch(statement, statements.Dialect, kind, live.Name, scratch) : statement);
            }
            catch (MySqlException refused)
            {
                throw new BackupException(
                    BackupError.TargetLacksCapability,
                    $"'{live.Name}' has an object that could not be made again if the restore had to be undone "
                        + $"({name.Replace(" IF EXISTS", "", StringComparison.Ordinal)}): {ServerFault.Of(refused).Message}; nothing has been changed",
                    "restore with an account that may make it (SET USER, or SUPER on older servers), set log_bin_trust_function_creators "
                        + "where the binary log is the reason, or restore beside it with --database",
                    refused);
            }
        }
    }

    private static byte[] InScratch(ReadOnlySpan<byte> statement, SqlDialect dialect, ChunkKind kind, string from, string to)
    {
        byte[] sql = SchemaRewriter.Rewrite(statement.ToArray(), new SchemaRename(from, to) { Dialect = dialect }).Sql;
        return kind == ChunkKind.Events ? EventStatus.Disable(sql, dialect) : sql;
    }
}
