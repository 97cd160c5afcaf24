using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Encryption;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;

namespace SchoolBackup.Engine.Tests.Operations;

public sealed class CatalogueFilterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_newest_are_counted_for_each_set_of_databases()
    {
        var filter = new CatalogueFilter { NewestOfEach = 1 };
        CatalogueEntry[] list = [Entry("school"), Entry("library"), Entry("library", "school"), Entry("school"), Entry("school", "library")];

        Assert.Equal([true, true, true, false, false], list.Select(filter.Takes));
    }

    [Fact]
    public void What_does_not_bring_the_database_back_is_never_the_newest()
    {
        var filter = new CatalogueFilter { NewestOfEach = 2 };
        CatalogueEntry[] list = [Of(BackupKind.Safety), Of(BackupKind.Chosen), Of(BackupKind.Reduced), Of(BackupKind.Chosen), Of(null), Of(null)];

        Assert.Equal([false, false, true, false, true, false], list.Select(filter.Takes));
        Assert.All(list, entry => Assert.True(new CatalogueFilter().Takes(entry)));
    }

    [Fact]
    public void Only_what_fits_is_counted()
    {
        var filter = new CatalogueFilter { Before = Noon.UtcDateTime.AddSeconds(1), NewestOfEach = 1 };

        Assert.Equal([false, true], new[] { Entry("school") with { Timestamp = Noon.AddDays(1) }, Entry("school") }.Select(filter.Takes));
    }

    [Fact]
    public void Times_mean_the_same_moment_whatever_their_kind()
    {
        Assert.True(new CatalogueFilter { After = Noon.UtcDateTime }.Takes(Entry("school")));
        Assert.True(new CatalogueFilter { After = Noon.LocalDateTime }.Takes(Entry("school")));
        Assert.True(new CatalogueFilter { After = DateTime.SpecifyKind(Noon.LocalDateTime, DateTimeKind.Unspecified) }.Takes(Entry("school")));
        Assert.False(new CatalogueFilter { Before = Noon.UtcDateTime }.Takes(Entry("school")));
        Assert.False(new CatalogueFilter { After = Noon.UtcDateTime.AddSeconds(1) }.Takes(Entry("school")));
    }

    [Fact]
    public void One_database_of_several_is_enough() =>
        Assert.True(new CatalogueFilter { Database = name => name == "library" }.Takes(Entry("school", "library")));

    private static CatalogueEntry Of(BackupKind? kind) => Entry("school") with
    {
        KeyBlock = new EncryptionHeader { Id = "1", Tool = "SchoolBackup", Started = Noon, Compressed = true, Kind = kind },
    };

    private static CatalogueEntry Entry(params string[] databases) => new()
    {
        FileName = "backup.sql.gz", Copies = [Places.Backup("/backups/backup.sql.gz")], Timestamp = Noon, Size = 1, Compressed = true, Location = BackupLocation.Local,
        Tool = "SchoolBackup", Databases = databases, Validity = BackupValidity.NotChecked,
    };
}
