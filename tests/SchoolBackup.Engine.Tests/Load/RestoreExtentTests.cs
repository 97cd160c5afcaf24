using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Load;

/// <summary>What a restore leaves alone: a backup of less than the whole database cannot tell what the database should not have.</summary>
[Collection(OnServer.Name)]
public sealed class RestoreExtentTests(TestServer server)
{
    private const string CameSince = """
        CREATE TABLE came_since (id INT PRIMARY KEY);
        CREATE VIEW seen_since AS SELECT id FROM came_since;
        INSERT INTO fee (pupil, amount) VALUES (3, 30);
        """;

    [Theory]
    [InlineData(Placement.Swap)]
    [InlineData(Placement.InPlace)]
    public void A_backup_of_chosen_tables_replaces_these_and_leaves_everything_else(Placement placement)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = Run.Backup(school.BackupOptions with { Selection = new() { Tables = ["class", .. School.TablesOfFees] } }).Files[0];
        school.Sql(CameSince);
        IReadOnlyList<string> before = school.Describe();

        RestorePreview preview = Preview(school.RestoreOptions(file) with { Placement = placement });
        Run.Restore(school.RestoreOptions(file) with { Placement = placement });

        Assert.Equal(["class", .. School.TablesOfFees], preview.LiveTables);
        Assert.Empty(preview.Going);
        Assert.Equal("2", school.Sql("SELECT COUNT(*) FROM fee").Trim());
        Assert.Equal("500", school.Sql("SELECT COUNT(*) FROM pupil").Trim());
        Assert.Equal("500", school.Sql("SELECT total()").Trim());
        IReadOnlyList<string> after = school.Describe();
        Assert.DoesNotContain(before.Except(after), line => !line.Contains("fee", StringComparison.Ordinal) && !line.Contains("receipt", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Placement.Swap)]
    [InlineData(Placement.InPlace)]
    public void A_backup_without_some_tables_brings_its_routines_and_leaves_those_tables(Placement placement)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = Run.Backup(school.BackupOptions with { Selection = new() { ExcludeTables = ["log"] } }).Files[0];
        school.Sql(CameSince + "INSERT INTO log (said) VALUES ('stays'); DROP FUNCTION total; DROP VIEW per_class; DELETE FROM pupil;");

        Run.Restore(school.RestoreOptions(file) with { Placement = placement });

        Assert.Equal("500", school.Sql("SELECT total()").Trim());
        Assert.Equal("1", school.Sql("SELECT COUNT(*) FROM log WHERE said = 'stays'").Trim());
        Assert.Equal("0", school.Sql("SELECT COUNT(*) FROM seen_since").Trim());
    }

    [Theory]
    [InlineData(Placement.Swap)]
    [InlineData(Placement.InPlace)]
    public void A_partial_backup_leaves_what_its_account_could_not_see_the_triggers_too(Placement placement)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        BackupOptions seeds = school.BackupOptions with { Connection = school.Account("SELECT, LOCK TABLES ON {db}.*"), BlindSpots = BlindSpots.Allow };
        string file = Run.Backup(seeds).Files[0];
        IReadOnlyList<string> before = school.Describe();
        school.Sql("DELETE FROM pupil");

        Run.Restore(school.RestoreOptions(file) with { Placement = placement });

        Assert.Equal("500", school.Sql("SELECT total()").Trim());
        Assert.Empty(Demo.FidelityComparison.Differences(before, school.Describe()));
        Assert.Contains("pupil_came", school.Sql("SHOW TRIGGERS"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_of_the_whole_database_says_what_goes_and_makes_an_end_of_it()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        IReadOnlyList<string> before = school.Describe();
        string file = school.BackUpToFile();
        school.Sql(CameSince + "CREATE PROCEDURE told_since() SELECT 1;");

        RestorePreview preview = Preview(school.RestoreOptions(file));
        Run.Restore(school.RestoreOptions(file));

        Assert.Equal(School.Tables, preview.LiveTables);
        Assert.Equal(["the procedure told_since", "the table came_since", "the view seen_since"], preview.Going.Order(StringComparer.Ordinal));
        Assert.Contains("; GONE afterwards, because the backup does not hold it: the table came_since, ", preview.Words(school.RestoreOptions(file)), StringComparison.Ordinal);
        Assert.Empty(Demo.FidelityComparison.Differences(before, school.Describe()));
    }

    [Fact]
    public void Tables_that_would_come_back_empty_are_named_before()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = Run.Backup(school.BackupOptions with { Selection = new() { StructureOnly = ["fee"] } }).Files[0];

        Assert.Contains("; EMPTY afterwards, because the backup holds only the structure: fee; ", Preview(school.RestoreOptions(file)).Words(school.RestoreOptions(file)), StringComparison.Ordinal);
        Assert.Empty(Preview(school.RestoreOptions(file) with { TargetDatabase = school.Name + "_new" }).Emptied);
    }

    [Theory]
    [InlineData("mysql")]
    [InlineData("SYS")]
    [InlineData("information_schema")]
    [InlineData("performance_schema")]
    [InlineData("a_name_of_65_characters_which_is_one_more_than_a_database_may_have")]
    public void A_target_that_cannot_be_one_is_refused_before_anything_is_done(string target)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        RestoreOptions options = school.RestoreOptions(school.BackUpToFile()) with { TargetDatabase = target, SafetyRepository = Places.At(school.Repository) };
        var before = new Before(school);

        Run.Fails(BackupError.InvalidOption, () => Preview(options));
        Run.Fails(BackupError.InvalidOption, () => Run.Restore(options));
        Run.Fails(BackupError.InvalidOption, () => Run.Restore(options with { Placement = Placement.InPlace }));
        before.AssertNothingChanged();
    }

    [Fact]
    public void In_place_there_is_nothing_to_keep()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        RestoreOptions options = school.RestoreOptions(school.BackUpToFile()) with { Placement = Placement.InPlace, Replaced = ReplacedTables.Keep };

        Run.Fails(BackupError.InvalidOption, () => Preview(options));
        Run.Fails(BackupError.InvalidOption, () => Run.Restore(options));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_safety_backup_says_what_it_is_and_is_never_the_latest(bool isEncrypted)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = Run.Backup(school.BackupOptions with { Key = isEncrypted ? Encryption.EncryptedFile.Key : null }).Files[0];
        school.Sql("DELETE FROM pupil");
        RestoreOptions options = school.RestoreOptions(file) with { SafetyRepository = Places.At(school.Repository), Keys = isEncrypted ? Encryption.EncryptedFile.Ring : Engine.Keys.KeyRing.Empty };

        RestoreResult result = Run.Restore(options);

        IReadOnlyList<CatalogueEntry> all = Catalogue.List([Places.At(school.Repository)]);
        Assert.Equal([(result.SafetyBackup, BackupKind.Safety), (file, null)], all.Select(entry => ((string?)entry.Path, entry.Kind)));
        Assert.Equal($"{school.Name} (before a restore)", all[0].Subject);
        var latest = new CatalogueFilter { NewestOfEach = 1 };
        Assert.Equal([false, true], all.Select(latest.Takes));
    }

    private static RestorePreview Preview(RestoreOptions options) => new RestoreOperation(TimeProvider.System, new Operations.NoProgress()).Preview(options, CancellationToken.None);
}
