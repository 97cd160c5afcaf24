using SchoolBackup.Demo;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Faults;

/// <summary>While amounts move between two tables without a pause, every backup holds one moment: nothing is lost or doubled.</summary>
[Collection(OnServer.Name)]
public sealed class SnapshotTests(TestServer server)
{
    private const int Accounts = 20_000;
    private const long Total = 2L * Accounts * 1000;

    /// <summary>Two tables know no transactions; on MariaDB, of two engines.</summary>
    private static readonly string Tables = $"""
        CREATE TABLE a_fees (id INT NOT NULL PRIMARY KEY, amount BIGINT NOT NULL, filler CHAR(200) NOT NULL DEFAULT 'x');
        CREATE TABLE z_paid (id INT NOT NULL PRIMARY KEY, amount BIGINT NOT NULL, filler CHAR(200) NOT NULL DEFAULT 'x');
        CREATE TABLE b_left (id INT NOT NULL PRIMARY KEY, amount BIGINT NOT NULL) ENGINE=MyISAM;
        CREATE TABLE y_right (id INT NOT NULL PRIMARY KEY, amount BIGINT NOT NULL) ENGINE={(ServerPrograms.Find().IsMySql ? "MyISAM" : "Aria")};
        INSERT INTO a_fees (id, amount) SELECT seq, 1000 FROM seq_1_to_20000;
        INSERT INTO z_paid (id, amount) SELECT seq, 1000 FROM seq_1_to_20000;
        INSERT INTO b_left (id, amount) SELECT seq, 1000 FROM seq_1_to_20000;
        INSERT INTO y_right (id, amount) SELECT seq, 1000 FROM seq_1_to_20000;
        """;

    [Theory]
    [InlineData(LockLevel.GlobalReadLock, "ALL PRIVILEGES ON *.*")]
    [InlineData(LockLevel.TableLocks, "SELECT, LOCK TABLES ON {db}.*")]
    [InlineData(LockLevel.SingleConnection, "SELECT ON {db}.*")]
    public void Sums_agree_on_every_lock_level(LockLevel lockLevel, string grant)
    {
        using TestDatabase school = server.NewDatabase(Tables);
        bool locks = lockLevel != LockLevel.SingleConnection;
        BackupOptions options = school.BackupOptions with
        {
            Connection = school.Account(grant),
            BlindSpots = BlindSpots.Allow,
            Selection = locks ? new DumpSelection() : new DumpSelection { ExcludeTables = ["b_left", "y_right"] },
        };
        var files = new List<string>();
        using (var mover = new Mover(school))
        {
            for (int run = 0; run < 3; run++)
            {
                mover.AwaitMove();
                BackupResult backup = Run.Backup(options);
                Assert.Equal(lockLevel, backup.Header.Snapshot);
                files.Add(backup.Files[0]);
            }
        }

        foreach (string file in files) AssertSums(school, file, locks);
    }

    /// <summary>Such a table knows no versions: a writer queues up for it, and would come before the reader that it waits for.</summary>
    [Theory]
    [InlineData("MyISAM")]
    [InlineData("Aria", Traits = ["Server", "mariadb"])]
    [InlineData("MEMORY")]
    public void A_writer_that_waits_for_the_lock_does_not_hold_up_the_reader(string engine)
    {
        using TestDatabase school = server.NewDatabase($"CREATE TABLE first (n INT) ENGINE={engine}; INSERT INTO first VALUES (1); CREATE TABLE second LIKE first; INSERT INTO second VALUES (1)");
        using var connection = MySqlConnection.Open(school.Connection with { Database = school.Name }, CancellationToken.None);
        Thread? writing = null;

        Run.Backup(school.BackupOptions with { Connection = school.Account("SELECT, LOCK TABLES ON {db}.*"), BlindSpots = BlindSpots.Allow }, progress =>
        {
            if (progress.Phase != RunPhase.Reading || progress.Subject != "first" || writing is not null) return;
            writing = new Thread(() => connection.Execute("UPDATE second SET n = 2"));
            writing.Start();
            // MariaDB says level, MySQL metadata.
            SpinWait.SpinUntil(() => school.Sql("SHOW PROCESSLIST") is var list && list.Contains("Waiting for table ", StringComparison.Ordinal) && list.Contains(" lock", StringComparison.Ordinal));
        });

        Assert.NotNull(writing);
        writing.Join();
        Assert.Equal("2\n", school.Sql("SELECT n FROM second"));
    }

    private static void AssertSums(TestDatabase school, string file, bool locks)
    {
        string copy = school.Name + "_copy";
        Run.Restore(school.RestoreOptions(file) with { TargetDatabase = copy });
        Assert.Equal($"{Total}\n", school.Server.RunSql("SELECT (SELECT SUM(amount) FROM a_fees) + (SELECT SUM(amount) FROM z_paid)", copy));
        if (locks) Assert.Equal($"{Total}\n", school.Server.RunSql("SELECT (SELECT SUM(amount) FROM b_left) + (SELECT SUM(amount) FROM y_right)", copy));
    }

    /// <summary>Moves amounts on a connection of its own until it is disposed.</summary>
    private sealed class Mover : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly TestDatabase _school;
        private readonly Task _moving;
        private long _moves;

        public Mover(TestDatabase school)
        {
            _school = school;
            _moving = Task.Factory.StartNew(Move, TaskCreationOptions.LongRunning);
        }

        public void AwaitMove()
        {
            long before = Volatile.Read(ref _moves);
            SpinWait.SpinUntil(() => Volatile.Read(ref _moves) > before || _moving.IsCompleted);
        }

        public void Dispose()
        {
            _stop.Cancel();
            _moving.GetAwaiter().GetResult();
            _stop.Dispose();
        }

        private void Move()
        {
            using MySqlConnection connection = MySqlConnection.Open(_school.Connection with { Database = _school.Name }, CancellationToken.None);
            var random = new Random(11);
            while (!_stop.IsCancellationRequested)
            {
                (int from, int to, int amount) = (random.Next(1, Accounts + 1), random.Next(1, Accounts + 1), random.Next(1, 50));
                connection.Execute("START TRANSACTION");
                connection.Execute($"UPDATE a_fees SET amount = amount - {amount} WHERE id = {from}");
                connection.Execute($"UPDATE z_paid SET amount = amount + {amount} WHERE id = {to}");
                connection.Execute("COMMIT");
                // Without transactions a single statement is what holds together; both tables stay locked for its length.
                connection.Execute($"UPDATE b_left, y_right SET b_left.amount = b_left.amount - {amount}, y_right.amount = y_right.amount + {amount} WHERE b_left.id = {from} AND y_right.id = {to}");
                Interlocked.Increment(ref _moves);
            }
        }
    }
}
