using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;
using static SchoolBackup.MySql.ServerErrorNumber;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// Makes the stored objects of somebody else's dump by the account that may use the scratch schema alone. What that account is refused for
/// is an error, with two exceptions, of which neither acts outside: a view that reads other databases is not made, but named; and where
/// only an administrator may make functions and triggers (the binary log), the run's own account makes them.
/// </summary>
/// <param name="fenced">A session of the dump's account.</param>
/// <param name="owner">A session of the run's account.</param>
internal sealed class StoredTrial(MySqlConnection fenced, MySqlConnection owner)
{
    private readonly List<string> _beyond = [];

    /// <summary>Views that were not made, because they read other databases, or views that do.</summary>
    public IReadOnlyList<string> Beyond => _beyond;

    public void Begin(string schema)
    {
        DumpSession.Begin(fenced, schema);
        DumpSession.Begin(owner, schema);
    }

    /// <summary>Sets what the dump sets, in both sessions.</summary>
    public void Set(ReadOnlySpan<byte> statement, string path, long line)
    {
        DumpSession.Execute(fenced, statement, path, line);
        DumpSession.Execute(owner, statement, path, line);
    }

    /// <summary>Makes one object.</summary>
    /// <exception cref="BackupException">RestoreFailed with the line, or what else the server's answer means.</exception>
    public void Make(IReadOnlyList<byte[]> statements, SqlDialect dialect, string path, long line)
    {
        DumpSession.RequireReadsAs(fenced, dialect, path, line);
        foreach (byte[] statement in statements)
        {
            try
            {
                DumpSession.Execute(fenced, statement, path, line);
            }
            catch (BackupException refused) when (refused.InnerException is MySqlException { Number: RoutineNeedsSuper })
            {
                DumpSession.Execute(owner, statement, path, line);
            }
            catch (BackupException refused) when (IsViewBeyond(refused, new SignificantTokens(statement, dialect)))
            {
                _beyond.Add(Invariant($"line {line}, '{DumpScan.Excerpt(statement)}'"));
            }
        }
    }

    /// <summary>A privilege on a table, column or function is missing; or a view before it was not made.</summary>
    private bool IsViewBeyond(BackupException refused, SignificantTokens tokens) =>
        tokens.IsWord(0, "CREATE") && tokens.IsWord(DumpGrammar.KindOf(tokens), "VIEW") && refused.InnerException is MySqlException answer
        && (answer.Number is TableAccessDenied or ColumnAccessDenied or RoutineAccessDenied || (_beyond.Count > 0 && answer.Number is UnknownTable or ViewInvalid));
}
