using System.CommandLine;
using SchoolBackup.Cli.Options;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Errors;

namespace SchoolBackup.Cli.Tests;

public sealed class OptionTests
{
    [Theory]
    [InlineData("", 30, null)]
    [InlineData("--keep-last 5", null, 5)]
    [InlineData("--keep-last 5 --retention-days 7", 7, 5)]
    [InlineData("--retention-days 7", 7, null)]
    public void The_default_of_thirty_days_gives_way_to_a_rule_that_was_asked_for(string line, int? days, int? last)
    {
        RetentionPolicy policy = Policy(line, new ConfigurationInput());

        Assert.Equal((days, last), (policy.RetentionDays, policy.KeepLast));
    }

    [Fact]
    public void Configured_days_stay_beside_a_rule_of_the_command_line()
    {
        var input = new ConfigurationInput { Environment = new Dictionary<string, string> { ["BACKUP_RETENTION_DAYS"] = "14" } };

        RetentionPolicy policy = Policy("--keep-yearly 3 --minimum-kept 2", input);

        Assert.Equal((14, 3, 2), (policy.RetentionDays, policy.KeepYearly, policy.MinimumKept));
    }

    private static RetentionPolicy Policy(string line, ConfigurationInput input)
    {
        var retention = new RetentionOptions();
        var command = new RootCommand();
        retention.AddTo(command);
        ParseResult parsed = command.Parse(line);
        Dictionary<string, string?> given = retention.Settings(parsed).ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal);
        return ConfigurationResolver.Resolve(input with { Options = given }).Retention(retention.Asked(parsed));
    }
}
