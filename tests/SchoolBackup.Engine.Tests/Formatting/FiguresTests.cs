using SchoolBackup.Engine.Formatting;

namespace SchoolBackup.Engine.Tests.Formatting;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "0.98 KiB")]
    [InlineData(1536, "1.50 KiB")]
    [InlineData(10 * 1024, "10.0 KiB")]
    [InlineData(1048576, "1.00 MiB")]
    [InlineData(1_450_000_000, "1.35 GiB")]
    [InlineData(long.MaxValue, "8192 PiB")]
    public void Sizes_have_about_three_digits(long bytes, string text) => Assert.Equal(text, Figures.Size(bytes));

    [Theory]
    [InlineData(0, "0.00 s")]
    [InlineData(420, "0.42 s")]
    [InlineData(12_340, "12.3 s")]
    [InlineData(59_960, "0 min 59 s")]
    [InlineData(245_000, "4 min 05 s")]
    [InlineData(7_620_000, "2 h 07 min")]
    public void Durations_use_the_unit_that_fits(int milliseconds, string text) => Assert.Equal(text, Figures.Duration(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(1, "1 table")]
    [InlineData(0, "0 tables")]
    [InlineData(2000, "2,000 tables")]
    public void Counts_agree_with_their_noun(long count, string text) => Assert.Equal(text, Figures.Count(count, "table"));
}
