using SchoolBackup.Engine.Reporting;

namespace SchoolBackup.Engine.Erp;

/// <summary>Sends the rows of some tables of a file to where they belong, in the order of the file.</summary>
internal sealed class ErpRows(ErpFile file, IReadOnlyDictionary<string, ErpTarget> wanted, IProgress<RunProgress> progress)
{
    private const long ReportEvery = 4 << 20;

    /// <param name="open">Begins a table.</param>
    /// <param name="stop">Ends it between two rows.</param>
    /// <returns>Rows sent.</returns>
    /// <exception cref="Errors.BackupException">BackupDamaged, RestoreFailed.</exception>
    public long Send(Func<ErpTarget, ErpInsert> open, CancellationToken stop)
    {
        using ErpDocument document = file.OpenDocument();
        ErpInsert? table = null;
        long rows = 0, reported = 0;
        try
        {
            for (ErpPart part = document.Read(); part != ErpPart.End; part = document.Read())
            {
                stop.ThrowIfCancellationRequested();
                if (part == ErpPart.Table)
                {
                    Finish(ref table);
                    if (wanted.TryGetValue(document.Table, out ErpTarget? target)) table = open(target);
                    continue;
                }

                if (table is null) continue;
                table.Add(document.Row);
                rows++;
                if (document.Position - reported < ReportEvery) continue;
                reported = document.Position;
                progress.Report(new RunProgress(RunPhase.Loading, document.Table, rows, reported, file.Length));
            }

            Finish(ref table);
            return rows;
        }
        finally
        {
            table?.Dispose();
        }
    }

    private static void Finish(ref ErpInsert? table)
    {
        table?.Flush();
        table?.Dispose();
        table = null;
    }
}
