namespace SchoolBackup.Engine.Retention;

/// <summary>Decides which backups go. It only decides: it reads no clock and touches no file.</summary>
/// <remarks>
/// Each database is judged by itself, newest backup first; equal times are ordered by name, the later name being the newer one.
/// <list type="bullet">
/// <item>The newest backup that was verified as valid always stays.</item>
/// <item>While a database's newest backup is invalid, or dated in the future (a clock has jumped), nothing of that database goes.</item>
/// <item>Backups that were not checked count like valid ones. Invalid ones count for no rule and not for the minimum.</item>
/// <item>An invalid backup goes when it is older than RetentionDays (if that is a rule) and older than a valid one, which stays.</item>
/// <item>A file of which nobody knows when it was made always stays.</item>
/// </list>
/// </remarks>
public static class RetentionPlan
{
    /// <summary>Decides on every file of a repository.</summary>
    /// <param name="candidates">The files, in any order.</param>
    /// <param name="policy">What to keep.</param>
    /// <param name="now">The present time.</param>
    /// <returns>One decision for each candidate: by database, newest first.</returns>
    /// <exception cref="Errors.BackupException">The policy is refused: see <see cref="RetentionPolicy.Validate"/>.</exception>
    public static IReadOnlyList<RetentionDecision> Decide(
        IReadOnlyCollection<RetentionCandidate> candidates, RetentionPolicy policy, DateTimeOffset now)
    {
        policy.Validate();
        return
        [
            .. candidates.Where(candidate => candidate.Timestamp is not null)
                .GroupBy(candidate => candidate.Database, StringComparer.Ordinal)
                .OrderBy(database => database.Key, StringComparer.Ordinal)
                .SelectMany(database => DecideOne([.. database], policy, now)),
            .. candidates.Where(candidate => candidate.Timestamp is null)
                .OrderBy(candidate => candidate.FileName, StringComparer.Ordinal)
                .Select(candidate => Keep(candidate, "nothing tells when it was made, so no rule applies to it")),
        ];
    }

    private static IEnumerable<RetentionDecision> DecideOne(List<RetentionCandidate> backups, RetentionPolicy policy, DateTimeOffset now)
    {
        RetentionCandidate[] newestFirst =
        [
            .. backups.OrderByDescending(backup => backup.Timestamp).ThenByDescending(backup => backup.FileName, StringComparer.Ordinal),
        ];
        if (WhyNothingGoes(newestFirst[0], now) is { } reason)
            return newestFirst.Select(backup => Keep(backup, reason));

        Dictionary<RetentionCandidate, List<string>> kept = KeptByRule(newestFirst, policy, now);
        string whyRemoved = "no rule keeps it: " + RetentionRule.WhyNone(policy);
        int newestValid = Array.FindIndex(newestFirst, backup => backup.Validity == BackupValidity.Valid);
        return newestFirst.Select((backup, index) =>
        {
            if (kept.TryGetValue(backup, out List<string>? reasons))
                return Keep(backup, string.Join(", ", reasons));
            if (backup.Validity != BackupValidity.Invalid)
                return new RetentionDecision(backup, RetentionAction.Remove, whyRemoved);
            return newestValid >= 0 && newestValid < index
                ? new RetentionDecision(
                    backup, RetentionAction.Remove, $"it is invalid, and the newer {newestFirst[newestValid].FileName} is valid")
                : Keep(backup, "it is invalid, but no newer backup was verified as valid");
        });
    }

    private static string? WhyNothingGoes(RetentionCandidate newest, DateTimeOffset now)
    {
        if (newest.Timestamp > now)
            return $"nothing of this database is removed while its newest backup, {newest.FileName}, is dated in the future";
        return newest.Validity == BackupValidity.Invalid
            ? $"nothing of this database is removed while its newest backup, {newest.FileName}, is invalid"
            : null;
    }

    /// <summary>Every backup that something keeps, with all that keeps it.</summary>
    private static Dictionary<RetentionCandidate, List<string>> KeptByRule(
        RetentionCandidate[] newestFirst, RetentionPolicy policy, DateTimeOffset now)
    {
        var kept = new Dictionary<RetentionCandidate, List<string>>(ReferenceEqualityComparer.Instance);
        void Keeps(RetentionCandidate backup, string reason)
        {
            if (!kept.TryAdd(backup, [reason]))
                kept[backup].Add(reason);
        }

        RetentionCandidate[] usable = [.. newestFirst.Where(backup => backup.Validity != BackupValidity.Invalid)];
        if (usable.FirstOrDefault(backup => backup.Validity == BackupValidity.Valid) is { } newestValid)
            Keeps(newestValid, "the newest verified backup of its database");
        foreach (RetentionCandidate young in newestFirst.Where(backup => RetentionRule.IsYoung(backup, policy, now)))
            Keeps(young, Invariant($"not older than {policy.RetentionDays} days"));
        foreach (RetentionCandidate last in usable.Take(policy.KeepLast ?? 0))
            Keeps(last, Invariant($"one of the newest {policy.KeepLast}"));
        foreach (RetentionRule rule in RetentionRule.Calendar(policy))
            foreach ((RetentionCandidate backup, string period) in rule.NewestOfEach(usable))
                Keeps(backup, $"the newest of {period} ({rule.Name} {rule.Count})");

        int missing = policy.MinimumKept - usable.Count(kept.ContainsKey);
        foreach (RetentionCandidate spare in usable.Where(backup => !kept.ContainsKey(backup)).Take(missing).ToList())
            Keeps(spare, Invariant($"at least {policy.MinimumKept} of each database stay"));
        return kept;
    }

    private static RetentionDecision Keep(RetentionCandidate candidate, string reason) => new(candidate, RetentionAction.Keep, reason);
}
