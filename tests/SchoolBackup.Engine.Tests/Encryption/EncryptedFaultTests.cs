using SchoolBackup.Engine.Encryption;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Operations;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Encryption;

/// <summary>Whatever happens to an encrypted file: nobody ever calls it valid, and nobody without the key says more than he can know.</summary>
public sealed class EncryptedFaultTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder[EncryptedFile.Name];

    [Theory]
    [InlineData(BackupContainer.Gzip)]
    [InlineData(BackupContainer.Sql)]
    public void Is_valid_as_it_was_written(BackupContainer container)
    {
        File.WriteAllBytes(Path, EncryptedFile.Archive(EncryptedFile.Key, container, EncryptedFile.LongNames(1)));
        foreach (VerifyLevel level in (VerifyLevel[])[VerifyLevel.Checksum, VerifyLevel.Content])
        {
            VerifyResult result = Verify(level);
            Assert.Equal(BackupValidity.Valid, result.Validity);
            Assert.Empty(result.Remarks);
        }
    }

    [Fact]
    public void One_bit_flipped_in_any_byte_of_the_frames_is_found()
    {
        byte[] whole = EncryptedFile.Archive(EncryptedFile.Key);
        for (int at = FrameLayout.FramesOffset; at < whole.Length; at++)
        {
            Flip(whole, at);
            Run.Fails(BackupError.BackupDamaged, () => EncryptedFile.Open(Path, EncryptedFile.Ring));
            if (at % 500 == 0) Assert.Equal(BackupValidity.Invalid, Verify(VerifyLevel.Checksum).Validity);
        }
    }

    /// <summary>Of the key block there are two copies: either may be lost, and the loss is said.</summary>
    [Fact]
    public void One_bit_flipped_in_any_byte_of_the_key_block_is_found_and_survived()
    {
        byte[] whole = EncryptedFile.Archive(EncryptedFile.Key);
        for (int at = 0; at < FrameLayout.FramesOffset; at++)
        {
            Flip(whole, at);
            Assert.Single(EncryptedStructure.Remarks(Places.Backup(Path)));
            if (at % 500 != 0) continue;
            VerifyResult result = Verify(VerifyLevel.Checksum);
            Assert.Equal(BackupValidity.Valid, result.Validity);
            Assert.Single(result.Remarks);
        }
    }

    [Fact]
    public void Both_copies_of_the_key_block_damaged_are_the_end_of_it()
    {
        File.WriteAllBytes(Path, EncryptedFile.Archive(EncryptedFile.Key));
        SmallArchive.Damage(Path, 200);
        SmallArchive.Damage(Path, FrameLayout.SlotLength + 1000);
        Assert.Contains("both copies", Assert.Single(Verify(VerifyLevel.Checksum).Problems), StringComparison.Ordinal);
        Assert.Equal(BackupValidity.Invalid, Assert.Single(Catalogue.List([Places.At(_folder.Path)])).Validity);
    }

    [Fact]
    public void Cut_within_key_block_frame_or_last_frame_is_found()
    {
        byte[] whole = EncryptedFile.Archive(EncryptedFile.Key, BackupContainer.Gzip, EncryptedFile.LongNames(1));
        Assert.True(new FrameLayout(whole.Length).Frames > 2);
        int[] lengths = [0, 1, 100, 4095, 4096, 8191, 8192, 8193, 8208, 20_000, (int)FrameLayout.Offset(1), (int)FrameLayout.Offset(1) + 16, (int)FrameLayout.Offset(2), whole.Length - 16, whole.Length - 1];
        foreach (int length in lengths)
        {
            File.WriteAllBytes(Path, whole[..length]);
            Assert.True(Verify(VerifyLevel.Checksum).Validity == BackupValidity.Invalid, $"nothing is found, though it was cut after {length} bytes");
        }
    }

    [Fact]
    public void A_wrong_key_no_key_and_an_older_key_are_told_apart()
    {
        File.WriteAllBytes(Path, EncryptedFile.Archive(EncryptedFile.Key));
        BackupException wrong = Run.Fails(BackupError.KeyWrong, () => Verify(VerifyLevel.Content, new KeyRing(EncryptedFile.OtherKey)));
        Assert.Contains(EncryptedFile.Key.Id, wrong.Message, StringComparison.Ordinal);
        Assert.Contains(EncryptedFile.OtherKey.Id, wrong.Message, StringComparison.Ordinal);
        Run.Fails(BackupError.KeyMissing, () => StoredBackup.OpenArchive(Places.Backup(Path), KeyRing.Empty).Dispose());
        Assert.Equal(BackupValidity.Valid, Verify(VerifyLevel.Content, new KeyRing(EncryptedFile.OtherKey, EncryptedFile.Key)).Validity);
    }

    [Fact]
    public void Without_the_key_it_is_not_checked_and_that_is_said_and_not_noted()
    {
        File.WriteAllBytes(Path, EncryptedFile.Archive(EncryptedFile.Key));
        Verify(VerifyLevel.Content);
        VerifyResult result = Verify(VerifyLevel.Content, KeyRing.Empty);

        Assert.Equal(BackupValidity.NotChecked, result.Validity);
        Assert.Contains("without the key", Assert.Single(result.Remarks), StringComparison.Ordinal);
        // What was found with the key is still known.
        Assert.Equal(BackupValidity.Valid, Assert.Single(Catalogue.List([Places.At(_folder.Path)])).Validity);
        Run.Fails(BackupError.KeyMissing, () => Verify(VerifyLevel.Restore, KeyRing.Empty));
    }

    [Fact]
    public void The_list_shows_what_it_may_without_the_key_and_the_rest_with_it()
    {
        File.WriteAllBytes(Path, EncryptedFile.Archive(EncryptedFile.Key));

        CatalogueEntry locked = Assert.Single(Catalogue.List([Places.At(_folder.Path)]));
        Assert.Equal((EncryptedFile.Name, EncryptedFile.Header.Started, true, null, null), (locked.FileName, locked.Timestamp, locked.Compressed, locked.Tables, locked.Rows));
        Assert.Equal([EncryptedFile.Key.Id], locked.KeyIds);
        Assert.Equal(["school"], locked.Databases);
        Assert.Null(locked.Problem);
        Assert.Equal(BackupValidity.NotChecked, locked.Validity);
        Assert.Null(Assert.Single(Catalogue.List([Places.At(_folder.Path)], new KeyRing(EncryptedFile.OtherKey))).Rows);

        CatalogueEntry opened = Assert.Single(Catalogue.List([Places.At(_folder.Path)], EncryptedFile.Ring));
        Assert.Equal((1, 4L, locked.Id), (opened.Tables, opened.Rows, opened.Id));
    }

    [Fact]
    public void Cleanup_judges_encrypted_backups_without_a_key()
    {
        byte[] bytes = EncryptedFile.Archive(EncryptedFile.Key);
        File.WriteAllBytes(Path, bytes);
        File.WriteAllBytes(_folder["renamed.enc"], bytes);
        SmallArchive.Write(_folder.Path, EncryptedFile.Header.Started.AddDays(90), "school");
        var options = new CleanupOptions { Places = [Places.At(_folder.Path)], Policy = new RetentionPolicy { RetentionDays = 30 } };
        IReadOnlyList<CleanupDecision> decisions = new CleanupOperation(new StillClock(EncryptedFile.Header.Started.AddDays(91)), new NoProgress()).Run(options, default);

        Assert.Equal(RetentionAction.Remove, decisions.Single(decided => decided.Entry.FileName == EncryptedFile.Name).Decision.Action);
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void A_newer_format_is_named_as_that()
    {
        using var file = new MemoryStream();
        using EncryptingStream stream = EncryptingStream.Begin(file, EncryptedFile.Header with { Format = EncryptionHeader.CurrentFormat + 1 }, EncryptedFile.Key);
        stream.Write(new byte[100]);
        stream.Complete();
        File.WriteAllBytes(Path, file.ToArray());
        Run.Fails(BackupError.FormatTooNew, () => Verify(VerifyLevel.Checksum));
        Assert.Equal(BackupValidity.NotChecked, Assert.Single(Catalogue.List([Places.At(_folder.Path)])).Validity);
    }

    /// <summary>The digest of a key block is against accidents; whoever makes one up gets no further than that.</summary>
    [Theory]
    [InlineData("null", "null")]
    [InlineData("{}", "{}")]
    [InlineData("""{"format":1,"id":"0","tool":"t","started":"2026-04-14T02:00:00Z","compressed":true}""", """{"revision":1}""")]
    [InlineData("""{"format":1,"id":"0","tool":"t","started":"2026-04-14T02:00:00Z","compressed":true}""", """{"revision":1,"keys":[{"id":"0","kind":"Key","nonce":"0","wrapped":"zz"}]}""")]
    public void A_key_block_that_was_made_up_is_damaged(string header, string keys)
    {
        byte[] slot = FormatDocumentTests.SlotOf(header, keys);
        File.WriteAllBytes(Path, [.. slot, .. slot, .. new byte[100]]);
        Assert.Contains("both copies", Assert.Single(Verify(VerifyLevel.Checksum).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrap_of_another_length_opens_nothing()
    {
        byte[] slot = FormatDocumentTests.SlotOf(
            """{"format":1,"id":"0","tool":"t","started":"2026-04-14T02:00:00Z","compressed":true}""",
            $$"""{"revision":1,"keys":[{"id":"{{EncryptedFile.Key.Id}}","kind":"Key","nonce":"00","wrapped":"00"}]}""");
        File.WriteAllBytes(Path, [.. slot, .. slot, .. new byte[100]]);
        Assert.Equal(BackupValidity.Invalid, Verify(VerifyLevel.Checksum).Validity);
    }

    [Fact]
    public void Encrypted_noise_is_no_backup()
    {
        File.WriteAllBytes(Path, EncryptedFile.Encrypt(new byte[5000], EncryptedFile.Key));
        Run.Fails(BackupError.NotABackup, () => StoredBackup.OpenArchive(Places.Backup(Path), EncryptedFile.Ring).Dispose());
    }

    [Fact]
    public void Some_other_encrypted_file_is_not_listed()
    {
        File.WriteAllBytes(_folder["holiday.enc"], [1, 2, 3, 0, 5]);
        Assert.Empty(Catalogue.List([Places.At(_folder.Path)]));
    }

    public void Dispose() => _folder.Dispose();

    private void Flip(byte[] whole, int at)
    {
        byte[] bytes = [.. whole];
        bytes[at] ^= (byte)(1 << (at % 8));
        File.WriteAllBytes(Path, bytes);
    }

    private VerifyResult Verify(VerifyLevel level, KeyRing? keys = null) => Run.Verify(new VerifyOptions { Backup = Places.Backup(Path), Level = level, Keys = keys ?? EncryptedFile.Ring });
}
