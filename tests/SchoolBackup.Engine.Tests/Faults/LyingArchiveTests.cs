using System.Globalization;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Encryption;
using SchoolBackup.Engine.Tests.Operations;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Tests.Faults;

/// <summary>
/// Archives that are whole, and whose header, index or text lies. Whoever lists, verifies, exports, restores, rotates, judges or removes them ends well or in an
/// error with a code, and a server is touched nowhere but in the scratch and in what is restored.
/// </summary>
[Collection(OnServer.Name)]
public sealed class LyingArchiveTests(TestServer server)
{
    private const int Changes = 15;

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
        ["no columns"] = Tables((table, _) => table with { Columns = [] }),
        ["columns twice"] = Tables((table, _) => table with { Columns = [.. table.Columns, .. table.Columns] }),
        ["columns of another kind"] = Tables((table, _) => table with { Columns = [.. table.Columns.Select(column => column with { Kind = ColumnKind.Parsed })] }),
        ["a kind of column that there is not"] = Tables((table, _) => table with { Columns = [.. table.Columns.Select(column => column with { Kind = (ColumnKind)99 })] }),
        ["a character set that is SQL"] = Tables((table, _) => table with { Columns = [.. table.Columns.Select(column => column with { Charset = "latin1 'x'); DROP DATABASE {victim}; --" })] }),
        ["a collation that is SQL"] = Tables((table, _) => table with { Collations = ["utf8mb4_bin'; DROP DATABASE {victim}; --"] }),
        ["computed columns that are none"] = Tables((table, _) => table with { Computed = new ComputedEntry([new("x` , (SELECT 1)", ColumnKind.Text, null)], "00", ["'; DROP DATABASE {victim}"]) }),
        ["thousands of tables"] = (index, _) => index with { Tables = [.. index.Tables, .. Enumerable.Range(0, 5000).Select(i => index.Tables[0] with { Name = Invariant($"t{i}") })] },
        ["defaults that are SQL"] = (index, _) => index with { Databases = [.. index.Databases.Select(database => database with { Charset = "utf8mb4 COMMENT 'x'", Collation = "x; DROP DATABASE {victim}" })] },
        ["a comment that is SQL"] = (index, _) => index with { Databases = [.. index.Databases.Select(database => database with { Comment = @"\' */; DROP DATABASE {victim}; /*" })] },
        ["no database"] = (index, _) => index with { Databases = [] },
        ["a database twice"] = (index, _) => index with { Databases = [.. index.Databases, .. index.Databases] },
        ["another database"] = (index, victim) => index with { Databases = [.. index.Databases.Select(database => database with { Name = victim })] },
        ["no objects"] = (index, _) => index with { Objects = [] },
        ["objects twice"] = (index, _) => index with { Objects = [.. index.Objects, .. index.Objects] },
        ["other definers"] = Objects((one, _) => one with { Definer = "nobody`@`%` DROP" }),
        ["other kinds of objects"] = Objects((one, _) => one with { Type = one.Type == "VIEW" ? "TRIGGER" : "VIEW" }),
        ["a kind of object that there is not"] = Objects((one, _) => one with { Type = "DATABASE" }),
        ["another database of objects"] = Objects((one, victim) => one with { Database = victim }),
        ["other tables of triggers"] = Objects((one, _) => one with { Table = "precious" }),
        ["invalid objects"] = Objects((one, _) => one with { Valid = false }),
        ["other kinds of chunks"] = Chunks((chunk, _) => chunk with { Kind = (ChunkKind)(((int)chunk.Kind + 1) % 8) }),
        ["a kind of chunk that there is not"] = Chunks((chunk, _) => chunk with { Kind = (ChunkKind)99 }),
        ["all chunks are rows"] = Chunks((chunk, _) => chunk with { Kind = ChunkKind.Rows }),
        ["another database of chunks"] = Chunks((chunk, victim) => chunk with { Database = victim }),
        ["chunks of no table"] = Chunks((chunk, _) => chunk with { Table = null }),
        ["chunks of another table"] = Chunks((chunk, _) => chunk with { Table = "precious" }),
        ["other rows of chunks"] = Chunks((chunk, _) => chunk with { Rows = chunk.Rows + 1 }),
        ["longer chunks"] = Chunks((chunk, _) => chunk with { RawLength = int.MaxValue }),
        ["a table that is null"] = (index, _) => index with { Tables = [.. index.Tables, null!] },
        ["tables without names"] = Tables((table, _) => table with { Name = null! }),
        ["tables without a database"] = Tables((table, _) => table with { Database = null! }),
        ["tables without a kind"] = Tables((table, _) => table with { Type = null!, Engine = null! }),
        ["columns that are null"] = Tables((table, _) => table with { Columns = null! }),
        ["a column that is null"] = Tables((table, _) => table with { Columns = [null!] }),
        ["columns without names"] = Tables((table, _) => table with { Columns = [.. table.Columns.Select(column => column with { Name = null! })] }),
        ["collations that are null"] = Tables((table, _) => table with { Collations = [null!] }),
        ["a database that is null"] = (index, _) => index with { Databases = [null!] },
        ["databases without defaults"] = (index, _) => index with { Databases = [.. index.Databases.Select(database => database with { Charset = null!, Collation = null! })] },
        ["an object that is null"] = (index, _) => index with { Objects = [null!] },
        ["objects without names"] = Objects((one, _) => one with { Name = null!, Type = null! }),
        ["a chunk that is null"] = (index, _) => index with { Chunks = [.. index.Chunks, null!] },
        ["chunks without a digest"] = Chunks((chunk, _) => chunk with { Sha256 = null! }),
        ["warnings that are null"] = (index, _) => index with { Warnings = [null!], Omitted = [null!] },
    };

    private static Dictionary<string, Func<ArchiveHeader, string, ArchiveHeader>> Header { get; } = new(StringComparer.Ordinal)
    {
        ["no databases"] = (header, _) => header with { Databases = [] },
        ["databases that are null"] = (header, _) => header with { Databases = null! },
        ["a database that is null"] = (header, _) => header with { Databases = [null!] },
        ["another database"] = (header, victim) => header with { Databases = [victim] },
        ["a database that is SQL"] = (header, victim) => header with { Databases = [$"`; DROP DATABASE {victim}; --"] },
        ["an id that is a path"] = (header, _) => header with { Id = "../../etc/passwd" },
        ["an id that is null"] = (header, _) => header with { Id = null! },
        ["the first moment"] = (header, _) => header with { Started = DateTimeOffset.MinValue },
        ["the last moment"] = (header, _) => header with { Started = DateTimeOffset.MaxValue },
        ["the last moment elsewhere"] = (header, _) => header with { Started = new DateTimeOffset(9999, 12, 31, 23, 0, 0, TimeSpan.FromHours(14)) },
        ["a duration that is none"] = (header, _) => header with { DurationMilliseconds = long.MinValue },
        ["a longer duration than any"] = (header, _) => header with { DurationMilliseconds = long.MaxValue },
        ["a tool that is null"] = (header, _) => header with { Tool = null! },
        ["a tool that clears the screen"] = (header, _) => header with { Tool = "\u001b[2J" },
        ["a server that is null"] = (header, _) => header with { ServerVersion = null!, ServerFlavor = null! },
        ["a server that there is not"] = (header, _) => header with { ServerVersion = "", ServerFlavor = "x" },
        ["a lock level that there is not"] = (header, _) => header with { Snapshot = (LockLevel)99 },
        ["a kind that there is not"] = (header, _) => header with { Kind = (BackupKind)99 },
        ["counts that are none"] = (header, _) => header with { Tables = -1, Rows = long.MinValue },
        ["a position that is SQL"] = (header, victim) => header with { Position = new BinlogPosition(null!, -1, $"'; DROP DATABASE {victim}") },
        ["a format to come"] = (header, _) => header with { Format = 99 },
        ["a format before the first"] = (header, _) => header with { Format = -1 },
    };

    [Fact]
    public void A_lie_of_the_index() => Each(Index.Keys, (lie, file, victim) => Altered.Copy(file, index => Index[lie](index, victim)));

    [Fact]
    public void A_lie_of_the_header() => Each(Header.Keys, (lie, file, victim) => Altered.Copy(file, header: header => Header[lie](header, victim)));

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

    private static Func<ArchiveIndex, string, ArchiveIndex> Objects(Func<ObjectEntry, string, ObjectEntry> change) =>
        (index, victim) => index with { Objects = [.. index.Objects.Select(one => change(one, victim))] };

    private static Func<ArchiveIndex, string, ArchiveIndex> Chunks(Func<ChunkEntry, string, ChunkEntry> change) =>
        (index, victim) => index with { Chunks = [.. index.Chunks.Select(chunk => change(chunk, victim))] };

    private void Each(IEnumerable<string> lies, Func<string, string, string, string> alter)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        using TestDatabase victim = server.NewDatabase("CREATE TABLE precious (id INT); INSERT INTO precious VALUES (1); CREATE VIEW looked AS SELECT 1; " + School.Counter);
        string file = school.BackUpToFile();
        string bystander = Stands(victim);
        var placement = Placement.InPlace;
        foreach (string lie in lies)
        {
            string altered = alter(lie, file, victim.Name);
            Try(lie, "list", () => Catalogue.List([Places.At(school.Repository)], KeyRing.Empty));
            foreach (VerifyLevel level in Enum.GetValues<VerifyLevel>())
                Try(lie, level.ToString(), () => Run.Verify(new VerifyOptions { Backup = Places.Backup(altered), Level = level, Connection = level == VerifyLevel.Restore ? school.Connection : null, Loaders = 2 }));
            foreach (ExportFormat format in Enum.GetValues<ExportFormat>()) Try(lie, format.ToString(), () => Export(altered, format));
            // The two in turn: each takes longer than all else together.
            placement = placement == Placement.Swap ? Placement.InPlace : Placement.Swap;
            Try(lie, $"restore {placement}", () => Run.Restore(school.RestoreOptions(altered) with { Placement = placement }));
            Keep(lie, altered);
            Assert.Equal((lie, bystander), (lie, Stands(victim)));
            Assert.Equal([Path.GetFileName(file)], Files(school.Repository));
        }

        Assert.Empty(_failures);
    }

    /// <summary>What those do who keep backups: give them another key, judge them, and remove them.</summary>
    private void Keep(string lie, string altered)
    {
        string folder = Path.GetDirectoryName(altered)!;
        string encrypted = altered + ".enc";
        File.WriteAllBytes(encrypted, EncryptedFile.Encrypt(File.ReadAllBytes(altered), EncryptedFile.Key));
        var rotation = new RotationOptions { Places = [Places.At(folder)], Keys = EncryptedFile.Ring, NewKey = EncryptedFile.OtherKey, OldKeys = OldKeys.Remove };
        Try(lie, "rotate", () => new RotationOperation(TimeProvider.System, new NoProgress()).Run(rotation, CancellationToken.None));
        Try(lie, "encrypted", () => Run.Verify(new VerifyOptions { Backup = Places.Backup(encrypted), Level = VerifyLevel.Content, Keys = new KeyRing(EncryptedFile.OtherKey) }));
        var cleanup = new CleanupOptions { Places = [Places.At(folder)], Policy = new RetentionPolicy { RetentionDays = 30, KeepLast = 1, KeepDaily = 7, KeepYearly = 2 }, Mode = CleanupMode.WhatIf };
        Try(lie, "judge", () => new CleanupOperation(TimeProvider.System, new NoProgress()).Run(cleanup, CancellationToken.None));
        foreach (string file in (string[])[altered, encrypted])
            Try(lie, "remove", () => new RemovalOperation(TimeProvider.System, new NoProgress()).Run([Catalogue.At(Places.Backup(file), [])], [], CancellationToken.None));
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
