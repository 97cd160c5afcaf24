using SchoolBackup.Engine.Dump;

namespace SchoolBackup.Engine.Operations;

/// <summary>Adds up what several workers have done.</summary>
internal sealed class ProgressMeter(IProgress<RunProgress> progress, RunPhase phase, long expectedBytes)
{
    private readonly Lock _gate = new();
    private long _rows;
    private long _bytes;

    public void Add(DumpedChunk chunk)
    {
        lock (_gate)
        {
            _rows += chunk.Rows;
            _bytes += chunk.Bytes;
            progress.Report(new RunProgress(phase, chunk.Table, _rows, _bytes, Math.Max(expectedBytes, _bytes)));
        }
    }
}
