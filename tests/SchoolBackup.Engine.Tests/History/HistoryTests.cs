using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Encryption;
using SchoolBackup.Engine.History;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Encryption;
using SchoolBackup.Engine.Tests.Erp;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.MySql;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.History;

[Collection(OnServer.Name)]
public sealed class HistoryTests : IDisposable
{
    private readonly TestDatabase _database;

    public HistoryTests(TestServer server)
    {
        _database = server.NewDatabase("CREATE TABLE class (id INT NOT NULL PRIMARY KEY, name VARCHAR(10) NOT NULL); INSERT INTO class VALUES (1, 'one');");
        DropHistory();
    }

    private BackupOptions Recorded => _database.BackupOptions with { History = RunType.Manual };

    public void Dispose()
    {
        DropHistory();
        _database.Dispose();
    }

    [Fact]
    public void A_backup_is_a_row_with_what_its_file_and_its_header_say()
    {
        BackupResult manual = Run.Backup(Recorded);
        BackupResult scheduled = Run.Backup(Recorded with { History = RunType.Scheduled, Container = BackupContainer.SchoolErp, Key = ErpTestFile.Keys.Current });

        Assert.Equal([RowOf(manual, "manual"), RowOf(scheduled, "scheduled")], Rows("id, database_names, file, size, type, status, error IS NULL"));
        // The clock of the tests ticks a few times between the run's begin and the header's.
        Assert.Equal("1", Rows($"started BETWEEN '{manual.Header.Started.AddSeconds(-10):yyyy-MM-dd HH:mm:ss}' AND '{manual.Header.Started:yyyy-MM-dd HH:mm:ss}'")[0]);
    }

    [Fact]
    public void Without_being_asked_for_nothing_is_made()
    {
        Run.Backup(_database.BackupOptions);
        Assert.Equal("", _database.Server.RunSql("SHOW DATABASES LIKE 'schoolbackup'"));
    }

    [Fact]
    public void A_backup_and_a_restore_know_nothing_of_it()
    {
        BackupResult first = Run.Backup(Recorded), second = Run.Backup(Recorded);
        using ArchiveReader one = StoredBackup.OpenArchive(Places.Backup(first.Files[0]), KeyRing.Empty), two = StoredBackup.OpenArchive(Places.Backup(second.Files[0]), KeyRing.Empty);
        Assert.Equal(["class"], two.Index.Tables.Select(table => table.Name));
        Assert.Equal(one.Header.IndexSha256, two.Header.IndexSha256);

        _database.Sql("DROP TABLE class");
        Run.Restore(_database.RestoreOptions(first.Files[0]) with { SafetyRepository = Places.At(_database.Repository) });
        Assert.Equal(2, Rows("id").Length);
    }

    [Fact]
    public void A_failed_run_is_a_row_with_its_error_and_no_secret()
    {
        ConnectionOptions account = _database.Account("ALL ON *.*");
        Run.Fails(BackupError.TableNotFound, () => Run.Backup(Recorded with { Connection = account, Selection = new DumpSelection { Tables = ["nonesuch"] }, Key = EncryptedFile.Key }));
        string row = Assert.Single(Rows("status, id IS NULL, file IS NULL, size IS NULL, error"));
        Assert.StartsWith("failed\t1\t1\t1\tTableNotFound: no table of", row, StringComparison.Ordinal);
        Assert.DoesNotContain(account.Password, row, StringComparison.Ordinal);
        Assert.DoesNotContain(new string(EncryptedFile.Key.ToDigits()), row, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_without_its_copy_is_completed_and_says_what_is_missing()
    {
        string file = Path.Combine(_database.Repository, "a-file");
        File.WriteAllText(file, "");
        Run.Fails(BackupError.ExternalCopyFailed, () => Run.Backup(Recorded with { Copies = [Places.At(file)] }));
        Assert.StartsWith("completed\t0\t0\tExternalCopyFailed: the backup is complete at", Assert.Single(Rows("status, id IS NULL, size IS NULL, error")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_cannot_be_added_is_an_error_and_the_backup_is_there()
    {
        ConnectionOptions account = _database.Account("SELECT, LOCK TABLES, SHOW VIEW, TRIGGER, EVENT ON {db}.*", _database.SeesRoutines);
        BackupException failure = Run.Fails(BackupError.HistoryNotRecorded, () => Run.Backup(Recorded with { Connection = account }));
        string file = Assert.Single(Directory.GetFiles(_database.Repository, "*.sql.gz"));
        Assert.Contains($"the backup is complete at {file}", failure.Message, StringComparison.Ordinal);
        Assert.Equal("grant the account CREATE and INSERT on schoolbackup.*", failure.Hint);

        // What went wrong first is what the run reports.
        BackupException both = Run.Fails(BackupError.TableNotFound, () => Run.Backup(Recorded with { Connection = account, Selection = new DumpSelection { Tables = ["nonesuch"] } }));
        Assert.Contains("the history does not tell of it", both.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Once_the_table_is_there_an_account_needs_insert_alone()
    {
        Run.Backup(Recorded);
        ConnectionOptions account = _database.Account("SELECT, LOCK TABLES, SHOW VIEW, TRIGGER, EVENT ON {db}.*", _database.SeesRoutines, "INSERT ON schoolbackup.history");
        Run.Backup(Recorded with { Connection = account });
        Assert.Equal(2, Rows("id").Length);
    }

    [Fact]
    public void A_run_that_was_stopped_is_no_row()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Run.Backup(Recorded, progress => stop.Cancel(), stop.Token));
        Assert.Equal("", _database.Server.RunSql("SHOW DATABASES LIKE 'schoolbackup'"));
    }

    private string RowOf(BackupResult result, string type) =>
        $"{result.Header.Id}\t{_database.Name}\t{Path.GetFileName(result.Files[0])}\t{new FileInfo(result.Files[0]).Length}\t{type}\tcompleted\t1";

    private string[] Rows(string columns) => _database.Server.RunSql($"SELECT {columns} FROM schoolbackup.history ORDER BY number").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private void DropHistory() => _database.Server.RunSql("DROP DATABASE IF EXISTS schoolbackup");
}
