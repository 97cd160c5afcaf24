namespace SchoolBackup.Engine.Reporting;

/// <summary>What a run within another reports: whatever it does is one phase of that.</summary>
/// <param name="outer">Where the other run reports.</param>
/// <param name="phase">The phase of the other run.</param>
internal sealed class SinglePhase(IProgress<RunProgress> outer, RunPhase phase) : IProgress<RunProgress>
{
    public void Report(RunProgress value) => outer.Report(value with { Phase = phase });
}
