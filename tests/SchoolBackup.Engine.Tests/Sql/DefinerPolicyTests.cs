using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Sql;

public sealed class DefinerPolicyTests
{
    [Fact]
    public void Definers_are_kept_unless_somebody_says_otherwise()
    {
        Assert.IsType<DefinerPolicy.Keep>(DefinerPolicy.Parse([]));
        Assert.IsType<DefinerPolicy.Keep>(DefinerPolicy.Parse(["keep"]));
        Assert.IsType<DefinerPolicy.Keep>(DefinerPolicy.Parse(["Keep"]));
        Assert.IsType<DefinerPolicy.Strip>(DefinerPolicy.Parse(["strip"]));
    }

    [Fact]
    public void Definers_can_be_replaced_one_by_one()
    {
        var map = Assert.IsType<DefinerPolicy.Map>(DefinerPolicy.Parse(["app@localhost=app@%", "old=new@10.0.0.1"]));

        Assert.Equal(new SqlAccount("app", "%"), map.Accounts[new SqlAccount("app", "localhost")]);
        Assert.Equal(new SqlAccount("new", "10.0.0.1"), map.Accounts[new SqlAccount("old", null)]);
        Assert.Equal(new SqlAccount("new", "10.0.0.1"), map.Accounts[new SqlAccount("old", "%")]);
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("=new")]
    [InlineData("old=")]
    [InlineData("a=b=c")]
    public void What_is_no_definer_rule_is_refused(string value) =>
        Assert.Equal(BackupError.InvalidOption, Assert.Throws<BackupException>(() => DefinerPolicy.Parse([value])).Code);
}
