using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Encryption;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Storage;

namespace SchoolBackup.Completion;

/// <summary>Completes the names of backups, from the repository.</summary>
public sealed class BackupCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(TypedCommand given, CancellationToken stop) =>
        Catalogue.Read(given.Configuration.Repositories, stop: stop).Select(entry => entry.FileName).Distinct(StringComparer.Ordinal);
}

/// <summary>Completes the names of databases that have been backed up, from the repository.</summary>
public sealed class BackedUpDatabaseCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(TypedCommand given, CancellationToken stop) =>
        Catalogue.Read(given.Configuration.Repositories, stop: stop).SelectMany(entry => entry.Databases).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
}

/// <summary>Completes the names of databases, from the server.</summary>
public sealed class DatabaseCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(TypedCommand given, CancellationToken stop) =>
        ServerNames.Databases(given.Connection, stop);
}

/// <summary>Completes the names of tables, from the server: of the databases that are named, or of the configuration's.</summary>
public sealed class TableCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(TypedCommand given, CancellationToken stop)
    {
        IReadOnlyList<string> named = given.Parameters.Texts("Database");
        if (named.Count == 0 && given.Configuration.Database is { } database) named = [database];
        return ServerNames.Tables(given.Connection, named, stop);
    }
}

/// <summary>
/// Completes the names of tables, from the backup that is named; of one that will come from the pipeline nobody knows yet, so the newest
/// speaks for it.
/// </summary>
public sealed class BackedUpTableCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(TypedCommand given, CancellationToken stop)
    {
        BackupConfiguration settings = given.Configuration;
        using KeyRing keys = settings.ReadKeys();
        BackupRef backup = given.Parameters.Texts("Backup") is [var named]
            ? BackupFile.Find(Candidates.IsPath(named) ? given.Resolve(named) : named, settings.Repositories, settings.Path, keys, stop)
            : Catalogue.Read(settings.Repositories, keys, isWanted: null, stop).First().Backup;
        using ArchiveReader archive = StoredBackup.OpenArchive(backup, keys);
        return [.. archive.Index.Tables.Select(table => table.Name).Distinct(StringComparer.Ordinal)];
    }
}
