using SchoolBackup.Engine.Errors;

namespace SchoolBackup.Engine.Operations;

/// <summary>Says of a folder that somebody gives for a backup what it is, where its files tell: several tools write folders.</summary>
internal static class DumpFolder
{
    private const string BackUp = "then back that database up";

    private static readonly (Func<string, bool> Is, string What, string Hint)[] Known =
    [
        (folder => Has(folder, "metadata") && Fits(folder, "*-schema*.sql*"), "a folder of mydumper", $"load it with myloader --directory FOLDER --database NAME, {BackUp}"),
        (folder => Has(folder, "@.json"), "a folder of MySQL Shell (util.dumpInstance, util.dumpSchemas)", $"load it with util.loadDump in mysqlsh, {BackUp}"),
        (folder => Has(folder, "xtrabackup_checkpoints") || Has(folder, "mariadb_backup_checkpoints"), "a physical backup of mariadb-backup or XtraBackup",
            "prepare it and start a server of its version on it (mariadb-backup --prepare, --copy-back), then back up the database there"),
        (folder => Has(folder, "ibdata1"), "the data directory of a server", "start a server of its version on a copy of it, then back up the database there"),
        (IsTab, "a folder of mariadb-dump --tab or mysqldump --tab",
            $"run the .sql files with the mysql client, load the .txt files with mariadb-import or mysqlimport, {BackUp}; or dump again without --tab"),
    ];

    /// <summary>The error that names it.</summary>
    /// <param name="path">A folder that is there.</param>
    public static BackupException Named(string path)
    {
        foreach ((Func<string, bool> isIt, string what, string hint) in Known)
            if (isIt(path)) return new BackupException(BackupError.NotABackup, $"{path} is {what}, and no backup in one file", hint);
        return new BackupException(BackupError.NotABackup, $"{path} is a folder, and no backup", "name a file in it, or the folder by --path");
    }

    private static bool Has(string folder, string name) => File.Exists(Path.Combine(folder, name));

    private static bool Fits(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern).Any();

    /// <summary>A definition and a text of rows for each table.</summary>
    private static bool IsTab(string folder) => Directory.EnumerateFiles(folder, "*.txt").Any(rows => File.Exists(Path.ChangeExtension(rows, ".sql")));
}
