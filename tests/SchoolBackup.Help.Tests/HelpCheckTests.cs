using SchoolBackup.Help.Text;

namespace SchoolBackup.Help.Tests;

public sealed class HelpCheckTests : IDisposable
{
    private readonly SamplePages _pages = new();

    [Fact]
    public void Has_nothing_to_say_about_pages_that_fit() => Assert.Empty(Faults());

    [Fact]
    public void Misses_the_page_of_a_cmdlet()
    {
        File.Delete(_pages.File("Get-Pupil.md"));
        Assert.Contains(Faults(), fault => fault.EndsWith("there is no page for Get-Pupil", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Set-Pupil.md", "### -Grade", "### -Mark", "-Grade is not described")]
    [InlineData("Set-Pupil.md", "### -Grade", "### -Mark", "Set-Pupil has no -Mark")]
    [InlineData("Set-Pupil.md", "# Set-Pupil", "# Set-Child", "there is no cmdlet Set-Child")]
    [InlineData("Set-Pupil.md", "Changes what is known of *pupils*.", "", "the synopsis is one paragraph")]
    [InlineData("Set-Pupil.md", "Looks them up\nby `-Name`.", "", "there is no description")]
    [InlineData("Set-Pupil.md", "### System.String", "### System.Int32", "System.Int32 is no input")]
    [InlineData("Set-Pupil.md", "### System.String", "### System.Int32", "the input System.String is not described")]
    [InlineData("Set-Pupil.md", "### System.Version", "### System.Int32", "the output System.Version is not described")]
    [InlineData("Set-Pupil.md", "### Three\n\n```powershell", "### Three\n\n```text", "the example has no code")]
    [InlineData("Set-Pupil.md", "### Two\n", "", "there are fewer than 3 examples")]
    [InlineData("Set-Pupil.md", "[about_Pupils]", "[about_Teachers]", "the link about_Teachers leads nowhere")]
    [InlineData("Get-Pupil.md", "- [Set-Pupil](Set-Pupil.md)", "", "there are no related links")]
    [InlineData("shared-parameters.md", "## -Port", "## -Socket", "no cmdlet has -Socket")]
    [InlineData("shared-parameters.md", "## -Server\n\nWhere.\n", "", "-Server is not described")]
    [InlineData("about_Pupils.md", "What pupils are.", "", "the short description is one paragraph")]
    [InlineData("about_Pupils.md", "What pupils are.", "What pupils are, where they come from, where they go, and what becomes of them.", "the short description is longer than a line, and lists show no more of it")]
    public void Says_what_does_not_fit(string page, string old, string replacement, string expected)
    {
        _pages.Replace(page, old, replacement);
        Assert.Contains(Faults(), fault => fault.EndsWith("error HELP: " + expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Says_where_it_is_as_compilers_do()
    {
        _pages.Replace("Set-Pupil.md", "### -Grade", "### -Mark");
        Assert.Contains($"{_pages.File("Set-Pupil.md")}(20): error HELP: Set-Pupil has no -Mark", Faults());
    }

    [Theory]
    [InlineData("## Description", "### Description", "skips a level")]
    [InlineData("### -Grade", "#### -Grade", "no heading is shown under '-Name'")]
    [InlineData("Looks them up", "### Details\n\nLooks them up", "no heading is shown under 'Description'")]
    [InlineData("## Parameters\n", "## Parameters\n\nThere are many.\n", "only what stands under a heading is shown")]
    [InlineData("How they do.", "| a |\n|---|\n| b |", "help has no way to show")]
    [InlineData("How they do.", "![face](face.png)", "help has no way to show")]
    [InlineData("## Notes", "## Remarks", "'Remarks' is none of")]
    [InlineData("# Set-Pupil\n", "Set-Pupil\n", "does not begin with its title")]
    public void Refuses_what_a_terminal_cannot_show(string old, string replacement, string expected)
    {
        _pages.Replace("Set-Pupil.md", old, replacement);
        Assert.Contains(expected, Assert.Throws<HelpException>(() => Faults()).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _pages.Dispose();

    private List<string> Faults() => [.. HelpCheck.Faults(SampleSurface.All, HelpPages.Read(_pages.Folder), _pages.Folder)];
}
