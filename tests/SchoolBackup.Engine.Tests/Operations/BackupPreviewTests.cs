using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Operations;

/// <summary>What a backup would be, told without making one.</summary>
[Collection(OnServer.Name)]
public sealed class BackupPreviewTests(TestServer server)
{
    [Fact]
    public void It_tells_tables_and_data_and_makes_neither_file_nor_folder()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string missing = Path.Combine(school.Repository, "not", "there");
        var before = new Before(school);

        BackupPreview preview = Preview(school.BackupOptions with { Repository = Places.At(missing) });

        Assert.Matches($@"^{School.Tables.Length} tables, about \d+(\.\d+)? KiB of data$", preview.ToString());
        Assert.False(Directory.Exists(Path.GetDirectoryName(missing)));
        before.AssertNothingChanged();
    }

    [Fact]
    public void It_counts_what_is_chosen_alone()
    {
        using TestDatabase school = server.NewDatabase(School.Large);
        long whole = Preview(school.BackupOptions).DataBytes;
        BackupPreview some = Preview(school.BackupOptions with { Selection = new() { StructureOnly = ["attendance"] } });

        Assert.Equal(2, some.Tables);
        Assert.InRange(some.DataBytes, 1, whole / 10);
    }

    [Fact]
    public void What_the_account_cannot_see_is_refused_or_named()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        BackupOptions options = school.BackupOptions with { Connection = school.Account("SELECT, LOCK TABLES ON {db}.*") };

        Run.Fails(BackupError.PrivilegeMissing, () => Preview(options));
        Assert.Contains($"without views of '{school.Name}'", Preview(options with { BlindSpots = BlindSpots.Allow }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_run_would_refuse_is_refused()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        BackupOptions options = school.BackupOptions;
        string file = Path.Combine(school.Repository, "file");
        File.WriteAllText(file, "");

        Run.Fails(BackupError.DatabaseNotFound, () => Preview(options with { Databases = ["nowhere"] }));
        Run.Fails(BackupError.TableNotFound, () => Preview(options with { Selection = new() { Tables = ["pupils"] } }));
        Run.Fails(BackupError.CannotConnect, () => Preview(options with { Connection = options.Connection with { Port = 1 } }));
        Run.Fails(BackupError.PathInvalid, () => Preview(options with { Repository = Places.At(file) }));
        Run.Fails(BackupError.PathInvalid, () => Preview(options with { Repository = Places.At(Path.Combine(file, "below")) }));
        Run.Fails(BackupError.KeyMissing, () => Preview(options with { Container = BackupContainer.SchoolErp }));
    }

    [Fact]
    public void Of_the_School_ERPs_format_only_tables_with_rows_of_their_own_are_counted()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);

        Assert.Equal(4, Preview(school.BackupOptions with { Container = BackupContainer.SchoolErp, Key = Encryption.EncryptedFile.Key }).Tables);
    }

    private static BackupPreview Preview(BackupOptions options) => new BackupOperation(TimeProvider.System, new NoProgress()).Preview(options, CancellationToken.None);
}
