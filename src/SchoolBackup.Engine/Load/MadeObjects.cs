using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>Looks in the catalogue whether what was made is there: a server may answer OK to a CREATE and keep nothing.</summary>
/// <param name="connection">The session that makes the objects.</param>
/// <param name="schema">Their database.</param>
/// <param name="moment">When they were backed up.</param>
internal sealed class MadeObjects(MySqlConnection connection, string schema, DateTimeOffset moment)
{
    /// <summary>
    /// An event whose time has passed is dropped by the CREATE EVENT itself, with a note. It is made again as of the moment of the backup, and disabled:
    /// otherwise the server would run at once what should have run then, a second time maybe.
    /// </summary>
    /// <param name="name">The event, whose CREATE was answered with OK.</param>
    /// <param name="create">That statement.</param>
    /// <param name="dialect">How it was written.</param>
    /// <returns>What a person should know, or null.</returns>
    /// <seealso href="https://mariadb.com/kb/en/create-event/"/>
    public string? KeepPastEvent(string name, ReadOnlySpan<byte> create, SqlDialect dialect)
    {
        bool wasOff = EventStatus.IsDisabled(create, dialect);
        string? status = Status(name);
        if (status is not null) return status != "DISABLED" || wasOff ? null : $"the event {name} is disabled, because its time has passed";
        connection.Execute(Invariant($"SET SESSION timestamp = {moment.ToUnixTimeSeconds()}"));
        try
        {
            connection.Execute(EventStatus.Disable(create, dialect));
        }
        finally
        {
            connection.Execute("SET SESSION timestamp = DEFAULT");
        }

        return Status(name) is null
            ? $"the event {name} could not be restored, because its time has passed; its definition is in the backup"
            : wasOff ? null : $"the event {name} is disabled, because its time has passed";
    }

    /// <param name="kind">Routines, Views, Triggers or Events.</param>
    /// <param name="names">What was made, without the events that <see cref="KeepPastEvent"/> told of.</param>
    /// <exception cref="BackupException">RestoreFailed: some of it is not there.</exception>
    public void Require(ChunkKind kind, IReadOnlyCollection<string> names)
    {
        if (names.Count == 0) return;
        (string table, string prefix) = kind switch
        {
            ChunkKind.Views => ("views", "table"),
            ChunkKind.Triggers => ("triggers", "trigger"),
            ChunkKind.Events => ("events", "event"),
            _ => ("routines", "routine"),
        };
        string schemaColumn = kind == ChunkKind.Views ? "table_schema" : $"{prefix}_schema";
        StringComparer comparer = kind is ChunkKind.Views or ChunkKind.Triggers ? NameRules.Of(connection).Tables : NameRules.Programs;
        var found = connection.Rows($"SELECT {prefix}_name FROM information_schema.{table} WHERE {schemaColumn} = {SqlLiteral.Quote(schema)}", row => row.GetString(0))
            .ToHashSet(comparer);
        string[] missing = [.. names.Where(name => !found.Contains(name)).Distinct(StringComparer.Ordinal)];
        if (missing.Length == 0) return;
        throw new BackupException(
            BackupError.RestoreFailed,
            $"of {names.Count} {table}, {missing.Length} are not in '{schema}' after they were made: {string.Join(", ", missing)}",
            "look whether the account sees them (SHOW GRANTS), and into the server's error log");
    }

    private string? Status(string name) => connection.Scalar(
        $"SELECT status FROM information_schema.events WHERE {ServerNames.Is("event_schema", schema)} AND event_name = {SqlLiteral.Quote(name)}");
}
