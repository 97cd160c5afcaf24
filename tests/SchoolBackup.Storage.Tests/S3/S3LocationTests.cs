using SchoolBackup.Errors;
using SchoolBackup.Storage.S3;

namespace SchoolBackup.Storage.Tests.S3;

public sealed class S3LocationTests
{
    private const string Name = "backup_2026-11-21T02-00-00_school.sql.gz";

    private static readonly S3Kind Kind = new();

    [Theory]
    [InlineData("s3://school-backups")]
    [InlineData("s3://school-backups/a/b")]
    [InlineData("s3://school-backups/Åsa och Örjan")]
    [InlineData("s3://school-backups/a?endpoint=https://minio.school.example:9000&region=eu-north-1&path-style=false&checksums=true")]
    public void An_address_names_the_place_and_the_file_again(string location)
    {
        IRepository place = Kind.At(location);
        BackupRef again = Kind.Backup(place.AddressOf(Name));

        Assert.Equal(location, place.Location);
        Assert.Equal((location, Name), (again.Repository.Location, again.Name));
        Assert.Equal(place.AddressOf(Name), again.Address);
    }

    [Fact]
    public void A_slash_at_the_end_makes_no_other_place() => Assert.Equal("s3://school-backups/a", Kind.At("s3://school-backups/a/").Location);

    [Theory]
    [InlineData("s3://")]
    [InlineData("s3:///a")]
    [InlineData("s3://Backups/a")]
    [InlineData("s3://no")]
    [InlineData("s3://school-backups/a//b")]
    [InlineData("s3://school-backups/../b")]
    [InlineData("s3://school-backups?endpoint=minio")]
    [InlineData("s3://school-backups?endpoint=ftp://minio")]
    [InlineData("s3://school-backups?path-style=maybe")]
    [InlineData("s3://school-backups?region=a&region=b")]
    [InlineData("s3://school-backups?secret=x")]
    public void What_names_no_place_is_refused(string location) =>
        Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => Kind.At(location)).Code);

    [Fact]
    public void A_password_in_an_endpoint_is_refused_and_not_shown()
    {
        BackupException refused = Assert.Throws<BackupException>(() => Kind.At("s3://school-backups?endpoint=https://me:chalk@minio.school.example"));
        Assert.DoesNotContain("chalk", refused.Message + refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_alone_is_no_backup() => Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => Kind.Backup("s3://school-backups/")).Code);
}
