using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>Which database of a dump is meant.</summary>
/// <param name="Name">Its name, or null when the dump does not say.</param>
/// <param name="Section">The same name when the dump holds others, too; otherwise null.</param>
internal sealed record ForeignSource(string? Name, string? Section)
{
    /// <exception cref="BackupException">DatabaseNotFound, or InvalidOption when the dump holds several and none was chosen.</exception>
    public static ForeignSource Choose(DumpFile file, DumpContents contents, string? wanted)
    {
        string[] held = contents.Databases.Count > 0 ? [.. contents.Databases] : contents.Dump.Database is { } named ? [named] : [];
        string names = string.Join(", ", held);
        if (wanted is not null && held.Length > 0 && !held.Contains(wanted, StringComparer.Ordinal))
            throw new BackupException(BackupError.DatabaseNotFound, $"{file.Path} holds no database '{wanted}'", $"it holds: {names}");
        if (held.Length < 2) return new ForeignSource(wanted ?? held.FirstOrDefault(), null);
        return wanted is not null
            ? new ForeignSource(wanted, wanted)
            : throw new BackupException(
                BackupError.InvalidOption, $"{file.Path} holds several databases: {names}", "choose one with --source-database");
    }

    /// <summary>Refuses what must not or cannot be restored, before anything is written anywhere.</summary>
    /// <exception cref="BackupException">BackupDamaged or NotSupported.</exception>
    public void RequireRestorable(DumpFile file, DumpContents contents)
    {
        if (contents.Dump.End == DumpEnd.Truncated) throw Truncated(file, contents.Dump);
        if (contents.Refusals.FirstOrDefault(refusal => Section is null || refusal.Database == Section) is { } refused)
            throw Refused(file.Path, refused.Why);
    }

    /// <summary>Of two tables that are one to the server, the second would take the place of the first without a word.</summary>
    /// <exception cref="BackupException">TargetLacksCapability, naming them.</exception>
    public void RequireDistinctNames(DumpFile file, DumpContents contents, NameRules names)
    {
        // Of a dump of several databases nobody has noted whose tables these are.
        if (Section is not null || names.Collisions(contents.TableNames) is not { Count: > 0 } one) return;
        throw new BackupException(
            BackupError.TargetLacksCapability,
            $"to this server (lower_case_table_names), tables of {file.Path} have one name: {string.Join(", ", one)}",
            "restore it on a server like the one that was dumped");
    }

    public static BackupException Truncated(DumpFile file, ForeignDump dump) => new(
        BackupError.BackupDamaged,
        $"{file.Path} is cut: {DumpFile.NameOf(dump.Tool)} ends a dump with a mark, and the mark is not there",
        "the dump was never finished, or lost its end on the way: use another one");

    public static BackupException Refused(string path, string why) => new(
        BackupError.NotSupported,
        $"{path} has a statement that a restore refuses: {why}",
        "find out where the dump comes from; if you trust it, remove the statement or run the dump with the mysql client into a database of its own");

    /// <summary>The defaults to make the database with: those of the dump, else those that the target has, else the server's.</summary>
    public DatabaseEntry Entry(MySqlConnection connection, DumpContents contents, string target)
    {
        (string? charset, string? collation) = contents.Defaults.GetValueOrDefault(Name ?? "");
        ServerCollations known = ServerCollations.Read(connection);
        string? meant = collation ?? (charset is not null ? known.DefaultOf(charset) : connection.Scalar(
            $"SELECT COALESCE((SELECT default_collation_name FROM information_schema.schemata WHERE schema_name = {SqlLiteral.Quote(target)}), @@collation_server)"));
        string? of = meant is null ? null : known.CharsetOf(meant);
        return of is not null ? new DatabaseEntry(target, of, meant!, null) : throw new BackupException(
            BackupError.TargetLacksCapability,
            $"the server {connection.Server.Text} lacks what the dump needs: the {(collation is null ? $"character set {charset}" : $"collation {collation}")}",
            "restore into a server like the one that was dumped");
    }
}
