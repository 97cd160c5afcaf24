using SchoolBackup.Cli.Progress;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;

namespace SchoolBackup.Cli.Tests;

public sealed class ProgressDisplayTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly StringWriter _written = new() { NewLine = "\n" };

    public void Dispose() => _written.Dispose();

    [Fact]
    public void A_terminal_is_written_at_most_ten_times_a_second()
    {
        using var bar = new ProgressBar(_clock, _written);

        for (int i = 0; i < 1000; i++, _clock.Advance(5)) bar.Report(Reading(i));

        Assert.InRange(_written.ToString().Count(c => c == '\r'), 40, 51); // five seconds
    }

    [Fact]
    public void The_line_is_gone_at_the_end()
    {
        using (var bar = new ProgressBar(_clock, _written)) bar.Report(Reading(1));

        Assert.EndsWith("\r\e[K", _written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\n", _written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_gets_a_line_at_each_phase_and_one_every_ten_seconds()
    {
        using var log = new ProgressLog(_clock, _written);

        log.Report(new RunProgress(RunPhase.Connecting, null, 0, 0, 0));
        for (int i = 0; i < 300; i++, _clock.Advance(100)) log.Report(Reading(0));
        log.Report(new RunProgress(RunPhase.Finishing, null, 0, 0, 0));

        Assert.Equal(["connecting", "reading", "reading", "reading", "finishing"], Lines());
    }

    [Fact]
    public void Phases_that_take_turns_do_not_flood_a_log()
    {
        using var log = new ProgressLog(_clock, _written);

        for (int i = 0; i < 100; i++)
        {
            log.Report(Reading(0));
            log.Report(new RunProgress(RunPhase.BuildingIndexes, null, 0, 0, 0));
        }

        Assert.Equal(["reading", "building indexes"], Lines());
    }

    private static RunProgress Reading(long bytes) => new(RunPhase.Reading, null, 0, bytes, 0);

    private string[] Lines() => _written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
