using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Encryption;

/// <summary>Whole runs with a key, on a real server.</summary>
[Collection(OnServer.Name)]
public sealed class EncryptedRunTests(TestServer server)
{
    [Fact]
    public void The_same_archive_lies_encrypted_in_both_folders_and_nothing_of_it_can_be_read()
    {
        using TestDatabase database = server.NewDatabase(School.Large);
        using var external = new TempFolder();
        BackupOptions options = database.BackupOptions with { Copies = [Places.At(external.Path)], Key = EncryptedFile.Key, Container = BackupContainer.Sql };
        BackupResult result = Run.Backup(options);

        byte[] bytes = File.ReadAllBytes(result.Files[0]);
        Assert.True(bytes.Length > 10 << 20);
        Assert.Equal(bytes, File.ReadAllBytes(result.Files[1]));
        foreach (string text in (string[])["attendance", "INSERT INTO", database.Name, "SchoolBackup archive"])
            Assert.True(bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(text)) < 0, $"'{text}' can be read");

        byte[] plain = File.ReadAllBytes(Run.Backup(options with { Key = null, Copies = [] }).Files[0]);
        int header = ArchiveText.HeaderLength([database.Name]);
        Assert.Equal(plain[header..], EncryptedFile.Open(result.Files[0], EncryptedFile.Ring)[header..]);
    }

    [Fact]
    public void Two_backups_of_the_same_data_have_no_frame_in_common()
    {
        using TestDatabase database = server.NewDatabase(School.OfEachKind);
        string[] files = [.. Enumerable.Range(0, 2).Select(_ => Run.Backup(database.BackupOptions with { Key = EncryptedFile.Key }).Files[0])];
        Assert.NotEqual(File.ReadAllBytes(files[0])[8192..8224], File.ReadAllBytes(files[1])[8192..8224]);
    }

    [Fact]
    public void One_table_comes_back_and_what_it_replaces_is_encrypted_first()
    {
        using TestDatabase database = server.NewDatabase(School.OfEachKind);
        string file = Run.Backup(database.BackupOptions with { Key = EncryptedFile.Key }).Files[0];
        database.Sql("DELETE FROM fee");
        RestoreResult result = Run.Restore(database.RestoreOptions(file) with { Tables = ["fee"], Keys = EncryptedFile.Ring, SafetyRepository = Places.At(database.Repository) });

        Assert.Equal("2", database.Sql("SELECT COUNT(*) FROM fee").Trim());
        Assert.EndsWith(".sql.gz.enc", result.SafetyBackup, StringComparison.Ordinal);
        Assert.Equal(BackupValidity.Valid, Run.Verify(new VerifyOptions { Backup = Places.Backup(result.SafetyBackup!), Keys = EncryptedFile.Ring }).Validity);
    }

    [Fact]
    public void Without_the_right_key_nothing_is_restored_and_nothing_written()
    {
        using TestDatabase database = server.NewDatabase(School.OfEachKind);
        string file = Run.Backup(database.BackupOptions with { Key = EncryptedFile.Key }).Files[0];
        var before = new Before(database);
        Run.Fails(BackupError.KeyMissing, () => Run.Restore(database.RestoreOptions(file) with { SafetyRepository = Places.At(database.Repository) }));
        Run.Fails(BackupError.KeyWrong, () => Run.Restore(database.RestoreOptions(file) with { Keys = new(EncryptedFile.OtherKey), SafetyRepository = Places.At(database.Repository) }));
        Run.Fails(BackupError.KeyMissing, () => new RestoreOperation(TimeProvider.System, new Operations.NoProgress()).Preview(database.RestoreOptions(file), default));
        before.AssertNothingChanged();
    }

    [Fact]
    public void A_damaged_frame_stops_the_restore_before_the_live_database_is_touched()
    {
        using TestDatabase database = server.NewDatabase(School.Large);
        string file = Run.Backup(database.BackupOptions with { Key = EncryptedFile.Key }).Files[0];
        Operations.SmallArchive.Damage(file, new FileInfo(file).Length / 2);
        var before = new Before(database);
        BackupException damaged = Run.Fails(BackupError.BackupDamaged, () => Run.Restore(database.RestoreOptions(file) with { Keys = EncryptedFile.Ring }));
        Assert.Matches(@"frame \d+ of \d+", damaged.Message);
        before.AssertNothingChanged();

        Assert.Contains("frame", Assert.Single(Run.Verify(new VerifyOptions { Backup = Places.Backup(file), Keys = EncryptedFile.Ring }).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Stopped_midway_no_encrypted_file_is_left()
    {
        using TestDatabase database = server.NewDatabase(School.Large);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Run.Backup(
            database.BackupOptions with { Key = EncryptedFile.Key }, progress => { if (progress.Rows > 0) stop.Cancel(); }, stop.Token));
        Assert.DoesNotContain(Directory.GetFiles(database.Repository), path => path.Contains(".enc", StringComparison.Ordinal));
    }
}
