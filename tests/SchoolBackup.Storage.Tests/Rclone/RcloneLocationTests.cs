using SchoolBackup.Errors;
using SchoolBackup.Storage.Rclone;

namespace SchoolBackup.Storage.Tests.Rclone;

public sealed class RcloneLocationTests
{
    private const string Name = "backup_2026-11-21T02-00-00_school.sql.gz";

    private static readonly RcloneKind Kind = new();

    [Theory]
    [InlineData("rclone:nas:")]
    [InlineData("rclone:nas:/")]
    [InlineData("rclone:nas:backups")]
    [InlineData("rclone:nas:/srv/backups")]
    [InlineData("rclone:School Drive:Åsa och Örjan/2026")]
    [InlineData("rclone::local:/srv/backups")]
    public void An_address_names_the_place_and_the_file_again(string location)
    {
        IRepository place = Kind.At(location);
        BackupRef again = Kind.Backup(place.AddressOf(Name));

        Assert.Equal(location, place.Location);
        Assert.Equal((location, Name), (again.Repository.Location, again.Name));
        Assert.Equal(place.AddressOf(Name), again.Address);
    }

    [Fact]
    public void A_slash_at_the_end_makes_no_other_place() => Assert.Equal("rclone:nas:a", Kind.At("rclone:nas:a/").Location);

    [Theory]
    [InlineData("rclone:")]
    [InlineData("rclone::")]
    [InlineData("rclone:nas")]
    [InlineData("rclone:/srv/backups")]
    [InlineData("rclone:-nas:a")]
    [InlineData("rclone:nas:a//b")]
    [InlineData("rclone:nas://a")]
    [InlineData("rclone:nas:a/../b")]
    [InlineData("rclone:nas:a]b")]
    [InlineData("rclone::local:backups")]
    public void What_names_no_place_is_refused(string location) =>
        Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => Kind.At(location)).Code);

    [Fact]
    public void Settings_of_a_remote_are_refused_and_not_shown()
    {
        BackupException refused = Assert.Throws<BackupException>(() => Kind.At("rclone::webdav,user=me,pass=chalk:backups"));
        Assert.DoesNotContain("chalk", refused.Message + refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_alone_is_no_backup() =>
        Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => Kind.Backup("rclone:nas:")).Code);
}
