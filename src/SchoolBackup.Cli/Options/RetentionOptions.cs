using System.CommandLine;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Retention;

namespace SchoolBackup.Cli.Options;

/// <summary>What to keep. The rules add up: a backup stays when any of them keeps it.</summary>
internal sealed class RetentionOptions
{
    private readonly Option<string> _days = new("--retention-days") { HelpName = "N", Description = "Keep what is at most N days old [BACKUP_RETENTION_DAYS; default: 30 if no other rule is given]" };
    private readonly Option<string> _externalDays = new("--external-retention-days")
    {
        HelpName = "N",
        Description = "Keep what is at most N days old in each --external-path, which is then judged by itself [BACKUP_EXTERNAL_RETENTION_DAYS]",
    };

    private readonly Option<int?> _last = Rule("last", "the newest N");
    private readonly Option<int?> _daily = Rule("daily", "the newest of each of the last N days that have one");
    private readonly Option<int?> _weekly = Rule("weekly", "the same for weeks");
    private readonly Option<int?> _monthly = Rule("monthly", "the same for months");
    private readonly Option<int?> _yearly = Rule("yearly", "the same for years");
    private readonly Option<int?> _minimum = new("--minimum-kept") { HelpName = "N", Description = "So many of each database stay, whatever the rules say [default: 1]" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_days, _externalDays, _last, _daily, _weekly, _monthly, _yearly, _minimum]) command.Options.Add(option);
    }

    /// <summary>The rules that are settings.</summary>
    public (string Name, string? Value)[] Settings(ParseResult parsed) =>
        [(SettingName.RetentionDays, parsed.GetValue(_days)), (SettingName.ExternalRetentionDays, parsed.GetValue(_externalDays))];

    /// <summary>The rules that were asked for beside the settings.</summary>
    public RetentionPolicy Asked(ParseResult parsed) => new()
    {
        KeepLast = parsed.GetValue(_last),
        KeepDaily = parsed.GetValue(_daily),
        KeepWeekly = parsed.GetValue(_weekly),
        KeepMonthly = parsed.GetValue(_monthly),
        KeepYearly = parsed.GetValue(_yearly),
        MinimumKept = parsed.GetValue(_minimum) ?? 1,
    };

    private static Option<int?> Rule(string name, string what) => new("--keep-" + name) { HelpName = "N", Description = $"Keep {what}" };
}
