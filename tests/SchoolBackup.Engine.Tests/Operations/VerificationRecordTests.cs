using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Retention;

namespace SchoolBackup.Engine.Tests.Operations;

/// <summary>Every pair of levels and findings: a weaker proof never takes the place of a stronger.</summary>
public sealed class VerificationRecordTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    public static TheoryData<BackupValidity, VerifyLevel, BackupValidity, VerifyLevel> Pairs
    {
        get
        {
            var pairs = new TheoryData<BackupValidity, VerifyLevel, BackupValidity, VerifyLevel>();
            foreach (BackupValidity before in Enum.GetValues<BackupValidity>())
                foreach (VerifyLevel first in Enum.GetValues<VerifyLevel>())
                    foreach (BackupValidity after in Enum.GetValues<BackupValidity>())
                        foreach (VerifyLevel second in Enum.GetValues<VerifyLevel>()) pairs.Add(before, first, after, second);
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_is_known_after_two_checks(BackupValidity before, VerifyLevel first, BackupValidity after, VerifyLevel second)
    {
        VerificationRecord known = VerificationRecord.After(Found(before, first), Found(after, second));

        if (before == BackupValidity.Invalid)
            Assert.Equal(after == BackupValidity.Valid && second >= first ? BackupValidity.Valid : BackupValidity.Invalid, known.Validity);
        else if (after == BackupValidity.Invalid)
            Assert.Equal(BackupValidity.Invalid, known.Validity);
        else if (before == BackupValidity.Valid)
            Assert.Equal((BackupValidity.Valid, after == BackupValidity.Valid && second > first ? second : first), (known.Validity, known.Level));
        else
            Assert.Equal((after, second), (known.Validity, known.Level));
        Assert.Equal(known.Validity == BackupValidity.Invalid, known.Problem is not null);
    }

    [Fact]
    public void Another_backup_of_the_same_name_starts_anew()
    {
        VerificationRecord other = Found(BackupValidity.Valid, VerifyLevel.Checksum) with { Id = "other" };
        Assert.Equal(other, VerificationRecord.After(Found(BackupValidity.Invalid, VerifyLevel.Restore), other));
        Assert.Equal(other, VerificationRecord.After(null, other));
    }

    private static VerificationRecord Found(BackupValidity validity, VerifyLevel level) =>
        new("id", validity, level, Day) { Problem = validity == BackupValidity.Invalid ? $"found by {level}" : null };
}
