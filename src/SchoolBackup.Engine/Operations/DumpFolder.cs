using System.Text;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>Says of a folder that somebody gives for a backup what it is, where its files tell: several tools write folders.</summary>
internal static class DumpFolder
{
    private const string BackUp = "then back that database up";
    private const int HeadLength = 8 << 10;

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

    /// <summary>
    /// The error that names a dump as one file of such a folder; null for one that stands alone. Restored by itself, a definition without its rows would empty a table.
    /// </summary>
    /// <param name="backup">The file.</param>
    /// <param name="dump">What its first bytes tell.</param>
    public static BackupException? Part(BackupRef backup, ForeignDump dump)
    {
        if (dump.Tool == DumpTool.MyDumper && Has(backup, "metadata"))
            return new BackupException(BackupError.NotABackup, $"{backup} is one file of a folder of mydumper, and no dump by itself", Known[0].Hint);
        string rows = Path.ChangeExtension(backup.Name, ".txt");
        return dump.Tool is DumpTool.MySqlDump or DumpTool.MariaDbDump && Has(backup, rows) && IsOfTable(backup)
            ? new BackupException(BackupError.NotABackup, $"{backup} is the definition of one table, as --tab writes it, and its rows are in {rows}", Known[^1].Hint)
            : null;
    }

    /// <summary>Whether a dump begins with the table that its file is named after.</summary>
    private static bool IsOfTable(BackupRef backup)
    {
        using var text = new StreamReader(backup.OpenWhole(), Encoding.UTF8);
        var head = new char[HeadLength];
        int length = text.ReadBlock(head);
        return head.AsSpan(0, length).IndexOf($"-- Table structure for table {Identifier.Quote(Path.GetFileNameWithoutExtension(backup.Name))}", StringComparison.Ordinal) >= 0;
    }

    /// <summary>Whether such a file lies beside it.</summary>
    private static bool Has(BackupRef backup, string name) => backup.Repository.Find(name, CancellationToken.None) is not null;

    private static bool Has(string folder, string name) => File.Exists(Path.Combine(folder, name));

    private static bool Fits(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern).Any();

    /// <summary>A definition and a text of rows for each table.</summary>
    private static bool IsTab(string folder) => Directory.EnumerateFiles(folder, "*.txt").Any(rows => File.Exists(Path.ChangeExtension(rows, ".sql")));
}
