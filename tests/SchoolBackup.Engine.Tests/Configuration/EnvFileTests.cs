using SchoolBackup.Engine.Configuration;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Configuration;

public sealed class EnvFileTests
{
    [Theory]
    [InlineData("X=a", "a")]
    [InlineData(" X = a b \r\n", "a b")]
    [InlineData("export X=a", "a")]
    [InlineData("X=pa#ss", "pa#ss")]
    [InlineData("X=pa #ss", "pa")]
    [InlineData("X=\"pa #ss\" # c", "pa #ss")]
    [InlineData("X='pa #ss'", "pa #ss")]
    [InlineData("X=$HOME and ${PATH}", "$HOME and ${PATH}")]
    [InlineData("X=1\nX=2", "2")]
    [InlineData("\uFEFFX=1", "1")]
    [InlineData("X=विद्यालय", "विद्यालय")]
    [InlineData("X=mysql://u:p%40@h/db?a=b", "mysql://u:p%40@h/db?a=b")]
    public void A_value_is_read_as_dotenv_files_mean_it(string text, string value) =>
        Assert.Equal(value, EnvFile.Parse(text, ".env").Variables["X"].Value);

    [Fact]
    public void The_line_is_that_of_the_last_one_with_the_name()
    {
        IReadOnlyDictionary<string, Variable> variables = EnvFile.Parse("# X=0\nX=1\r\nXY=5\n  export X=2\n\nZ=1", ".env").Variables;
        Assert.Equal("X in .env:4", variables["X"].Place);
        Assert.Equal("XY in .env:3", variables["XY"].Place);
        Assert.Equal("Z in .env:6", variables["Z"].Place);
    }

    [Fact]
    public void A_quote_that_is_not_closed_is_an_error_without_the_value()
    {
        BackupException error = Assert.Throws<BackupException>(() => EnvFile.Parse("A=1\nDB_PASSWORD=\"s3cr3t\nB=2", ".env"));
        Assert.Equal(BackupError.ConfigurationInvalid, error.Code);
        Assert.Contains("DB_PASSWORD", error.Message);
        Assert.DoesNotContain("s3cr3t", error.ToString());
    }
}
