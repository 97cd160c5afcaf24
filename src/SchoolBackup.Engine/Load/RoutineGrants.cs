using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;
using static SchoolBackup.MySql.ServerErrorNumber;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// Privileges on single routines of a live database. A server forgets them together with a routine that is dropped, even if it is made
/// again at once, so they are read before and given again after.
/// </summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/drop-procedure.html"/>
internal sealed class RoutineGrants
{
    private readonly IReadOnlyList<string> _statements;
    private readonly string? _unread;

    private RoutineGrants(IReadOnlyList<string> statements, string? unread) => (_statements, _unread) = (statements, unread);

    /// <summary>Reads them; an account that may not is told of it by <see cref="GiveAgain"/>.</summary>
    public static RoutineGrants Read(MySqlConnection connection, string database)
    {
        if (connection.Scalar($"SELECT 1 FROM information_schema.routines WHERE {ServerNames.Is("routine_schema", database)} LIMIT 1") is null) return new([], null);
        try
        {
            return new(
                connection.Rows(
                    $"SELECT user, host, routine_type, routine_name, proc_priv FROM mysql.procs_priv WHERE {ServerNames.Is("CONVERT(db USING utf8mb4)", database)}",
                    row => Statement(row, database)),
                null);
        }
        catch (MySqlException denied) when (denied.Number is DatabaseAccessDenied or TableAccessDenied or ColumnAccessDenied)
        {
            return new([], $"privileges on single routines of '{database}' could not be read; where there were any, give them again (SELECT on mysql.procs_priv lets a restore do that)");
        }
    }

    /// <summary>Gives them again, as far as their routines are there again.</summary>
    /// <returns>The statements that the account may not run, for somebody who may.</returns>
    public IReadOnlyList<string> GiveAgain(MySqlConnection connection)
    {
        var refused = new List<string>();
        if (_unread is not null) refused.Add(_unread);
        if (_statements.Count == 0) return refused;
        // A privilege that a dropped account left behind must not make that account anew.
        if (connection.Server.Quirks.GrantMakesAccounts) connection.Execute("SET SESSION sql_mode = 'NO_AUTO_CREATE_USER'");
        foreach (string statement in _statements)
        {
            try
            {
                connection.Execute(statement);
            }
            catch (MySqlException gone) when (gone.Number is UnknownRoutine)
            {
                // The backup has no such routine, so there is nothing to execute.
            }
            catch (MySqlException denied)
            {
                refused.Add(
                    $"a privilege on a routine was lost and could not be given again ({denied.Message}); let somebody run: {statement}");
            }
        }

        connection.Execute(ServerSession.SetSqlMode);
        return refused;
    }

    private static string Statement(RowReader row, string database)
    {
        (string user, string host) = (row.GetString(0), row.GetString(1));
        string[] privileges = row.GetString(4).Split(',');
        string list = string.Join(", ", privileges.Where(one => one != "Grant").DefaultIfEmpty("USAGE"));
        // MariaDB keeps roles, and everybody, without a host.
        string account =
            host.Length > 0 ? $"{Identifier.Quote(user)}@{Identifier.Quote(host)}" : user == "PUBLIC" ? user : Identifier.Quote(user);
        return $"GRANT {list} ON {row.GetString(2)} {Identifier.Quote(database, row.GetString(3))} TO {account}{(privileges.Contains("Grant") ? " WITH GRANT OPTION" : "")}";
    }
}
