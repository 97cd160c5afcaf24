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
using SchoolBackup.Storage.Tests.Rclone;
using SchoolBackup.Storage.Tests.S3;

namespace SchoolBackup.Engine.Tests.Repositories;

/// <summary>Whole operations with a place that rclone reaches, on a real server.</summary>
[Collection(OnServer.Name)]
public sealed class RclonePlaceTests(TestServer server, MotoServer store) : IClassFixture<MotoServer>, IDisposable
{
    private readonly RcloneRemotes _remotes = new();

    private IRepository Remote => Places.At("rclone:" + _remotes.Remote("local"));

    public void Dispose() => _remotes.Dispose();

    [Fact]
    public void A_folder_a_bucket_and_a_remote_hold_equal_copies_each_of_which_restores_alone()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        IRepository remote = Remote;
        BackupResult made = Run.Backup(school.BackupOptions with { Copies = [Places.At(store.Location()), remote] });
        IReadOnlyList<string> whole = school.Describe();

        Assert.Equal(3, made.Copies.Count);
        Assert.Single(made.Copies.Select(copy => Convert.ToHexString(Bytes(copy))).Distinct());
        Assert.Equal(3, Assert.Single(Catalogue.List([.. made.Copies.Select(copy => copy.Repository)])).Copies.Count);
        foreach (BackupRef copy in made.Copies)
        {
            // Alone: the others are gone while this one is restored.
            Dictionary<BackupRef, byte[]> others = made.Copies.Where(other => other != copy).ToDictionary(other => other, Bytes);
            foreach (BackupRef other in others.Keys) Delete(other);
            school.Sql("UPDATE pupil SET name = 'newer'");
            Run.Restore(school.RestoreOptions(made.Files[0]) with { Backup = Places.Backup(copy.Address) });
            Assert.Equal(whole, school.Describe());
            foreach ((BackupRef other, byte[] content) in others) Write(other, content);
        }
    }

    [Fact]
    public void An_encrypted_backup_on_a_remote_is_listed_verified_rotated_and_removed()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        IRepository remote = Remote;
        BackupRef backup = Run.Backup(school.BackupOptions with { Repository = remote, Key = EncryptedFile.Key }).Copies[0];

        var verify = new VerifyOptions { Backup = backup, Level = VerifyLevel.Content, Keys = EncryptedFile.Ring };
        Assert.Equal(BackupValidity.Valid, Run.Verify(verify).Validity);
        CatalogueEntry entry = Assert.Single(Catalogue.List([remote], EncryptedFile.Ring));
        Assert.Equal((backup.Name, BackupValidity.Valid, VerifyLevel.Content), (entry.FileName, entry.Validity, entry.Verified?.Level));

        var rotation = new RotationOptions
        {
            Places = [remote], Keys = EncryptedFile.Ring, NewKey = EncryptedFile.OtherKey, OldKeys = OldKeys.Remove,
        };
        Assert.Single(new RotationOperation(TimeProvider.System, new NoProgress()).Run(rotation, default));
        Run.Fails(BackupError.KeyWrong, () => StoredBackup.OpenArchive(backup, EncryptedFile.Ring).Dispose());
        StoredBackup.OpenArchive(backup, new(EncryptedFile.OtherKey)).Dispose();

        new RemovalOperation(TimeProvider.System, new NoProgress()).Run([entry], [remote], default);
        Assert.Empty(Directory.EnumerateFiles(_remotes.Served, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_remote_that_is_not_configured_costs_the_copy_and_not_the_backup()
    {
        RcloneRemotes.RequireRclone();
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        BackupOptions options = school.BackupOptions with { Copies = [Places.At("rclone:no such remote:backups")] };
        BackupException failure = Run.Fails(BackupError.ExternalCopyFailed, () => Run.Backup(options));
        Assert.Contains("no such remote", failure.Message, StringComparison.Ordinal);
        BackupRef kept = Assert.Single(Catalogue.List([Places.At(school.Repository)])).Backup;
        Assert.Equal(BackupValidity.Valid, Run.Verify(new VerifyOptions { Backup = kept }).Validity);
    }

    [Fact]
    public void A_remote_without_space_is_told_and_keeps_nothing()
    {
        RcloneRemotes.RequireRclone();
        using TempFolder small = TempFolder.OnTmpfs("size=1m");
        using TestDatabase school = server.NewDatabase(School.Large);
        IRepository full = Places.At("rclone::local:" + small.Path);
        BackupOptions options = school.BackupOptions with { Repository = full, Container = BackupContainer.Sql };
        BackupException failure = Run.Fails(BackupError.NoSpace, () => Run.Backup(options));
        Assert.Contains(small.Path, failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(small.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_remote_that_is_read_only_is_told_before_anything_is_read()
    {
        RcloneRemotes.RequireRclone();
        using TempFolder readOnly = TempFolder.OnTmpfs("ro,size=1m");
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        BackupOptions options = school.BackupOptions with { Repository = Places.At("rclone::local:" + readOnly.Path) };
        Run.Fails(BackupError.PathNotWritable, () => Run.Backup(options));
    }

    [Fact]
    public void A_backup_that_is_stopped_leaves_nothing_on_the_remote()
    {
        using TestDatabase school = server.NewDatabase(School.Large);
        IRepository remote = Remote;
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Run.Backup(
            school.BackupOptions with { Repository = remote, Container = BackupContainer.Sql },
            progress => { if (progress is { Phase: RunPhase.Reading, Bytes: > 12 << 20 }) stop.Cancel(); },
            stop.Token));
        Assert.Empty(Directory.EnumerateFiles(_remotes.Served, "*", SearchOption.AllDirectories));
    }

    private static byte[] Bytes(BackupRef backup)
    {
        using Stream content = backup.OpenWhole();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void Delete(BackupRef backup)
    {
        using IRepositoryWriter writer = backup.Repository.Enter(TimeProvider.System, default);
        writer.Delete(backup.Name, default);
    }

    private static void Write(BackupRef backup, byte[] content)
    {
        using IRepositoryWriter writer = backup.Repository.Enter(TimeProvider.System, default);
        using IPendingFile file = writer.Create(backup.Name, default);
        file.Content.Write(content);
        file.Complete();
    }
}
