using System.Diagnostics;
using SchoolBackup.Demo;
using SchoolBackup.Engine.Tests.Operations;
using SchoolBackup.MySql;

[assembly: AssemblyFixture(typeof(DumpServer))]

namespace SchoolBackup.Engine.Tests.Operations;

/// <summary>A server with a small school on it, and its own dump program to make dumps of it; started when a test first asks.</summary>
public sealed class DumpServer : IDisposable
{
    private static readonly string School = $"""
        CREATE TABLE rooms (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(40) NOT NULL) DEFAULT CHARSET=utf8mb4;
        CREATE TABLE students (id INT PRIMARY KEY AUTO_INCREMENT, room INT, name VARCHAR(80), photo BLOB, CONSTRAINT lives FOREIGN KEY (room) REFERENCES rooms (id)) DEFAULT CHARSET=utf8mb4;
        CREATE TABLE audit (id INT PRIMARY KEY AUTO_INCREMENT, what VARCHAR(200));
        {(IsMySql ? "CREATE TABLE fees (receipt INT AUTO_INCREMENT PRIMARY KEY, amount DECIMAL(10,2)) AUTO_INCREMENT = 7;" : SequenceAndFees)}
        INSERT INTO rooms (name) VALUES ('Löwen'), ('it''s; \\ room');
        INSERT INTO students (room, name, photo) VALUES (1, 'Zoë 😀', 0x00FF27), (2, '-- no comment', NULL), (NULL, '', '');
        INSERT INTO fees (amount) VALUES (1.50), (2.75);
        CREATE VIEW names AS SELECT s.name, r.name AS room FROM students s LEFT JOIN rooms r ON r.id = s.room;
        CREATE VIEW alice AS SELECT * FROM names;
        CREATE FUNCTION heads() RETURNS INT READS SQL DATA RETURN (SELECT COUNT(*) FROM students);
        DELIMITER ;;
        CREATE PROCEDURE note(x VARCHAR(200)) BEGIN INSERT INTO audit (what) VALUES (x); END;;
        CREATE TRIGGER enrolled AFTER INSERT ON students FOR EACH ROW BEGIN INSERT INTO audit (what) VALUES (NEW.name); END;;
        CREATE EVENT sms ON SCHEDULE EVERY 1 SECOND DO INSERT INTO audit (what) VALUES ('sent');;
        DELIMITER ;
        """;

    private const string SequenceAndFees = "CREATE SEQUENCE receipts START WITH 7; CREATE TABLE fees (receipt INT DEFAULT NEXTVAL(receipts), amount DECIMAL(10,2));";

    // On MySQL 9.7 transactions are numbered from the start, and each test adds some.
    private static string[] NoGtids => IsMySql ? ["--set-gtid-purged=OFF"] : [];

    private readonly Lock _starting = new();
    private ThrowawayServer? _server;

    /// <summary>How many tables a school has; MySQL has no sequence.</summary>
    public static int Tables => IsMySql ? 4 : 5;

    public static bool IsMySql => ServerPrograms.Find().IsMySql;

    public ConnectionOptions Connection => new() { Socket = Server.Socket };

    private ThrowawayServer Server
    {
        get
        {
            lock (_starting) return _server ??= ThrowawayServer.Start(new ThrowawayServerOptions
            {
                BufferPoolMiB = 64,
                // MySQL runs events unless somebody says otherwise, and the one of this school writes a row a second.
                ExtraArguments = ["--innodb-flush-log-at-trx-commit=0", "--sync-binlog=0", "--event-scheduler=OFF"],
            });
        }
    }

    public string Run(string sql, string? database = null) => Server.RunSql(sql, database);

    /// <summary>Runs the text of a dump, byte for byte.</summary>
    public string Run(byte[] script, string database) => Server.Client.Run(new MemoryStream(script), database);

    /// <summary>A school under a name of its own.</summary>
    public string NewSchool()
    {
        string name = $"school_{Guid.NewGuid().ToString("N")[..8]}";
        Run($"CREATE DATABASE {name} DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
        Run(School, name);
        return name;
    }

    /// <summary>Everything that a school holds, as text, apart from its own name.</summary>
    public string Everything(string database) => Dump(["--skip-dump-date", "--skip-comments", "--routines", "--events", "--triggers", "--skip-extended-insert", "--order-by-primary", .. NoGtids, database])
        .Replace(database, "SCHOOL", StringComparison.Ordinal)
        // MySQL's way to say the same of a column whose table has been made of a dump.
        .Replace(" CHARACTER SET utf8mb4 COLLATE ", " COLLATE ", StringComparison.Ordinal);

    public string Dump(params string[] arguments)
    {
        ProcessStartInfo start = Server.Programs.StartInfo(Server.Programs.Dump!, ["--no-defaults", $"--socket={Server.Socket}", "--user=root", .. arguments]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process dump = Process.Start(start)!;
        Task<string> errors = dump.StandardError.ReadToEndAsync();
        string text = dump.StandardOutput.ReadToEnd();
        dump.WaitForExit();
        return dump.ExitCode == 0 ? text : throw new InvalidOperationException(errors.Result);
    }

    /// <summary>Databases that a restore or drill left behind.</summary>
    public string Scratches(string database) => Run($"SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '{database}\\_%'");

    public void Dispose() => _server?.Dispose();
}
