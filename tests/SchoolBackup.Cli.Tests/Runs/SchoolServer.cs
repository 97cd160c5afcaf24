using SchoolBackup.Demo;

[assembly: AssemblyFixture(typeof(SchoolBackup.Cli.Tests.SchoolServer))]

namespace SchoolBackup.Cli.Tests;

/// <summary>One real server for all tests, with a small school that no test changes.</summary>
public sealed class SchoolServer : IDisposable
{
    public const string Password = "Zq7-wr0ng-h0rse";

    public const string Database = "school";

    /// <summary>Big enough that a line can stall in the middle of it.</summary>
    public const string BigDatabase = "archive_of_marks";

    public SchoolServer()
    {
        Server = ThrowawayServer.Start(new ThrowawayServerOptions { RootPassword = Password });
        Server.RunSql($"""
            CREATE DATABASE {Database}; USE {Database};
            CREATE TABLE classes (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL);
            CREATE TABLE pupils (id INT PRIMARY KEY AUTO_INCREMENT, class_id INT NOT NULL, name VARCHAR(50), FOREIGN KEY (class_id) REFERENCES classes (id));
            INSERT INTO classes VALUES (1, '1a'), (2, '1b');
            INSERT INTO pupils (class_id, name) SELECT 1 + seq % 2, CONCAT('pupil ', seq) FROM seq_1_to_500;
            CREATE VIEW in_1a AS SELECT name FROM pupils WHERE class_id = 1;
            CREATE DATABASE {BigDatabase}; USE {BigDatabase};
            CREATE TABLE marks (id INT PRIMARY KEY, remark TEXT NOT NULL);
            INSERT INTO marks SELECT seq, REPEAT(SHA2(seq, 256), 4) FROM seq_1_to_100000;
            """);
    }

    public ThrowawayServer Server { get; }

    public void Dispose() => Server.Dispose();
}
