using SchoolBackup.Engine.Recipes;
using SchoolBackup.Engine.Schema;

namespace SchoolBackup.Completion;

/// <summary>Completes the names of backups, from the repository.</summary>
public sealed class BackupCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(GivenParameters given) =>
        Catalogue.Read(given.Configuration.Path, given.Configuration.ExternalPath).Select(entry => entry.FileName).Distinct(StringComparer.Ordinal);
}

/// <summary>Completes the names of databases that have been backed up, from the repository.</summary>
public sealed class BackedUpDatabaseCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(GivenParameters given) =>
        Catalogue.Read(given.Configuration.Path, given.Configuration.ExternalPath).SelectMany(entry => entry.Databases).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}

/// <summary>Completes the names of databases, from the server.</summary>
public sealed class DatabaseCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(GivenParameters given)
    {
        using var stop = new CancellationTokenSource(GivenParameters.Patience);
        return ServerNames.Databases(given.Connection, stop.Token);
    }
}

/// <summary>Completes the names of tables, from the server: of the databases that are named, or of the configuration's.</summary>
public sealed class TableCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(GivenParameters given)
    {
        using var stop = new CancellationTokenSource(GivenParameters.Patience);
        string[] named = [.. given.Texts("Database"), .. given.Texts("TargetDatabase")];
        if (named.Length == 0 && given.Configuration.Database is { } database) named = [database];
        return ServerNames.Tables(given.Connection, named, stop.Token);
    }
}
