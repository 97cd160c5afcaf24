using SchoolBackup.Demo;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Servers;

/// <summary>A database of one test, with a repository for its backups; both are gone afterwards, with every database whose name begins like it.</summary>
internal sealed class TestDatabase : IDisposable
{
    private static int _count;

    private readonly TempFolder _repository = new();

    public TestDatabase(ThrowawayServer server, string sql)
    {
        Server = server;
        Name = $"school{Interlocked.Increment(ref _count)}";
        server.RunSql($"CREATE DATABASE {Name} CHARACTER SET utf8mb4");
        Sql(sql);
    }

    public ThrowawayServer Server { get; }

    public string Name { get; }

    /// <summary>Folder of its backups.</summary>
    public string Repository => _repository.Path;

    public ConnectionOptions Connection => TestServer.ConnectionTo(Server);

    public BackupOptions BackupOptions => new() { Connection = Connection, Databases = [Name], Repository = Places.At(Repository), Readers = 2 };

    /// <summary>The grant by which an account sees the text of routines: not all privileges on a database have it, on any server.</summary>
    public string SeesRoutines => Server.Programs.IsMySql ? "SHOW_ROUTINE ON *.*" : "SELECT ON mysql.proc";

    /// <summary>The grant by which an account makes objects in the name of others, whether these exist or not.</summary>
    public string SetsDefiners => Server.Programs.IsMySql ? "SET_ANY_DEFINER, ALLOW_NONEXISTENT_DEFINER, SYSTEM_USER ON *.*" : "SET USER ON *.*";

    public string Sql(string sql) => Server.RunSql(sql, Name);

    public IReadOnlyList<string> Describe() => Describe(Name);

    public IReadOnlyList<string> Describe(string database) => FidelityComparison.Describe(Server.Client, database);

    /// <summary>An account that may do what the grants say; <c>{db}</c> in them is this database.</summary>
    public ConnectionOptions Account(params string[] grants)
    {
        string user = $"u_{Name}_{Guid.NewGuid().ToString("N")[..6]}";
        Server.RunSql($"CREATE USER {user}@'%' IDENTIFIED BY 'chalk'");
        foreach (string grant in grants) Server.RunSql($"GRANT {grant.Replace("{db}", Name, StringComparison.Ordinal)} TO {user}@'%'");
        return Connection with { User = user, Password = "chalk" };
    }

    public BackupResult BackUp() => Run.Backup(BackupOptions);

    public string BackUpToFile() => BackUp().Files[0];

    public RestoreOptions RestoreOptions(string file) => new() { Connection = Connection, Backup = Places.Backup(file), Loaders = 2 };

    public void Dispose()
    {
        _repository.Dispose();
        if (!ServerAnswers()) return;
        string[] databases = Server.RunSql("SELECT schema_name FROM information_schema.schemata").Split('\n');
        foreach (string database in databases.Where(database => database == Name || database.StartsWith(Name + "_", StringComparison.Ordinal)))
            Server.RunSql($"SET foreign_key_checks = 0; DROP DATABASE `{database}`");
    }

    /// <summary>A test that kills its server may fail before it has brought it back; that failure is the one to be seen.</summary>
    private bool ServerAnswers()
    {
        try
        {
            Server.RunSql("SELECT 1");
            return true;
        }
        catch (SqlFailedException)
        {
            return false;
        }
    }
}
