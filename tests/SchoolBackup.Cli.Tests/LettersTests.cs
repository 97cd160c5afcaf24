using SchoolBackup.Cli.Terminal;

namespace SchoolBackup.Cli.Tests;

public sealed class LettersTests
{
    [Fact]
    public void A_name_cannot_steer_the_terminal() => Assert.Equal("a\uFFFD[31mb", Letters.Printable("a\e[31mb"));

    [Fact]
    public void A_table_lines_up_wide_letters_too()
    {
        var table = new TextTable(("NAME", Side.Left), ("SIZE", Side.Right));
        table.Add("学校", "1");
        table.Add("school", "10");

        Assert.Equal(["NAME    SIZE", "学校       1", "school    10"], table.Lines(Palette.None));
    }
}
