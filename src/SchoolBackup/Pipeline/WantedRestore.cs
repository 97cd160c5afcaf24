using SchoolBackup.Storage;

namespace SchoolBackup.Pipeline;

/// <summary>What an input object asks to restore.</summary>
/// <param name="Backup">The backup.</param>
/// <param name="SourceDatabase">Which of its databases; null for the only one.</param>
/// <param name="TargetDatabase">Where to; null for the one that was backed up.</param>
internal sealed record WantedRestore(BackupRef Backup, string? SourceDatabase, string? TargetDatabase)
{
    /// <summary>Only these tables; everything when empty.</summary>
    public List<string> Tables { get; init; } = [];

    /// <summary>Adds a wish. Tables of one backup are one restore, or each would be taken for all that is wanted of it.</summary>
    public static void Add(List<WantedRestore> wishes, WantedRestore wanted)
    {
        WantedRestore? same = wishes.Find(one => (one.Backup.Address, one.SourceDatabase, one.TargetDatabase) == (wanted.Backup.Address, wanted.SourceDatabase, wanted.TargetDatabase));
        if (same is { Tables.Count: > 0 } && wanted.Tables.Count > 0)
            same.Tables.AddRange(wanted.Tables.Except(same.Tables, StringComparer.Ordinal));
        else wishes.Add(wanted);
    }
}
