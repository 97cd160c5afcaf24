using System.Security.Cryptography;
using SchoolBackup.Demo;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Tests.Servers;

/// <summary>How things stood before a run that fails: the repository's files, the live database, the server's databases. Afterwards all must be the same.</summary>
internal sealed class Before
{
    private readonly TestDatabase _database;
    private readonly string[] _files;
    private readonly string[] _databases;
    private readonly IReadOnlyList<string> _live;

    public Before(TestDatabase database)
    {
        _database = database;
        _files = Files();
        _databases = Databases();
        _live = database.Describe();
    }

    /// <summary>Nothing was published, nothing of the run is left in folder or server, the lock is free, the live database is as it was.</summary>
    public void AssertNothingChanged()
    {
        Assert.Equal(_files, Files());
        Assert.Equal(_databases, Databases());
        Assert.Empty(FidelityComparison.Differences(_live, _database.Describe()));
        new LocalRepository(_database.Repository).Enter(TimeProvider.System, CancellationToken.None).Dispose();
    }

    private string[] Databases() => _database.Server.RunSql("SELECT schema_name FROM information_schema.schemata ORDER BY 1").Split('\n');

    private string[] Files() =>
    [
        .. Directory.EnumerateFiles(_database.Repository).Order(StringComparer.Ordinal)
            // These two stay; they are empty of meaning when nobody holds the lock.
            .Where(path => Path.GetFileName(path) is not (RepositoryLock.LockFileName or RepositoryLock.RunFileName))
            // What a verification found is noted beside the backup.
            .Where(path => !path.EndsWith(".verified", StringComparison.Ordinal))
            .Select(path => $"{Path.GetFileName(path)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}"),
    ];
}
