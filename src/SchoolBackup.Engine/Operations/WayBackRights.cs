using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Operations;

/// <summary>
/// What an account must be able to see and make so that a restore that fails can put the live database back. The scratch database of a
/// <see cref="Rehearsal"/> may be granted otherwise than the live one, so these are asked for by name.
/// </summary>
internal static class WayBackRights
{
    /// <exception cref="BackupException">PrivilegeMissing, naming the privileges and what needs them.</exception>
    public static void Require(MySqlConnection connection, RestorePlan plan, RestoreOptions options, Privileges privileges)
    {
        if (options.Placement == Placement.Upsert) return;
        (string Privilege, string Why)[] lacking =
        [
            .. Needed(connection, plan).Where(need => !privileges.On(plan.Target, need.Privilege)),
        ];
        if (lacking.Length > 0)
        {
            throw new BackupException(
                BackupError.PrivilegeMissing,
                $"the account '{options.Connection.User}' could not put back what '{plan.Target}' has now: it lacks {string.Join(", ", lacking.Select(need => $"{need.Privilege} for {need.Why}"))}",
                $"grant them on the database, or use another account");
        }

        if (plan.Extent != RestoreExtent.Tables) RequireVisibleRoutines(connection, plan.Target, options);
    }

    private static IEnumerable<(string Privilege, string Why)> Needed(MySqlConnection connection, RestorePlan plan)
    {
        bool hasTables = Has(connection, "tables", "table_schema", plan.Target);
        // Without TRIGGER or EVENT nobody sees whether there are any, and a table that is dropped takes its triggers along.
        if (hasTables) yield return ("TRIGGER", "triggers");
        if (plan.Extent == RestoreExtent.Tables) yield break;
        if (hasTables && plan.Extent == RestoreExtent.Database) yield return ("EVENT", "events");
        if (Has(connection, "views", "table_schema", plan.Target))
        {
            yield return ("SHOW VIEW", "views");
            yield return ("CREATE VIEW", "views");
        }

        if (Has(connection, "routines", "routine_schema", plan.Target))
        {
            yield return ("CREATE ROUTINE", "routines");
            yield return ("ALTER ROUTINE", "routines");
        }
    }

    private static bool Has(MySqlConnection connection, string list, string schemaColumn, string database) =>
        connection.Scalar($"SELECT 1 FROM information_schema.{list} WHERE {ServerNames.Is(schemaColumn, database)} LIMIT 1") is not null;

    /// <summary>A routine whose body nobody shows could not be put back.</summary>
    private static void RequireVisibleRoutines(MySqlConnection connection, string target, RestoreOptions options)
    {
        IReadOnlyList<string> hidden = connection.Rows(
            $"SELECT routine_name FROM information_schema.routines WHERE {ServerNames.Is("routine_schema", target)} AND routine_definition IS NULL ORDER BY 1",
            row => row.GetString(0));
        if (hidden.Count == 0) return;
        throw new BackupException(
            BackupError.PrivilegeMissing,
            $"the account '{options.Connection.User}' cannot see the definitions of routines in '{target}', and could not put them back: {string.Join(", ", hidden.Take(10))}",
            connection.Server.Flavor == ServerFlavor.MariaDb ? "grant it SELECT on mysql.proc, or SHOW CREATE ROUTINE from MariaDB 11.3 on" : "grant it SHOW_ROUTINE");
    }
}
