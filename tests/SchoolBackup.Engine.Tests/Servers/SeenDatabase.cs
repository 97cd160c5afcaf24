using SchoolBackup.Demo;
using SchoolBackup.Engine.Tests.Fidelity;

namespace SchoolBackup.Engine.Tests.Servers;

/// <summary>A database as others see it now, to be compared with a later look: an application's client, and on MariaDB the server's own.</summary>
internal sealed class SeenDatabase
{
    private readonly TestDatabase _database;
    private readonly IReadOnlyList<string> _before;

    public SeenDatabase(TestDatabase database)
    {
        _database = database;
        _before = Look(database.Name);
    }

    /// <summary>What is otherwise now, in the database or in a copy.</summary>
    /// <param name="copy">What the name of the copy has besides.</param>
    public IReadOnlyList<string> Differences(string copy = "") => FidelityComparison.Differences(_before, Look(_database.Name + copy));

    private IReadOnlyList<string> Look(string name) =>
        [.. ApplicationView.Describe(_database.Connection, name), .. _database.Server.Programs.IsMySql ? [] : _database.Describe(name)];
}
