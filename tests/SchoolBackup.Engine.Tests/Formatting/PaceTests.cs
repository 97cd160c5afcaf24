using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Formatting;
using SchoolBackup.Engine.Reporting;

namespace SchoolBackup.Engine.Tests.Formatting;

public sealed class PaceTests
{
    private static readonly RunProgress Halfway = new(RunPhase.Reading, "school.marks", 1_000_000, 50_000_000, 100_000_000);

    [Fact]
    public void Every_phase_has_a_name_of_its_own() =>
        Assert.Equal(Enum.GetValues<RunPhase>().Length, Enum.GetValues<RunPhase>().Select(Pace.Name).Distinct().Count());

    [Fact]
    public void Halfway_takes_as_long_again()
    {
        var pace = new Pace(Halfway, TimeSpan.FromSeconds(10));

        Assert.Equal((0.5, TimeSpan.FromSeconds(10)), (pace.Share!.Value, pace.Left!.Value));
        Assert.Equal(("5.0 MB/s, 100,000 rows/s", "0:10 left"), (pace.RateText, pace.LeftText));
    }

    [Fact]
    public void A_rotation_counts_files()
    {
        var pace = new Pace(new RunProgress(RunPhase.Rewrapping, "backup.sql.gz.enc", 0, 3, 1000), TimeSpan.FromSeconds(10));

        Assert.Equal(("3 of 1,000 files", ""), (pace.DoneText, pace.RateText));
    }

    [Fact]
    public void What_is_not_known_is_not_guessed()
    {
        var early = new Pace(Halfway, TimeSpan.FromMilliseconds(900));
        var endless = new Pace(Halfway with { ExpectedBytes = 0 }, TimeSpan.FromSeconds(10));

        Assert.Equal((null, "", ""), (early.Left, early.RateText, early.LeftText));
        Assert.Equal((null, null, ""), (endless.Share, endless.Left, endless.LeftText));
    }
}
