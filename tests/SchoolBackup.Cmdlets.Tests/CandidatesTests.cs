using SchoolBackup.Completion;

namespace SchoolBackup.Cmdlets.Tests;

public sealed class CandidatesTests
{
    private static readonly string[] Names = ["school", "School_2", "o'hara", "two words", "2024", "$home", "schüler"];

    [Theory]
    [InlineData("sch", "school|School_2|schüler")]
    [InlineData("SCHOOL_", "School_2")]
    [InlineData("'two", "'two words'")]
    [InlineData("\"two w", "'two words'")]
    [InlineData("o", "'o''hara'")]
    [InlineData("2", "'2024'")]
    [InlineData("$", "'$home'")]
    [InlineData("x", "")]
    [InlineData("*ool", "school|School_2")]
    [InlineData("'*words", "'two words'")]
    [InlineData("s?h", "school|School_2|schüler")]
    [InlineData("ool", "")]
    public void A_word_is_completed_to_what_can_be_typed(string word, string expected) =>
        Assert.Equal(expected, string.Join('|', Candidates.Of(Names, word).Select(candidate => candidate.Text)));

    [Theory]
    [InlineData("./", true)]
    [InlineData(".", true)]
    [InlineData("~", true)]
    [InlineData("'./my ba", true)]
    [InlineData("backups/back", true)]
    [InlineData("D:\\backups", true)]
    [InlineData("backup_2026.sql", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_word_with_a_folder_in_it_is_a_path(string? word, bool expected) => Assert.Equal(expected, Candidates.IsPath(word));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nothing_is_completed_to_everything(string? word) => Assert.Equal(Names, Candidates.Of(Names, word).Select(candidate => candidate.Name));
}
