using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Retention;

/// <summary>
/// What to keep of each database. The rules are a union: a backup stays when any of them keeps it. A rule that is null is not there;
/// a policy without any rule is refused, because it would remove everything.
/// </summary>
/// <remarks>
/// The Keep rules follow restic: keep-daily 7 keeps the newest backup of each of the last seven days <em>that have one</em>, so a pause
/// loses nothing. Days, ISO 8601 weeks, months and years are those of UTC.
/// </remarks>
/// <seealso href="https://restic.readthedocs.io/en/stable/060_forget.html"/>
public sealed record RetentionPolicy
{
    /// <summary>Keeps what is at most so many times 24 hours old.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>Keeps the newest so many.</summary>
    public int? KeepLast { get; init; }

    public int? KeepDaily { get; init; }

    public int? KeepWeekly { get; init; }

    public int? KeepMonthly { get; init; }

    public int? KeepYearly { get; init; }

    /// <summary>So many backups of each database stay whatever the rules say; invalid ones do not count. At least 1.</summary>
    public int MinimumKept { get; init; } = 1;

    /// <summary>Refuses a policy that has no rule, or a number below 1.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.RetentionPolicyEmpty"/>, <see cref="BackupError.InvalidOption"/>.
    /// </exception>
    public void Validate()
    {
        (string Name, int? Value)[] rules =
        [
            ("retention-days", RetentionDays), ("keep-last", KeepLast), ("keep-daily", KeepDaily),
            ("keep-weekly", KeepWeekly), ("keep-monthly", KeepMonthly), ("keep-yearly", KeepYearly),
        ];
        if (rules.All(rule => rule.Value is null))
        {
            throw new BackupException(BackupError.RetentionPolicyEmpty, "the retention policy has no rule, so it would keep nothing",
                hint: "name at least one of " + string.Join(", ", rules.Select(rule => rule.Name)));
        }
        foreach ((string name, int? value) in rules.Append(("minimum-kept", MinimumKept)))
        {
            if (value < 1)
            {
                throw new BackupException(BackupError.InvalidOption, Invariant($"{name} is {value}, but must be at least 1"),
                    hint: $"leave {name} out if it shall not apply");
            }
        }
    }
}
