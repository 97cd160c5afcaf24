using FsCheck.Fluent;
using FsCheck;
using SchoolBackup.Cli.Progress;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;

namespace SchoolBackup.Cli.Tests;

public sealed class ProgressLineTests
{
    private static readonly RunProgress Halfway = new(RunPhase.Reading, "school.marks", 1_000_000, 50_000_000, 100_000_000);

    [Fact]
    public void The_bar_says_phase_share_rate_time_left_and_table() => Assert.Equal(
        "reading  [##########..........]  50 %  5.0 MB/s, 100,000 rows/s  0:10 left  school.marks",
        ProgressLine.Bar(Halfway, TimeSpan.FromSeconds(10), 200));

    [Theory]
    [InlineData(80, "reading  [##########..........]  50 %  5.0 MB/s, 100,000 rows/s  0:10 left")]
    [InlineData(60, "reading  [##########..........]  50 %  0:10 left")]
    [InlineData(30, "reading  50 %  0:10 left")]
    [InlineData(15, "reading  50 %")]
    [InlineData(5, "readi")]
    [InlineData(0, "")]
    [InlineData(-1, "")]
    public void What_does_not_fit_is_left_out_the_least_useful_first(int width, string line) =>
        Assert.Equal(line, ProgressLine.Bar(Halfway, TimeSpan.FromSeconds(10), width));

    [Fact]
    public void Within_the_first_second_there_is_no_rate_to_tell() =>
        Assert.Equal("reading  [##########..........]  50 %  school.marks", ProgressLine.Bar(Halfway, TimeSpan.FromMilliseconds(900), 200));

    [Fact]
    public void A_phase_of_unknown_length_has_no_share_and_no_end() => Assert.Equal(
        "checking  5.0 MB/s, 100,000 rows/s  school.marks",
        ProgressLine.Bar(Halfway with { Phase = RunPhase.Checking, ExpectedBytes = 0 }, TimeSpan.FromSeconds(10), 200));

    [Fact]
    public void Hours_are_told_as_hours() => Assert.Contains(
        "2:46:30 left", ProgressLine.Bar(Halfway with { Bytes = 100_000 }, TimeSpan.FromSeconds(10), 200), StringComparison.Ordinal);

    [Fact]
    public void The_line_of_a_log_has_the_sums() => Assert.Equal(
        "reading: 47.7 MiB, 1,000,000 rows, 50 %, 5.0 MB/s, 100,000 rows/s, 0:10 left, school.marks",
        ProgressLine.Log(Halfway, TimeSpan.FromSeconds(10)));

    [Fact]
    public void A_phase_that_has_done_nothing_yet_is_only_named() =>
        Assert.Equal("finishing", ProgressLine.Log(new RunProgress(RunPhase.Finishing, null, 0, 0, 0), TimeSpan.Zero));

    [Fact]
    public void No_line_is_wider_than_the_terminal_or_steers_it() => Prop.ForAll(Facts(), facts =>
    {
        string line = ProgressLine.Bar(facts.Progress, facts.InPhase, facts.Width);
        return Letters.Columns(line) <= Math.Max(0, facts.Width) && !line.Any(char.IsControl);
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<(RunProgress Progress, TimeSpan InPhase, int Width)> Facts() => (
        from phase in Gen.Elements(Enum.GetValues<RunPhase>())
        from subject in ArbMap.Default.GeneratorFor<string?>()
        from rows in ArbMap.Default.GeneratorFor<long>()
        from bytes in ArbMap.Default.GeneratorFor<long>()
        from expected in ArbMap.Default.GeneratorFor<long>()
        from milliseconds in Gen.Choose(0, int.MaxValue)
        from width in Gen.Choose(-1, 200)
        select (new RunProgress(phase, subject, Math.Abs(rows % long.MaxValue), Math.Abs(bytes % long.MaxValue), Math.Abs(expected % long.MaxValue)),
            TimeSpan.FromMilliseconds(milliseconds), width)).ToArbitrary();
}
