using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Operations;

/// <summary>The fence that the server holds, with ours taken away: what a dump's account is refused whatever was read of its dump.</summary>
public sealed class DumpAccountTests(DumpAccountTests.OwnServer own) : IClassFixture<DumpAccountTests.OwnServer>, IDisposable
{
    private readonly DumpServer _server = own.Dumps;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("DROP DATABASE LIVE")]
    [InlineData("DROP TABLE LIVE.audit")]
    [InlineData("INSERT INTO LIVE.audit (what) VALUES ('x')")]
    [InlineData("RENAME TABLE mine TO LIVE.mine")]
    [InlineData("ALTER TABLE mine RENAME LIVE.mine")]
    [InlineData("GRANT ALL ON *.* TO CURRENT_USER()")]
    [InlineData("GRANT SELECT ON LIVE.* TO CURRENT_USER()")]
    [InlineData("CREATE USER intruder@localhost")]
    [InlineData("SELECT 1 INTO OUTFILE '/tmp/schoolbackup-intruder'")]
    [InlineData("SELECT SETVAL(mine_s, 5, 0) INTO OUTFILE '/tmp/schoolbackup-intruder'", Traits = ["Server", "mariadb"])]
    [InlineData("LOAD DATA INFILE '/etc/passwd' INTO TABLE mine")]
    [InlineData("DO SETVAL(LIVE.receipts, 99)", Traits = ["Server", "mariadb"])]
    [InlineData("SELECT NEXT VALUE FOR LIVE.receipts", Traits = ["Server", "mariadb"])]
    [InlineData("CREATE TABLE g (a INT DEFAULT (NEXTVAL(LIVE.receipts)))", Traits = ["Server", "mariadb"])]
    [InlineData("SET GLOBAL max_connections = 3")]
    [InlineData("CREATE FUNCTION u RETURNS INTEGER SONAME 'u.so'")]
    [InlineData("CALL LIVE.note('x')")]
    [InlineData("SET @x = LIVE.heads()")]
    [InlineData("CREATE PROCEDURE LIVE.p() SELECT 1")]
    [InlineData("CREATE DEFINER = root@localhost PROCEDURE p() DROP DATABASE LIVE")]
    [InlineData("CREATE EVENT LIVE.e ON SCHEDULE AT NOW() DO DROP DATABASE LIVE")]
    [InlineData("CREATE TRIGGER LIVE.t BEFORE INSERT ON LIVE.audit FOR EACH ROW SET NEW.what = 1")]
    [InlineData("CREATE TABLE m (id INT, what VARCHAR(200)) ENGINE=MERGE UNION=(LIVE.audit)")]
    [InlineData("EXECUTE IMMEDIATE 'DROP DATABASE LIVE'", Traits = ["Server", "mariadb"])]
    [InlineData("BEGIN NOT ATOMIC DROP DATABASE LIVE; END", Traits = ["Server", "mariadb"])]
    [InlineData("SET STATEMENT max_statement_time = 1 FOR DELETE FROM LIVE.audit", Traits = ["Server", "mariadb"])]
    [InlineData("SET SESSION sql_log_bin = 0")]
    [InlineData("CREATE DATABASE elsewhere")]
    public void The_server_itself_refuses_what_reaches_outside(string statement)
    {
        string live = _server.NewSchool();
        _server.Run("ALTER EVENT sms DISABLE", live);
        string before = _server.Everything(live);
        string scratch = live.Replace("school_", "schoolX", StringComparison.Ordinal);
        _server.Run($"CREATE DATABASE {scratch}; CREATE TABLE {scratch}.mine (a INT)");
        if (!DumpServer.IsMySql) _server.Run($"CREATE SEQUENCE {scratch}.mine_s");

        string refusal = DumpAccount.Use(_server.Connection, account =>
        {
            account.OpenTo(scratch, [], CancellationToken.None);
            Assert.Null(account.Absence);
            using MySqlConnection session = MySqlConnection.Open(account.Connection, CancellationToken.None);
            session.Execute($"USE {scratch}");
            return Assert.Throws<MySqlException>(() => session.Execute(statement.Replace("LIVE", live, StringComparison.Ordinal))).Message;
        }, CancellationToken.None);

        Assert.Matches("denied|not have|need", refusal);
        Assert.Equal(before, _server.Everything(live));
        Assert.Equal("0\n", _server.Run("SELECT COUNT(*) FROM mysql.user WHERE user = 'intruder'"));
        Assert.Equal("", Accounts());
        _server.Run($"DROP DATABASE {scratch}");
    }

    [Fact]
    public void A_database_whose_name_only_fits_the_pattern_is_outside()
    {
        string live = _server.NewSchool();
        DumpAccount.Use(_server.Connection, account =>
        {
            account.OpenTo(live.Replace("ol_", "o__", StringComparison.Ordinal), [], CancellationToken.None);
            using MySqlConnection session = MySqlConnection.Open(account.Connection, CancellationToken.None);
            Assert.Equal(1044, Assert.Throws<MySqlException>(() => session.Execute($"USE {live}")).Number);
            return 0;
        }, CancellationToken.None);
    }

    [Fact]
    public void All_of_a_dump_is_run_by_it_and_it_is_gone_afterwards()
    {
        string school = _server.NewSchool();
        string dump = Write(_server.Dump("--routines", "--events", "--triggers", school));
        _server.Run("SET GLOBAL general_log = OFF; SET GLOBAL log_output = 'TABLE'; TRUNCATE mysql.general_log; SET GLOBAL general_log = ON");
        try
        {
            Assert.Equal(DumpServer.Tables, Run.Verify(Drill(dump)).Tables);
        }
        finally
        {
            _server.Run("SET GLOBAL general_log = OFF");
        }

        foreach (string made in (string[])["INSERT INTO `students`%", "CREATE TABLE `students`%", "CREATE%FUNCTION `heads`%", "CREATE%TRIGGER%enrolled%", "CREATE%EVENT `sms`%", "CREATE%VIEW `alice`%from%"])
        {
            string who = _server.Run($"SELECT DISTINCT SUBSTRING_INDEX(user_host, '[', 1) FROM mysql.general_log WHERE argument LIKE '%{made.Replace("'", "''", StringComparison.Ordinal)}' AND argument NOT LIKE '%general_log%' AND argument NOT LIKE 'SHOW%'");
            Assert.All(who.Split('\n', StringSplitOptions.RemoveEmptyEntries), user => Assert.StartsWith(DumpAccount.Prefix, user));
            Assert.True(who.Length > 0, $"not in the log: {made}");
        }

        Assert.Equal("", Accounts());
    }

    [Fact]
    public void It_is_gone_after_a_failure()
    {
        string school = _server.NewSchool();
        string dump = Write(_server.Dump(school).Replace("INSERT INTO `students` VALUES", "INSERT INTO `students` VALUES (1,2,3,4,5),", StringComparison.Ordinal));
        Run.Fails(BackupError.RestoreFailed, () => Run.Restore(new RestoreOptions { Connection = _server.Connection, Backup = Places.Backup(dump) }));
        Assert.Equal("", Accounts());
        Assert.Equal("", _server.Scratches(school));
    }

    [Fact]
    public void It_is_gone_after_a_stop()
    {
        string school = _server.NewSchool();
        string dump = Write(_server.Dump(school).Replace("INSERT INTO `students`", $"/*{new string('x', 3 << 20)}*/ INSERT INTO `students`", StringComparison.Ordinal));
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Run.Restore(
            new RestoreOptions { Connection = _server.Connection, Backup = Places.Backup(dump) },
            told =>
            {
                if (told.Phase != RunPhase.Loading) return;
                Assert.NotEqual("", Accounts());
                stop.Cancel();
            },
            stop.Token));
        Assert.True(stop.IsCancellationRequested);
        Assert.Equal("", Accounts());
        Assert.Equal("", _server.Scratches(school));
    }

    [Fact]
    public void One_that_a_dead_run_left_is_dropped_by_the_next_and_one_in_use_is_not()
    {
        _server.Run($"CREATE USER {DumpAccount.Prefix}dead@'%', {DumpAccount.Prefix}alive@'%'");
        using MySqlConnection alive = MySqlConnection.Open(_server.Connection, CancellationToken.None);
        using (RowReader locked = alive.Query($"SELECT GET_LOCK('{DumpAccount.Prefix}alive', 0)")) Assert.True(locked.Read());
        DumpAccount.Use(_server.Connection, account => 0, CancellationToken.None);
        Assert.Equal($"{DumpAccount.Prefix}alive\n", Accounts());
        _server.Run($"DROP USER {DumpAccount.Prefix}alive@'%'");
    }

    [Fact]
    public void Where_none_can_be_made_the_dump_is_run_by_the_run_s_own_account_and_that_is_said()
    {
        string school = _server.NewSchool();
        string dump = Write(_server.Dump("--routines", "--triggers", school));
        _server.Run("DROP USER IF EXISTS plain@localhost; CREATE USER plain@localhost IDENTIFIED BY 'chalk'; GRANT ALL ON *.* TO plain@localhost; REVOKE CREATE USER ON *.* FROM plain@localhost");
        VerifyResult result = Run.Verify(Drill(dump) with { Connection = _server.Connection with { User = "plain", Password = "chalk" } });
        Assert.Equal((BackupValidity.Valid, DumpServer.Tables), (result.Validity, result.Tables));
        Assert.Contains(result.Remarks, remark => remark.Contains("by the account 'plain' itself", StringComparison.Ordinal));
        Assert.DoesNotContain(Run.Verify(Drill(dump)).Remarks, remark => remark.Contains("itself", StringComparison.Ordinal));
    }

    [Fact]
    public void A_view_of_another_database_and_a_foreign_key_to_one_are_no_obstacle()
    {
        string other = _server.NewSchool();
        string school = _server.NewSchool();
        _server.Run(
            $"ALTER EVENT sms DISABLE; CREATE VIEW far AS SELECT * FROM {other}.rooms; CREATE VIEW farther AS SELECT * FROM far; CREATE TABLE near (id INT PRIMARY KEY, CONSTRAINT out_there FOREIGN KEY (id) REFERENCES {other}.rooms (id))",
            school);
        string before = _server.Everything(school);
        string dump = Write(_server.Dump("--routines", "--events", "--triggers", school));

        VerifyResult drill = Run.Verify(Drill(dump));
        RestoreResult restored = Run.Restore(new RestoreOptions { Connection = _server.Connection, Backup = Places.Backup(dump) });

        Assert.Equal(BackupValidity.Valid, drill.Validity);
        Assert.Contains(drill.Remarks, remark => remark.Contains("`far`", StringComparison.Ordinal) && remark.Contains("another database", StringComparison.Ordinal));
        Assert.Equal(DumpServer.Tables + 1, restored.Tables);
        Assert.Equal(before, _server.Everything(school));
    }

    /// <summary>Others must not make such accounts, nor empty the general log, while these tests look.</summary>
    public sealed class OwnServer : IDisposable
    {
        public DumpServer Dumps { get; } = new();

        public void Dispose() => Dumps.Dispose();
    }

    private string Accounts() => _server.Run($"SELECT user FROM mysql.user WHERE user LIKE '{DumpAccount.Prefix.Replace("_", "\\_", StringComparison.Ordinal)}%'");

    private VerifyOptions Drill(string file) => new() { Backup = Places.Backup(file), Level = VerifyLevel.Restore, Connection = _server.Connection };

    private string Write(string text)
    {
        string path = _folder[Guid.NewGuid().ToString("N") + ".sql"];
        File.WriteAllText(path, text);
        return path;
    }
}
