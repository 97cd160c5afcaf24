using System.Globalization;

namespace SchoolBackup.Engine.Retention;

/// <summary>A rule that keeps the newest backup of each of the last so many calendar periods that have one.</summary>
/// <param name="Name">The option's name.</param>
/// <param name="Count">How many periods.</param>
/// <param name="Period">The period that a UTC time falls into, as a person calls it; each period has its own text.</param>
internal sealed record RetentionRule(string Name, int Count, Func<DateTime, string> Period)
{
    /// <summary>The calendar rules of a policy.</summary>
    public static IEnumerable<RetentionRule> Calendar(RetentionPolicy policy)
    {
        if (policy.KeepDaily is { } days)
            yield return new("keep-daily", days, time => Text(time, "yyyy-MM-dd"));
        if (policy.KeepWeekly is { } weeks)
            yield return new("keep-weekly", weeks, Week);
        if (policy.KeepMonthly is { } months)
            yield return new("keep-monthly", months, time => Text(time, "yyyy-MM"));
        if (policy.KeepYearly is { } years)
            yield return new("keep-yearly", years, time => Text(time, "yyyy"));
    }

    /// <summary>Whether the age alone keeps a backup.</summary>
    public static bool IsYoung(RetentionCandidate backup, RetentionPolicy policy, DateTimeOffset now) =>
        policy.RetentionDays is { } days && now - backup.Timestamp <= TimeSpan.FromDays(days);

    /// <summary>What it means that no rule of a policy keeps a backup.</summary>
    public static string WhyNone(RetentionPolicy policy)
    {
        List<string> misses = [];
        if (policy.RetentionDays is { } days)
            misses.Add(Invariant($"older than {days} days"));
        if (policy.KeepLast is { } last)
            misses.Add(Invariant($"not one of the newest {last}"));
        misses.AddRange(Calendar(policy).Select(rule => $"not chosen by {rule.Name} {rule.Count}"));
        return string.Join(", ", misses);
    }

    /// <summary>The backups that this rule keeps, each with its period.</summary>
    /// <param name="newestFirst">The backups of one database.</param>
    public IEnumerable<(RetentionCandidate Backup, string Period)> NewestOfEach(IEnumerable<RetentionCandidate> newestFirst) =>
        newestFirst
            .Select(backup => (Backup: backup, Period: Period(backup.Timestamp!.Value.UtcDateTime)))
            .DistinctBy(kept => kept.Period, StringComparer.Ordinal) // the first of each: the newest
            .Take(Count);

    /// <summary>ISO 8601: 2021-01-03 belongs to week 53 of 2020.</summary>
    private static string Week(DateTime time) =>
        string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(time):0000}-W{ISOWeek.GetWeekOfYear(time):00}");

    private static string Text(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
