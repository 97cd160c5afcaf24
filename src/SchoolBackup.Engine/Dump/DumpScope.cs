using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Dump;

/// <summary>What a selection means in the databases as they are.</summary>
/// <param name="databases">As they were read.</param>
/// <param name="wanted">What is wanted of them.</param>
internal sealed class DumpScope(IReadOnlyList<DatabaseInfo> databases, DumpSelection wanted)
{
    private readonly DumpSelection _selection = wanted.Among(
    [
        .. databases.SelectMany(database => database.Tables.Select(table => (database.Name, table.Name))),
        .. databases.SelectMany(
            database => database.Stored.Where(one => one.Kind == StoredKind.View).Select(view => (database.Name, view.Name))),
    ]);

    /// <summary>The tables that are meant.</summary>
    public IEnumerable<TableInfo> Tables =>
        databases.SelectMany(database => database.Tables).Where(table => _selection.Includes(table.Database, table.Name));

    /// <summary>The stored objects that are meant.</summary>
    public IEnumerable<StoredObject> Objects => databases.SelectMany(ObjectsOf);

    /// <summary>The stored objects of one database that are meant.</summary>
    public IEnumerable<StoredObject> ObjectsOf(DatabaseInfo database) => database.Stored.Where(stored => stored.Kind switch
    {
        StoredKind.View => _selection.Includes(database.Name, stored.Name),
        StoredKind.Trigger => _selection.Includes(database.Name, stored.Table!),
        _ => !_selection.NamesTables,
    });

    /// <summary>Whether rows of a table are wanted, and are its own.</summary>
    public bool HasRows(TableInfo table) => table.OwnsRows && _selection.HasRows(table.Database, table.Name);

    /// <summary>A table as the index will tell of it, before its rows are read.</summary>
    /// <exception cref="BackupException">A column has no exact form.</exception>
    public TableEntry Entry(TableInfo table) => new(
        table.Database,
        table.Name,
        table.Type.ToString(),
        table.Engine,
        0,
        null,
        [.. table.Columns.Select(column => column.Collation).Append(table.Collation).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        // What has no exact form is no hindrance where no rows are wanted.
        table.Type == TableType.Sequence || _selection.HasRows(table.Database, table.Name) ? RowFormat.Columns(table) : []);

    /// <summary>A backup of nothing would look like one, and so would one of a misspelt name.</summary>
    /// <param name="user">The account, for the message.</param>
    /// <exception cref="BackupException">TableNotFound.</exception>
    public void RefuseEmpty(string user)
    {
        string names = string.Join(", ", databases.Select(database => database.Name));
        string[] unmatched = [.. _selection.Unmatched([.. databases.SelectMany(database => database.Tables.Select(table => (database.Name, table.Name)))])];
        if (unmatched.Length > 0)
            throw new BackupException(
                BackupError.TableNotFound,
                $"no table of {names} matches {string.Join(", ", unmatched)}",
                "check the names; * and ? are wildcards");
        if (!Tables.Any() && !Objects.Any())
        {
            throw new BackupException(
                BackupError.TableNotFound, $"{names} holds nothing to back up that '{user}' can see", "check the database's name and the account's privileges");
        }
    }
}
