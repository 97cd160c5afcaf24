using SchoolBackup.Storage.Local;

namespace SchoolBackup.Storage.Tests.Local;

public sealed class LocalRepositoryContract : RepositoryContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("schoolbackup-test-").FullName;

    private protected override IRepository Empty => new LocalRepository(Path.Combine(_folder, "repository"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
