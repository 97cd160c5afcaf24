using System.Text;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;

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
    /// <param name="path">The file.</param>
    /// <param name="dump">What its first bytes tell.</param>
    public static BackupException? Part(string path, ForeignDump dump)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (dump.Tool == DumpTool.MyDumper && Has(folder, "metadata"))
            return new BackupException(BackupError.NotABackup, $"{path} is one file of a folder of mydumper, and no dump by itself", Known[0].Hint);
        string rows = Path.ChangeExtension(path, ".txt");
        return dump.Tool is DumpTool.MySqlDump or DumpTool.MariaDbDump && File.Exists(rows) && IsOfTable(path)
            ? new BackupException(BackupError.NotABackup, $"{path} is the definition of one table, as --tab writes it, and its rows are in {rows}", Known[^1].Hint)
            : null;
    }

    /// <summary>Whether a dump begins with the table that its file is named after.</summary>
    private static bool IsOfTable(string path)
    {
        using var text = new StreamReader(path, Encoding.UTF8);
        var head = new char[HeadLength];
        int length = text.ReadBlock(head);
        return head.AsSpan(0, length).IndexOf($"-- Table structure for table {Identifier.Quote(Path.GetFileNameWithoutExtension(path))}", StringComparison.Ordinal) >= 0;
    }

    private static bool Has(string folder, string name) => File.Exists(Path.Combine(folder, name));

    private static bool Fits(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern).Any();

    /// <summary>A definition and a text of rows for each table.</summary>
    private static bool IsTab(string folder) => Directory.EnumerateFiles(folder, "*.txt").Any(rows => File.Exists(Path.ChangeExtension(rows, ".sql")));
}
