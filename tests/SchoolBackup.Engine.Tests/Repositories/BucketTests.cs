using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Encryption;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Encryption;
using SchoolBackup.Engine.Tests.Operations;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Tests.S3;

namespace SchoolBackup.Engine.Tests.Repositories;

/// <summary>Whole operations with a bucket for a place, on a real server and a real store.</summary>
[Collection(OnServer.Name)]
public sealed class BucketTests(TestServer server, MotoServer store) : IClassFixture<MotoServer>
{
    [Fact]
    public void Three_equal_copies_in_three_places_and_each_restores_alone()
    {
        using var stick = new TempFolder();
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        IRepository bucket = Places.At(store.Location());
        BackupResult made = Run.Backup(school.BackupOptions with { Copies = [bucket, Places.At(stick.Path)] });
        IReadOnlyList<string> whole = school.Describe();

        Assert.Equal(3, made.Copies.Count);
        Assert.Single(made.Copies.Select(copy => Convert.ToHexString(Bytes(copy))).Distinct());
        Assert.Equal(3, Assert.Single(Catalogue.List([.. made.Copies.Select(copy => copy.Repository)])).Copies.Count);
        foreach (BackupRef copy in made.Copies)
        {
            school.Sql("UPDATE pupil SET name = 'newer'");
            Run.Restore(school.RestoreOptions(made.Files[0]) with { Backup = copy });
            Assert.Equal(whole, school.Describe());
        }
    }

    [Fact]
    public void An_encrypted_backup_in_a_bucket_is_listed_verified_drilled_rotated_exported_and_removed()
    {
        using var folder = new TempFolder();
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        IRepository bucket = Places.At(store.Location());
        BackupRef backup = Run.Backup(school.BackupOptions with { Repository = bucket, Key = EncryptedFile.Key }).Copies[0];

        var verify = new VerifyOptions { Backup = backup, Level = VerifyLevel.Restore, Connection = school.Connection, Keys = EncryptedFile.Ring };
        Assert.Equal(BackupValidity.Valid, Run.Verify(verify).Validity);
        CatalogueEntry entry = Assert.Single(Catalogue.List([bucket], EncryptedFile.Ring));
        Assert.Equal((backup.Name, BackupValidity.Valid, VerifyLevel.Restore), (entry.FileName, entry.Validity, entry.Verified?.Level));

        var rotation = new RotationOptions { Places = [bucket], Keys = EncryptedFile.Ring, NewKey = EncryptedFile.OtherKey, OldKeys = OldKeys.Remove };
        Assert.Single(new RotationOperation(TimeProvider.System, new NoProgress()).Run(rotation, default));
        Run.Fails(BackupError.KeyWrong, () => StoredBackup.OpenArchive(backup, EncryptedFile.Ring).Dispose());

        var export = new ExportOptions { Backup = backup, To = folder["out.sql"], Format = ExportFormat.Sql, Keys = new(EncryptedFile.OtherKey) };
        new ExportOperation(TimeProvider.System, new NoProgress()).Run(export, default);
        Assert.Equal(BackupValidity.Valid, Run.Verify(new VerifyOptions { Backup = Places.Backup(folder["out.sql"]) }).Validity);

        new RemovalOperation(TimeProvider.System, new NoProgress()).Run([entry], [bucket], default);
        Assert.Empty(bucket.List(default));
    }

    [Fact]
    public void One_table_comes_out_of_a_bucket_by_its_own_parts()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        BackupRef backup = Run.Backup(school.BackupOptions with { Repository = Places.At(store.Location()) }).Copies[0];
        school.Sql("DELETE FROM fee");
        RestoreResult restored = Run.Restore(new RestoreOptions { Connection = school.Connection, Backup = backup, Tables = ["fee"] });
        Assert.Equal((1, true), (restored.Tables, restored.ContentChecked));
    }

    [Fact]
    public void A_bucket_that_is_missing_costs_the_copy_and_not_the_backup()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string missing = store.Location().Replace(MotoServer.Bucket, "no-such-bucket", StringComparison.Ordinal);
        BackupException failure = Run.Fails(BackupError.ExternalCopyFailed, () => Run.Backup(school.BackupOptions with { Copies = [Places.At(missing)] }));
        Assert.Contains("no such bucket", failure.Message, StringComparison.Ordinal);
        Assert.Equal(BackupValidity.Valid, Run.Verify(new VerifyOptions { Backup = Assert.Single(Catalogue.List([Places.At(school.Repository)])).Backup }).Validity);
    }

    [Fact]
    public void A_backup_that_is_stopped_leaves_nothing_in_the_bucket()
    {
        using TestDatabase school = server.NewDatabase(School.Large);
        IRepository bucket = Places.At(store.Location());
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Run.Backup(
            school.BackupOptions with { Repository = bucket, Container = BackupContainer.Sql },
            progress => { if (progress is { Phase: RunPhase.Reading, Bytes: > 12 << 20 }) stop.Cancel(); },
            stop.Token));
        Assert.Empty(bucket.List(default));
    }

    private static byte[] Bytes(BackupRef backup)
    {
        using Stream content = backup.OpenWhole();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
