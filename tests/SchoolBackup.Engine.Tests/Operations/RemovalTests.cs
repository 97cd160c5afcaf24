using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Tests.Operations;

public sealed class RemovalTests : IDisposable
{
    private static readonly DateTimeOffset Day = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_cannot_be_removed_is_named_and_the_others_are_gone()
    {
        string[] files = [.. Enumerable.Range(0, 3).Select(day => SmallArchive.Write(_folder.Path, Day.AddDays(day), "school"))];
        CatalogueEntry[] entries = [.. files.Select(file => Catalogue.At(Places.Backup(file), []))];
        File.Delete(files[1]); // by somebody else, meanwhile

        BackupException failure = Run.Fails(BackupError.BackupNotFound, () => Remove(entries));
        Assert.StartsWith("1 of 3 backups could not be removed: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(files[1]), failure.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.VisibleNames);
    }

    [Fact]
    public void A_locked_repository_is_left_alone()
    {
        CatalogueEntry entry = Catalogue.At(Places.Backup(SmallArchive.Write(_folder.Path, Day, "school")), []);
        using IRepositoryWriter held = Places.At(_folder.Path).Enter(TimeProvider.System, default);
        Run.Fails(BackupError.RepositoryLocked, () => Remove(entry));
        Assert.Single(_folder.VisibleNames);
    }

    /// <summary>What lies there would be left, and nobody would know.</summary>
    [Fact]
    public void A_second_folder_that_is_missing_is_an_error_and_nothing_is_removed()
    {
        CatalogueEntry entry = Catalogue.At(Places.Backup(SmallArchive.Write(_folder.Path, Day, "school")), []);
        Run.Fails(BackupError.PathInvalid, () => new RemovalOperation(TimeProvider.System, new NoProgress()).Run([entry], [Places.At(_folder.Path), Places.At(_folder["unplugged"])], default));
        Assert.Single(_folder.VisibleNames);
    }

    private static void Remove(params CatalogueEntry[] entries) => new RemovalOperation(TimeProvider.System, new NoProgress()).Run(entries, [], CancellationToken.None);
}
