using System.Globalization;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Retention;

public sealed class RetentionPlanTests
{
    private static readonly DateTimeOffset Now = At("2026-11-21T03:00:00Z");

    [Fact]
    public void A_policy_without_rules_is_refused()
    {
        BackupException error = Assert.Throws<BackupException>(() => RetentionPlan.Decide([], new RetentionPolicy(), Now));
        Assert.Equal(BackupError.RetentionPolicyEmpty, error.Code);
        Assert.Contains("retention-days", error.Hint);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-3, 1)]
    [InlineData(3, 0)]
    public void Numbers_below_one_are_refused(int days, int minimum)
    {
        var policy = new RetentionPolicy { RetentionDays = days, MinimumKept = minimum };
        Assert.Equal(BackupError.InvalidOption, Assert.Throws<BackupException>(() => RetentionPlan.Decide([], policy, Now)).Code);
    }

    [Fact]
    public void What_is_older_than_the_days_goes_and_what_is_exactly_as_old_stays()
    {
        Assert.Equal(["d"], Removed(new RetentionPolicy { RetentionDays = 30 }, Now,
            Backup("a", "2026-11-21T02:00:00Z"), Backup("b", "2026-11-01T02:00:00Z"),
            Backup("c", "2026-10-22T03:00:00Z"), Backup("d", "2026-10-22T02:59:59Z")));
    }

    [Fact]
    public void The_last_ones_are_counted_from_the_newest()
    {
        Assert.Equal(["a", "b"], Removed(new RetentionPolicy { KeepLast = 2 }, Now,
            Backup("a", "2026-11-18T02:00:00Z"), Backup("b", "2026-11-19T02:00:00Z"),
            Backup("c", "2026-11-20T02:00:00Z"), Backup("d", "2026-11-21T02:00:00Z")));
    }

    [Fact]
    public void Keep_daily_keeps_the_newest_of_each_of_the_last_days_that_have_one()
    {
        Assert.Equal(["morning", "oldest"], Removed(new RetentionPolicy { KeepDaily = 3 }, Now,
            Backup("today", "2026-11-21T02:00:00Z"), Backup("evening", "2026-11-19T20:00:00Z"), Backup("morning", "2026-11-19T08:00:00Z"),
            Backup("before the holidays", "2026-09-30T02:00:00Z"), Backup("oldest", "2026-09-29T02:00:00Z")));
    }

    [Fact]
    public void Days_are_those_of_UTC_so_a_day_of_23_or_25_hours_changes_nothing()
    {
        // Europe/Berlin leaves summer time on 2026-10-25 at 03:00 local time: 02:30 comes twice, an hour apart.
        Assert.Equal(["first 02:30", "yesterday's second"], Removed(new RetentionPolicy { KeepDaily = 2 }, Now,
            Backup("second 02:30", "2026-10-25T02:30:00+01:00"), Backup("first 02:30", "2026-10-25T02:30:00+02:00"),
            Backup("yesterday", "2026-10-25T01:59:00+02:00"), Backup("yesterday's second", "2026-10-24T03:00:00+02:00")));
    }

    [Fact]
    public void Weeks_are_those_of_ISO_8601_across_week_53()
    {
        // 2020-12-28 to 2021-01-03 is week 53 of 2020; 2021-01-04 begins week 1.
        Assert.Equal(["thursday", "week 52"], Removed(new RetentionPolicy { KeepWeekly = 2 }, Now,
            Backup("week 1", "2021-01-04T02:00:00Z"), Backup("sunday", "2021-01-03T02:00:00Z"),
            Backup("thursday", "2020-12-31T02:00:00Z"), Backup("week 52", "2020-12-27T02:00:00Z")));
        RetentionDecision sunday = Decide(new RetentionPolicy { KeepWeekly = 2 }, Now,
            Backup("week 1", "2021-01-04T02:00:00Z"), Backup("sunday", "2021-01-03T02:00:00Z"))[1];
        Assert.Equal("the newest of 2020-W53 (keep-weekly 2)", sunday.Reason);
    }

    [Fact]
    public void Months_and_years_are_kept_by_their_newest()
    {
        RetentionCandidate[] backups =
        [
            Backup("a", "2026-11-21T02:00:00Z"), Backup("b", "2026-11-01T02:00:00Z"), Backup("c", "2026-10-31T02:00:00Z"),
            Backup("d", "2025-12-31T23:59:59Z"), Backup("e", "2025-01-01T00:00:00Z"), Backup("f", "2024-12-31T23:59:59Z"),
        ];
        Assert.Equal(["b", "d", "e", "f"], Removed(new RetentionPolicy { KeepMonthly = 2 }, Now, backups));
        Assert.Equal(["b", "c", "e"], Removed(new RetentionPolicy { KeepYearly = 3 }, Now, backups));
    }

    [Fact]
    public void Rules_are_a_union_and_all_reasons_are_told()
    {
        var policy = new RetentionPolicy { RetentionDays = 1, KeepLast = 1, KeepDaily = 2 };
        IReadOnlyList<RetentionDecision> decisions = Decide(policy, Now,
            Backup("a", "2026-11-21T02:00:00Z"), Backup("b", "2026-11-11T02:00:00Z"), Backup("c", "2026-11-10T02:00:00Z"));
        Assert.Equal("not older than 1 days, one of the newest 1, the newest of 2026-11-21 (keep-daily 2)", decisions[0].Reason);
        Assert.Equal("the newest of 2026-11-11 (keep-daily 2)", decisions[1].Reason);
        Assert.Equal("no rule keeps it: older than 1 days, not one of the newest 1, not chosen by keep-daily 2", decisions[2].Reason);
        Assert.Equal(RetentionAction.Remove, decisions[2].Action);
    }

    [Fact]
    public void The_newest_verified_backup_stays_however_old_it_is()
    {
        Assert.Equal(["older valid"], Removed(new RetentionPolicy { KeepLast = 1 }, Now,
            Backup("a", "2026-11-21T02:00:00Z"), Backup("newest valid", "2020-01-02T02:00:00Z", BackupValidity.Valid),
            Backup("older valid", "2020-01-01T02:00:00Z", BackupValidity.Valid)));
    }

    [Fact]
    public void When_backups_have_stopped_age_does_not_remove_the_last_ones()
    {
        RetentionCandidate[] backups =
            [Backup("a", "2025-03-01T02:00:00Z"), Backup("b", "2025-03-02T02:00:00Z"), Backup("c", "2025-03-03T02:00:00Z")];
        Assert.Equal(["a", "b"], Removed(new RetentionPolicy { RetentionDays = 30 }, Now, backups));
        Assert.Equal(["a"], Removed(new RetentionPolicy { RetentionDays = 30, MinimumKept = 2 }, Now, backups));
        Assert.Equal([], Removed(new RetentionPolicy { RetentionDays = 30, MinimumKept = 9 }, Now, backups));
    }

    [Fact]
    public void Nothing_goes_while_the_newest_is_invalid()
    {
        IReadOnlyList<RetentionDecision> decisions = Decide(new RetentionPolicy { KeepLast = 1 }, Now,
            Backup("broken", "2026-11-21T02:00:00Z", BackupValidity.Invalid), Backup("good", "2026-11-20T02:00:00Z", BackupValidity.Valid),
            Backup("old", "2020-01-01T02:00:00Z"));
        Assert.All(decisions, decision => Assert.Equal(RetentionAction.Keep, decision.Action));
        Assert.All(decisions, decision => Assert.Equal(
            "nothing of this database is removed while its newest backup, broken, is invalid", decision.Reason));
    }

    [Fact]
    public void Nothing_goes_while_only_damaged_ones_are_left()
    {
        Assert.Empty(Removed(new RetentionPolicy { KeepLast = 1 }, Now,
            Backup("a", "2020-01-01T02:00:00Z", BackupValidity.Invalid), Backup("b", "2020-01-02T02:00:00Z", BackupValidity.Invalid)));
    }

    [Fact]
    public void Nothing_goes_while_the_newest_is_dated_in_the_future()
    {
        IReadOnlyList<RetentionDecision> decisions = Decide(new RetentionPolicy { RetentionDays = 1 }, Now,
            Backup("tomorrow", "2026-11-21T03:00:01Z"), Backup("old", "2020-01-01T02:00:00Z"));
        Assert.All(decisions, decision => Assert.Equal(RetentionAction.Keep, decision.Action));
        Assert.Contains("tomorrow, is dated in the future", decisions[1].Reason);
    }

    [Fact]
    public void Invalid_backups_count_for_no_rule_and_not_for_the_minimum()
    {
        Assert.Equal(["e"], Removed(new RetentionPolicy { KeepLast = 2, MinimumKept = 3 }, Now,
            Backup("a", "2026-11-21T02:00:00Z"), Backup("b", "2026-11-20T02:00:00Z", BackupValidity.Invalid),
            Backup("c", "2026-11-19T02:00:00Z"), Backup("d", "2026-11-18T02:00:00Z"), Backup("e", "2026-11-17T02:00:00Z")));
        Assert.Equal(["c"], Removed(new RetentionPolicy { KeepDaily = 1 }, Now,
            Backup("a", "2026-11-21T02:00:00Z"), Backup("b", "2026-11-20T02:00:00Z", BackupValidity.Invalid), Backup("c", "2026-11-19T02:00:00Z")));
    }

    [Fact]
    public void An_invalid_backup_goes_only_when_old_and_older_than_a_valid_one()
    {
        RetentionCandidate[] backups =
        [
            Backup("newest", "2026-11-21T02:00:00Z"), Backup("newer invalid", "2026-11-20T02:00:00Z", BackupValidity.Invalid),
            Backup("valid", "2026-11-19T02:00:00Z", BackupValidity.Valid), Backup("older invalid", "2026-11-18T02:00:00Z", BackupValidity.Invalid),
        ];
        Assert.Equal(["older invalid"], Removed(new RetentionPolicy { KeepLast = 1 }, Now, backups));
        Assert.Empty(Removed(new RetentionPolicy { KeepLast = 1, RetentionDays = 7 }, Now, backups));
        Assert.Equal("it is invalid, and the newer valid is valid", Decide(new RetentionPolicy { KeepLast = 1 }, Now, backups)[3].Reason);
    }

    [Fact]
    public void Equal_times_are_ordered_by_name()
    {
        Assert.Equal(["a"], Removed(new RetentionPolicy { KeepLast = 1 }, Now,
            Backup("b", "2026-11-21T02:00:00Z"), Backup("a", "2026-11-21T02:00:00Z")));
        Assert.Empty(Removed(new RetentionPolicy { KeepLast = 1 }, Now,
            Backup("a", "2026-11-21T02:00:00Z"), Backup("b", "2026-11-21T02:00:00Z", BackupValidity.Invalid)));
    }

    [Fact]
    public void Each_database_is_judged_by_itself()
    {
        RetentionCandidate[] backups =
        [
            Backup("s1", "2026-11-21T02:00:00Z") with { Database = "school" }, Backup("s2", "2026-11-20T02:00:00Z") with { Database = "school" },
            Backup("l1", "2020-01-02T02:00:00Z") with { Database = "library" }, Backup("l2", "2020-01-01T02:00:00Z") with { Database = "library" },
            Backup("x1", "2026-11-21T02:00:00Z", BackupValidity.Invalid) with { Database = "School" }, Backup("x2", "2020-01-01T02:00:00Z") with { Database = "School" },
            Backup("n1", "2026-11-21T02:00:00Z") with { Database = null }, Backup("n2", "2020-01-01T02:00:00Z") with { Database = null },
        ];
        Assert.Equal(["l2", "n2", "s2"], Removed(new RetentionPolicy { KeepLast = 1 }, Now, backups));
    }

    [Fact]
    public void A_dump_without_a_date_is_never_removed_and_counts_for_nothing()
    {
        RetentionCandidate foreign = Backup("dump.sql", "2026-11-21T02:00:00Z") with { Timestamp = null, Validity = BackupValidity.Invalid };
        IReadOnlyList<RetentionDecision> decisions = Decide(new RetentionPolicy { KeepLast = 1 }, Now,
            foreign, Backup("a", "2026-11-21T02:00:00Z"), Backup("b", "2026-11-20T02:00:00Z"));
        Assert.Equal(["a", "b", "dump.sql"], decisions.Select(decision => decision.Candidate.FileName));
        Assert.Equal([RetentionAction.Keep, RetentionAction.Remove, RetentionAction.Keep], decisions.Select(decision => decision.Action));
        Assert.Equal("nothing tells when it was made, so no rule applies to it", decisions[2].Reason);
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

    private static RetentionCandidate Backup(string name, string time, BackupValidity validity = BackupValidity.NotChecked) =>
        new(name, "school", At(time), validity, Size: 1);

    private static IReadOnlyList<RetentionDecision> Decide(RetentionPolicy policy, DateTimeOffset now, params RetentionCandidate[] backups) =>
        RetentionPlan.Decide(backups, policy, now);

    private static string[] Removed(RetentionPolicy policy, DateTimeOffset now, params RetentionCandidate[] backups) =>
    [
        .. RetentionPlan.Decide(backups, policy, now).Where(decision => decision.Action == RetentionAction.Remove)
            .Select(decision => decision.Candidate.FileName).Order(StringComparer.Ordinal),
    ];
}
