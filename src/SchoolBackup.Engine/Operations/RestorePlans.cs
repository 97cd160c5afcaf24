using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Operations;

/// <summary>Makes the plan of a restore of what somebody asks for.</summary>
internal static class RestorePlans
{
    /// <exception cref="BackupException">DatabaseNotFound, TableNotFound or InvalidOption.</exception>
    public static RestorePlan From(ArchiveReader archive, RestoreOptions options)
    {
        DatabaseEntry source = Choose(archive, options.SourceDatabase);
        TableEntry[] all = [.. archive.Index.Tables.Where(table => table.Database == source.Name)];
        (string Database, string Table)[] names = [.. all.Select(table => (table.Database, table.Name))];
        DumpSelection selection = new DumpSelection { Tables = options.Tables }.Among(names);
        string[] unmatched = [.. selection.Unmatched(names)];
        if (unmatched.Length > 0)
        {
            throw new BackupException(
                BackupError.TableNotFound, $"{archive.Path} holds no table {string.Join(", ", unmatched)}", $"its tables are: {string.Join(", ", all.Select(table => table.Name).Take(50))}");
        }

        return new RestorePlan(source, TargetName.Require(options.TargetDatabase ?? source.Name), [.. all.Where(table => selection.Includes(table.Database, table.Name))], ExtentOf(archive.Header, options));
    }

    /// <summary>A backup of less than the whole database cannot tell what the database should not have.</summary>
    private static RestoreExtent ExtentOf(ArchiveHeader header, RestoreOptions options) =>
        options.Tables.Count > 0 ? RestoreExtent.Tables
        : header is { Selected: false, Partial: false } ? RestoreExtent.Database
        : RestoreExtent.Contents;

    private static DatabaseEntry Choose(ArchiveReader archive, string? wanted)
    {
        IReadOnlyList<DatabaseEntry> databases = archive.Index.Databases;
        string names = string.Join(", ", databases.Select(database => database.Name));
        if (wanted is not null)
        {
            // Meant as it is written; by a server that ignores case it may have been written otherwise.
            return databases.FirstOrDefault(database => database.Name == wanted)
                ?? (databases.Where(database => NameRules.IgnoringCase.Tables.Equals(database.Name, wanted)).ToArray() is [var only] ? only : null)
                ?? throw new BackupException(BackupError.DatabaseNotFound, $"{archive.Path} holds no database '{wanted}'", $"it holds: {names}");
        }

        return databases.Count == 1
            ? databases[0]
            : throw new BackupException(BackupError.InvalidOption, $"{archive.Path} holds several databases: {names}", "choose one with --source-database");
    }
}
