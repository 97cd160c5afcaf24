using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.Engine.Retention;

namespace SchoolBackup.Engine.Tests.Retention;

public sealed class RetentionPropertyTests
{
    private static readonly DateTimeOffset Now = new(2021, 1, 10, 3, 0, 0, TimeSpan.Zero);

    /// <summary>Times around a year's end with a week 53, dense enough for equal times and full periods, now and then in the future.</summary>
    private static readonly Gen<RetentionCandidate> Candidate =
        from hours in Gen.Frequency((60, Gen.Choose(0, 30 * 24)), (30, Gen.Choose(0, 3 * 365 * 24)), (1, Gen.Choose(-48, -1)))
        from database in Gen.Elements("school", "library", null)
        from validity in Gen.Elements(BackupValidity.NotChecked, BackupValidity.Valid, BackupValidity.Invalid)
        from dated in Gen.Frequency((20, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new RetentionCandidate("", database, dated ? Now.AddHours(-hours) : null, validity, 1);

    private static readonly Gen<int?> Count = Gen.Frequency((2, Gen.Constant<int?>(null)), (1, Gen.Choose(1, 6).Select(n => (int?)n)));

    private static readonly Gen<RetentionPolicy> Policy =
        (from days in Count
         from last in Count
         from daily in Count
         from weekly in Count
         from monthly in Count
         from yearly in Count
         from minimum in Gen.Choose(1, 4)
         select new RetentionPolicy
         {
             RetentionDays = days * 5, KeepLast = last, KeepDaily = daily, KeepWeekly = weekly,
             KeepMonthly = monthly, KeepYearly = yearly, MinimumKept = minimum,
         }).Where(policy => policy != new RetentionPolicy { MinimumKept = policy.MinimumKept });

    private static readonly Arbitrary<Case> Cases =
        (from candidates in Candidate.ArrayOf()
         from policy in Policy
         select new Case([.. candidates.Select((candidate, i) => candidate with { FileName = $"b{i:000}" })], policy)).ToArbitrary();

    [Fact]
    public void No_database_is_ever_emptied_and_the_minimum_stays() => Check(run => run.Databases.All(database =>
    {
        int usable = database.Count(decision => decision.Candidate.Validity != BackupValidity.Invalid);
        int kept = database.Count(decision => decision.Candidate.Validity != BackupValidity.Invalid && decision.Action == RetentionAction.Keep);
        return database.Any(decision => decision.Action == RetentionAction.Keep) && kept >= int.Min(run.Case.Policy.MinimumKept, usable);
    }));

    [Fact]
    public void The_newest_valid_backup_is_always_kept() => Check(run => run.Databases.All(database =>
        database.Where(decision => decision.Candidate.Validity == BackupValidity.Valid)
            .OrderByDescending(decision => decision.Candidate.Timestamp).ThenByDescending(decision => decision.Candidate.FileName, StringComparer.Ordinal)
            .Take(1).All(decision => decision.Action == RetentionAction.Keep)));

    [Fact]
    public void Deciding_again_on_what_is_kept_removes_nothing_more() => Check(run =>
        RetentionPlan.Decide([.. run.Kept], run.Case.Policy, Now).All(decision => decision.Action == RetentionAction.Keep));

    [Fact]
    public void The_order_of_the_input_does_not_matter() => Check(run =>
        RetentionPlan.Decide([.. run.Case.Candidates.Reverse()], run.Case.Policy, Now).SequenceEqual(run.Decisions)
        && RetentionPlan.Decide([.. run.Case.Candidates.OrderBy(c => c.Size).ThenBy(c => c.Timestamp)], run.Case.Policy, Now).SequenceEqual(run.Decisions));

    [Fact]
    public void Each_file_gets_one_decision_with_a_reason() => Check(run =>
        run.Decisions.Select(decision => decision.Candidate.FileName).Order(StringComparer.Ordinal)
            .SequenceEqual(run.Case.Candidates.Select(candidate => candidate.FileName))
        && run.Decisions.All(decision => decision.Reason.Length > 0));

    [Fact]
    public void Other_databases_do_not_change_a_decision() => Check(run => run.Databases.All(database =>
        RetentionPlan.Decide([.. database.Select(decision => decision.Candidate)], run.Case.Policy, Now).SequenceEqual(database)));

    [Fact]
    public void Whatever_is_removed_no_rule_wants() => Check(run => run.Databases.All(database =>
        database.Where(decision => decision.Action == RetentionAction.Remove).All(decision => IsUnwanted(decision.Candidate, database, run.Case.Policy))));

    [Fact]
    public void Whatever_no_rule_wants_is_removed_beyond_the_minimum() => Check(run => run.Databases.All(database =>
    {
        RetentionCandidate newest = Newer(null, database).First();
        if (newest.Validity == BackupValidity.Invalid || newest.Timestamp > Now)
            return true;
        int unwanted = database.Count(decision => decision.Action == RetentionAction.Keep
            && decision.Candidate.Validity == BackupValidity.NotChecked && IsUnwanted(decision.Candidate, database, run.Case.Policy));
        int kept = database.Count(decision => decision.Action == RetentionAction.Keep && decision.Candidate.Validity != BackupValidity.Invalid);
        return unwanted == 0 || kept <= run.Case.Policy.MinimumKept;
    }));

    /// <summary>The rules once more, said the other way round: why may this one go?</summary>
    private static bool IsUnwanted(RetentionCandidate old, IReadOnlyList<RetentionDecision> database, RetentionPolicy policy)
    {
        if (old.Timestamp!.Value.AddDays(policy.RetentionDays ?? 0) >= Now && policy.RetentionDays is not null)
            return false;
        List<RetentionCandidate> newer = [.. Newer(old, database)];
        if (old.Validity == BackupValidity.Invalid)
            return newer.Any(candidate => candidate.Validity == BackupValidity.Valid);
        newer.RemoveAll(candidate => candidate.Validity == BackupValidity.Invalid);
        return newer.Count >= (policy.KeepLast ?? 0)
            && IsPassed(policy.KeepDaily, time => time.DayOfYear + (1000 * time.Year))
            && IsPassed(policy.KeepWeekly, time => ISOWeek.GetWeekOfYear(time) + (1000 * ISOWeek.GetYear(time)))
            && IsPassed(policy.KeepMonthly, time => time.Month + (1000 * time.Year))
            && IsPassed(policy.KeepYearly, time => time.Year);

        bool IsPassed(int? count, Func<DateTime, int> period)
        {
            List<int> periods = [.. newer.Select(candidate => period(candidate.Timestamp!.Value.UtcDateTime)).Distinct()];
            return count is null || periods.Count >= count || periods.Contains(period(old.Timestamp!.Value.UtcDateTime));
        }
    }

    private static IEnumerable<RetentionCandidate> Newer(RetentionCandidate? than, IReadOnlyList<RetentionDecision> database) =>
        database.Select(decision => decision.Candidate)
            .Where(other => than is null || other.Timestamp > than.Timestamp
                || (other.Timestamp == than.Timestamp && string.CompareOrdinal(other.FileName, than.FileName) > 0))
            .OrderByDescending(other => other.Timestamp).ThenByDescending(other => other.FileName, StringComparer.Ordinal);

    private static void Check(Func<Run, bool> property) =>
        Prop.ForAll(Cases, drawn => property(new Run(drawn))).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private sealed record Case(RetentionCandidate[] Candidates, RetentionPolicy Policy)
    {
        public override string ToString() => $"{Policy}\n{string.Join("\n", Candidates.AsEnumerable())}";
    }

    private sealed record Run(Case Case)
    {
        public IReadOnlyList<RetentionDecision> Decisions { get; } = RetentionPlan.Decide(Case.Candidates, Case.Policy, Now);

        public IEnumerable<RetentionCandidate> Kept =>
            Decisions.Where(decision => decision.Action == RetentionAction.Keep).Select(decision => decision.Candidate);

        /// <summary>The decisions on dated files, one list for each database.</summary>
        public IEnumerable<IReadOnlyList<RetentionDecision>> Databases =>
            Decisions.Where(decision => decision.Candidate.Timestamp is not null).GroupBy(decision => decision.Candidate.Database).Select(group => group.ToList());
    }
}
