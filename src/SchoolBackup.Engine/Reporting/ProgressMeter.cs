namespace SchoolBackup.Engine.Reporting;

/// <summary>Adds up what several workers have done.</summary>
internal sealed class ProgressMeter(IProgress<RunProgress> progress, RunPhase phase, long expectedBytes)
{
    private readonly Lock _gate = new();
    private long _rows;
    private long _bytes;

    public void Add(DumpedChunk chunk) => Add(chunk.Table, chunk.Rows, chunk.Bytes);

    public void Add(string subject, long rows, long bytes)
    {
        lock (_gate)
        {
            _rows += rows;
            _bytes += bytes;
            progress.Report(new RunProgress(phase, subject, _rows, _bytes, Math.Max(expectedBytes, _bytes)));
        }
    }
}

/// <summary>Rows that went into the backup.</summary>
/// <param name="Table">Their table.</param>
/// <param name="Rows">How many.</param>
/// <param name="Bytes">SQL text of them.</param>
internal readonly record struct DumpedChunk(string Table, long Rows, long Bytes);
