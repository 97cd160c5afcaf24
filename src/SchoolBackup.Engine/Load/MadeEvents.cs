using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>What became of an event whose CREATE was answered with OK.</summary>
internal enum MadeEvent
{
    AsWritten,

    /// <summary>Its time has passed: it is there, and does nothing.</summary>
    Disabled,

    /// <summary>Its time has passed, and the server keeps none of it.</summary>
    Lost,
}

/// <summary>Looks in the catalogue what a CREATE EVENT has made: a server may answer OK and keep nothing.</summary>
/// <param name="connection">The session that makes the events.</param>
/// <param name="schema">Their database.</param>
/// <param name="moment">A time at which their schedules lay ahead.</param>
internal sealed class MadeEvents(MySqlConnection connection, string schema, DateTimeOffset moment)
{
    /// <summary>
    /// An event whose time has passed is dropped by the CREATE EVENT itself, with a note. It is made again as of the moment of the backup,
    /// and disabled:
    /// otherwise the server would run at once what should have run then, a second time maybe.
    /// </summary>
    /// <param name="name">The event, whose CREATE was answered with OK.</param>
    /// <param name="create">That statement.</param>
    /// <param name="dialect">How it was written.</param>
    /// <seealso href="https://mariadb.com/kb/en/create-event/"/>
    public MadeEvent Keep(string name, ReadOnlySpan<byte> create, SqlDialect dialect)
    {
        if (Status(name) is { } status)
            return status != "DISABLED" || EventStatus.IsDisabled(create, dialect)
                ? MadeEvent.AsWritten
                : MadeEvent.Disabled;
        connection.Execute(Invariant($"SET SESSION timestamp = {moment.ToUnixTimeSeconds()}"));
        try
        {
            connection.Execute(EventStatus.Disable(create, dialect));
        }
        finally
        {
            connection.Execute("SET SESSION timestamp = DEFAULT");
        }

        return Status(name) is null ? MadeEvent.Lost : MadeEvent.Disabled;
    }

    /// <summary>What a person should know of it, or null.</summary>
    /// <param name="made">What became of it.</param>
    /// <param name="name">The event.</param>
    /// <param name="wasOff">Whether it was disabled when it was backed up.</param>
    public static string? Words(MadeEvent made, string name, bool wasOff) => made switch
    {
        MadeEvent.Lost => $"the event {name} could not be restored, because its time has passed; its definition is in the backup",
        MadeEvent.Disabled when !wasOff => $"the event {name} is disabled, because its time has passed",
        _ => null,
    };

    private string? Status(string name) => connection.Scalar(
        $"SELECT status FROM information_schema.events WHERE {ServerNames.Is("event_schema", schema)} AND event_name = {SqlLiteral.Quote(name)}");
}
