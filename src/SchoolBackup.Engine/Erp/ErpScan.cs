using SchoolBackup.Engine.Reporting;

namespace SchoolBackup.Engine.Erp;

/// <summary>Reads a whole file before anything is done with it: its tag first, then its JSON to the end.</summary>
internal sealed class ErpScan(ErpFile file, IProgress<RunProgress> progress)
{
    private const long ReportEvery = 4 << 20;

    /// <exception cref="Errors.BackupException">BackupDamaged, FormatTooNew.</exception>
    public ErpContents Read(CancellationToken stop)
    {
        CheckTag(stop);
        using ErpDocument document = file.OpenDocument();
        var tables = new List<ErpTable>();
        var columns = new ErpColumns([]);
        long rows = 0, all = 0, reported = 0;
        for (ErpPart part = document.Read(); part != ErpPart.End; part = document.Read())
        {
            if (part == ErpPart.Table)
            {
                tables.Add(new ErpTable(document.Table, 0, []));
                (columns, rows) = (new ErpColumns([]), 0);
                continue;
            }

            stop.ThrowIfCancellationRequested();
            columns.AddFrom(document.Row);
            tables[^1] = tables[^1] with { Rows = ++rows, Columns = columns.Names };
            all++;
            if (document.Position - reported < ReportEvery) continue;
            reported = document.Position;
            progress.Report(new RunProgress(RunPhase.Checking, document.Table, all, reported, file.Length));
        }

        return new ErpContents(document.Timestamp, tables, document.Unknown);
    }

    /// <summary>Every byte against the tag, and nothing else.</summary>
    public void CheckTag(CancellationToken stop)
    {
        long reported = 0;
        file.CheckTag(
            read =>
            {
                if (read - reported < ReportEvery) return;
                reported = read;
                progress.Report(new RunProgress(RunPhase.Checking, null, 0, read, file.Length));
            },
            stop);
    }
}
