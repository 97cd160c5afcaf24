using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Tests.Repositories;

public sealed class BackupNameTests
{
    private static readonly DateTimeOffset Night = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_name_tells_time_database_and_container()
    {
        Assert.Equal("backup_2026-11-21T02-00-00_school.sql.gz", BackupName.For(Night, "school", BackupContainer.Gzip).FileName);
        Assert.Equal("backup_2026-11-21T02-00-00_school.sql", BackupName.For(Night, "school", BackupContainer.Sql).ToString());
    }

    [Theory]
    [InlineData("backup_2026-11-21T02-00-00_school.sql.gz.enc", BackupContainer.Gzip)]
    [InlineData("backup_2026-11-21T02-00-00_school.sql.enc", BackupContainer.Sql)]
    public void An_encrypted_backup_says_so_behind_its_name(string fileName, BackupContainer container)
    {
        BackupName name = BackupName.For(Night, "school", container) with { Protection = Protection.Encrypted };
        Assert.Equal(fileName, name.FileName);
        Assert.Equal(name, BackupName.Parse(fileName));
        Assert.Null(BackupName.Parse(fileName + ".enc"));
    }

    [Fact]
    public void The_time_is_written_in_UTC_and_cut_to_the_second()
    {
        var kathmandu = new DateTimeOffset(2026, 11, 21, 7, 45, 0, 999, TimeSpan.FromMinutes(345));
        BackupName name = BackupName.For(kathmandu, "school", BackupContainer.Gzip);
        Assert.Equal(Night, name.Timestamp);
        Assert.Equal(TimeSpan.Zero, name.Timestamp.Offset);
        Assert.Equal(name, BackupName.Parse(name.FileName));
    }

    [Theory]
    [InlineData("backup_2024-01-15T02-00-00.sql.gz", BackupContainer.Gzip)]
    [InlineData("backup_2024-01-15T02-00-00.sql", BackupContainer.Sql)]
    public void The_shorter_names_of_earlier_systems_are_read(string fileName, BackupContainer container)
    {
        BackupName? name = BackupName.Parse(fileName);
        Assert.NotNull(name);
        Assert.Equal(new DateTimeOffset(2024, 1, 15, 2, 0, 0, TimeSpan.Zero), name.Timestamp);
        Assert.Equal(container, name.Container);
        Assert.Null(name.Label);
        Assert.Null(name.Database);
        Assert.Empty(name.Databases);
        Assert.Equal(fileName, name.FileName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("backup_")]
    [InlineData(".sql.gz")]
    [InlineData("backup_.sql.gz")]
    [InlineData("school.sql.gz")]
    [InlineData("backup_2024-01-15.sql.gz")]
    [InlineData("backup_2024-13-15T02-00-00_school.sql.gz")]
    [InlineData("backup_2024-01-15T02-60-00_school.sql.gz")]
    [InlineData("backup_2024-01-15T02:00:00_school.sql.gz")]
    [InlineData("backup_2024-01-15T02-00-00_.sql.gz")]
    [InlineData("backup_2024-01-15T02-00-00-school.sql.gz")]
    [InlineData("backup_2024-01-15T02-00-00_a+.sql.gz")]
    [InlineData("backup_2024-01-15T02-00-00_50%.sql.gz")]
    [InlineData("backup_2024-01-15T02-00-00_%41.sql.gz")]
    [InlineData("backup_2024-01-15T02-00-00_%2f.sql.gz")]
    [InlineData("backup_2024-01-15T02-00-00_a/b.sql.gz")]
    [InlineData("backup_2024-01-15T02-00-00_star[1].sql.gz")]
    [InlineData("backup_2024-01-15T02-00-00_school.sql.gz.partial")]
    [InlineData("Backup_2024-01-15T02-00-00_school.sql.gz")]
    [InlineData("backup_2024-01-15T02-00-00_school.zip")]
    public void What_we_never_write_is_not_one_of_our_names(string fileName) => Assert.Null(BackupName.Parse(fileName));

    [Theory]
    [InlineData("a/b", "a%2Fb")]
    [InlineData(@"a\b", "a%5Cb")]
    [InlineData("..", ".%2E")]
    [InlineData("school ", "school%20")]
    [InlineData("my school_2", "my school_2")]
    [InlineData("100%", "100%25")]
    [InlineData("a+b", "a%2Bb")]
    [InlineData("star[1]", "star%5B1%5D")]
    [InlineData("a`b", "a%60b")]
    [InlineData("tab\there", "tab%09here")]
    [InlineData("nul", "%6Eul")]
    [InlineData("COM1.old", "%43OM1.old")]
    [InlineData("COMPANY", "COMPANY")]
    [InlineData("7-databases", "%37-databases")]
    [InlineData("विद्यालय", "विद्यालय")]
    public void Unsafe_characters_are_percent_encoded(string database, string label)
    {
        BackupName name = BackupName.For(Night, database, BackupContainer.Gzip);
        Assert.Equal(label, name.Label);
        Assert.Equal(database, BackupName.Parse(name.FileName)!.Database);
    }

    [Fact]
    public void Any_database_name_comes_back()
    {
        Prop.ForAll<NonEmptyString>(database =>
        {
            BackupName name = BackupName.For(Night, database.Get, BackupContainer.Gzip);
            BackupName? read = BackupName.Parse(name.FileName);
            return name.Equals(read) && read.Database == database.Get;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_name_is_safe_on_every_file_system()
    {
        Gen<string> awkward = Gen.Elements([.. "/\\:*?\"<>|%+[]`. aA1\t\0\x7f-éक"]).NonEmptyListOf().Select(chars => string.Concat(chars));
        Prop.ForAll(awkward.ToArbitrary(), database =>
        {
            string label = DatabaseLabel.For([database]);
            return label.All(c => c >= ' ' && c != '\x7f' && !"/\\:*?\"<>|[]`".Contains(c)) && label[^1] is not ('.' or ' ');
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_longest_name_of_the_server_fits_into_a_file_name()
    {
        foreach (string longest in new[] { new string('*', 64), new string('क', 64) })
        {
            string fileName = (BackupName.For(Night, longest, BackupContainer.Gzip) with { Protection = Protection.Encrypted }).FileName + LocalRepository.PartialExtension;
            Assert.InRange(Encoding.UTF8.GetByteCount(fileName), 1, 255);
        }
    }

    [Fact]
    public void Several_databases_are_joined_in_order_and_come_back()
    {
        BackupName name = BackupName.For(Night, ["school", "library", "a+b", "school"], BackupContainer.Gzip);
        Assert.Equal("a%2Bb+library+school", name.Label);
        Assert.Equal(["a+b", "library", "school"], BackupName.Parse(name.FileName)!.Databases);
        Assert.Null(name.Database);
        Assert.Equal(name, BackupName.For(Night, ["library", "a+b", "school"], BackupContainer.Gzip));
    }

    [Fact]
    public void Many_databases_are_counted()
    {
        string[] district = [.. Enumerable.Range(1, 100).Select(i => $"school_{i}")];
        BackupName name = BackupName.For(Night, district, BackupContainer.Gzip);
        Assert.Equal("backup_2026-11-21T02-00-00_100-databases.sql.gz", name.FileName);
        Assert.Empty(BackupName.Parse(name.FileName)!.Databases);
    }

    [Fact]
    public void No_database_and_an_empty_name_are_mistakes_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => DatabaseLabel.For([]));
        Assert.Throws<ArgumentException>(() => DatabaseLabel.For(["school", ""]));
    }
}
