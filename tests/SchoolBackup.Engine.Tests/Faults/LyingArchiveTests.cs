using System.Globalization;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Operations;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Tests.Faults;

/// <summary>
/// Archives that are whole, and whose index or text lies. Whoever lists, verifies, exports or restores them ends well or in an error with a code, and a server
/// is touched nowhere but in the scratch and in what is restored.
/// </summary>
[Collection(OnServer.Name)]
public sealed class LyingArchiveTests(TestServer server)
{
    private const int Changes = 25;

    private readonly List<string> _failures = [];

    private static readonly string[] Names =
    [
        "", " ", "a/b", "../../a", @"..\a", "a\0b", "a`b", "`; DROP DATABASE {victim}; --", new('n', 65), "{victim}", "mysql", "{victim}`.`precious",
        "a\u001b[2Jb", "CON", "log",
    ];

    private static readonly string[] Pieces =
    [
        "'", "`", "\\", ";", "*/", "/*!", "/*M!999999 ", "-- ", "\n", "\0", "DELIMITER $$\n", "(SELECT 1)", "`{victim}`.", "DROP DATABASE {victim};",
        "999999999999999999999", "0x", ")", "(", "\u00e9", "END",
    ];

    private static Dictionary<string, Func<ArchiveIndex, string, ArchiveIndex>> Index { get; } = new(StringComparer.Ordinal)
    {
        ["more rows"] = Tables((table, _) => table with { Rows = long.MaxValue }),
        ["fewer than no rows"] = Tables((table, _) => table with { Rows = -1 }),
        ["another content"] = Tables((table, _) => table with { ContentHash = "0123456789abcdef" }),
        ["a content that is no hash"] = Tables((table, _) => table with { ContentHash = "'; DROP DATABASE {victim}" }),
        ["no content"] = Tables((table, _) => table with { ContentHash = null }),
        ["another kind of table"] = Tables((table, _) => table with { Type = "SEQUENCE" }),
        ["a kind of table that there is not"] = Tables((table, _) => table with { Type = "x" }),
        ["another engine"] = Tables((table, _) => table with { Engine = "InnoDB; DROP DATABASE {victim}" }),
        ["another database of tables"] = Tables((table, victim) => table with { Database = victim }),
        ["another table"] = Tables((table, _) => table.Name == "class" ? table with { Name = "precious" } : table),
        ["defaults that are SQL"] = (index, _) => index with { Databases = [.. index.Databases.Select(database => database with { Charset = "utf8mb4 COMMENT 'x'", Collation = "x; DROP DATABASE {victim}" })] },
        ["a database twice"] = (index, _) => index with { Databases = [.. index.Databases, .. index.Databases] },
        ["another database"] = (index, victim) => index with { Databases = [.. index.Databases.Select(database => database with { Name = victim })] },
    };

    [Fact]
    public void A_lie_of_the_index() => Each(Index.Keys, (lie, file, victim) => Altered.Copy(file, index => Index[lie](index, victim)));

    [Fact]
    public void A_table_with_a_name_that_no_file_and_no_server_takes() => Each(Names, (name, file, victim) =>
    {
        string given = name.Replace("{victim}", victim, StringComparison.Ordinal);
        return Altered.Copy(file, index => index with
        {
            Tables = [.. index.Tables.Select(table => table.Name == "class" ? table with { Name = given } : table)],
            Chunks = [.. index.Chunks.Select(chunk => chunk.Table == "class" ? chunk with { Table = given } : chunk)],
        });
    });

    /// <summary>One place of one chunk's text; drawn by number.</summary>
    [Fact]
    public void A_lie_of_the_text() => Each(Enumerable.Range(0, Changes).Select(seed => Invariant($"{seed}")), (seed, file, victim) =>
    {
        var random = new Random(int.Parse(seed, CultureInfo.InvariantCulture));
        int chunk = random.Next(9);
        return Altered.Copy(file, null, (_, text) =>
        {
            if (chunk-- != 0 || text.Length == 0) return text;
            int at = random.Next(text.Length);
            string piece = Pieces[random.Next(Pieces.Length)].Replace("{victim}", victim, StringComparison.Ordinal);
            return text[..at] + piece + text[(random.Next(2) == 0 ? at : Math.Min(text.Length, at + piece.Length))..];
        });
    });

    private static Func<ArchiveIndex, string, ArchiveIndex> Tables(Func<TableEntry, string, TableEntry> change) =>
        (index, victim) => index with { Tables = [.. index.Tables.Select(table => change(table, victim))] };

    private void Each(IEnumerable<string> lies, Func<string, string, string, string> alter)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        using TestDatabase victim = server.NewDatabase("CREATE TABLE precious (id INT); INSERT INTO precious VALUES (1); CREATE VIEW looked AS SELECT 1; CREATE SEQUENCE counter");
        string file = school.BackUpToFile();
        string bystander = Stands(victim);
        foreach (string lie in lies)
        {
            string altered = alter(lie, file, victim.Name);
            Try(lie, "list", () => Catalogue.List([Places.At(school.Repository)], KeyRing.Empty));
            foreach (VerifyLevel level in Enum.GetValues<VerifyLevel>())
                Try(lie, level.ToString(), () => Run.Verify(new VerifyOptions { Backup = Places.Backup(altered), Level = level, Connection = level == VerifyLevel.Restore ? school.Connection : null, Loaders = 2 }));
            foreach (ExportFormat format in (ExportFormat[])[ExportFormat.Sql, ExportFormat.Csv, ExportFormat.Zip]) Try(lie, format.ToString(), () => Export(altered, format));
            Try(lie, "restore", () => Run.Restore(school.RestoreOptions(altered)));
            Try(lie, "restore in place", () => Run.Restore(school.RestoreOptions(altered) with { Placement = Placement.InPlace }));
            File.Delete(altered);
            Assert.Equal((lie, bystander), (lie, Stands(victim)));
            Assert.Equal([Path.GetFileName(file)], Files(school.Repository));
        }

        Assert.Empty(_failures);
    }

    private static void Export(string file, ExportFormat format)
    {
        string to = Path.Combine(Path.GetDirectoryName(file)!, "out.tmp");
        var export = new ExportOptions
        {
            Backup = Places.Backup(file),
            To = to,
            Format = format,
            Table = format == ExportFormat.Csv ? "class" : null,
            Password = format == ExportFormat.Zip ? "chalk" : null,
        };
        new ExportOperation(TimeProvider.System, new NoProgress()).Run(export, CancellationToken.None);
        File.Delete(to);
    }

    private static string[] Files(string repository) =>
    [
        .. Directory.EnumerateFiles(repository).Select(path => Path.GetFileName(path))
            .Where(name => name is not (RepositoryLock.LockFileName or RepositoryLock.RunFileName) && !name.EndsWith(".verified", StringComparison.Ordinal)),
    ];

    /// <summary>The server's databases and accounts, what it runs with, and all of a database that has nothing to do with the archive.</summary>
    private static string Stands(TestDatabase victim) => victim.Sql(
        """
        SELECT schema_name, default_collation_name FROM information_schema.schemata WHERE schema_name NOT RLIKE '^school[0-9]+$' OR schema_name = DATABASE() ORDER BY 1;
        SELECT user, host FROM mysql.user ORDER BY 1, 2;
        SELECT @@global.general_log, @@global.event_scheduler, @@global.sql_mode, @@global.local_infile;
        CHECKSUM TABLE precious, counter;
        SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY 1;
        SELECT column_name, column_type FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY 1;
        SELECT COUNT(*) FROM information_schema.routines WHERE routine_schema = DATABASE();
        SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema = DATABASE();
        SELECT COUNT(*) FROM information_schema.events WHERE event_schema = DATABASE();
        """);

    private void Try(string name, string what, Action act)
    {
        try
        {
            act();
        }
        catch (BackupException refused)
        {
            if (string.IsNullOrWhiteSpace(refused.Hint) || refused.Code == BackupError.InternalError) _failures.Add($"{name}, {what}: {refused}");
        }
        catch (Exception failure)
        {
            _failures.Add($"{name}, {what}: {failure}");
        }
    }
}
