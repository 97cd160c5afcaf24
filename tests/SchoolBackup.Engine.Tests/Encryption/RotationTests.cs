using SchoolBackup.Engine.Encryption;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Operations;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Tests.Encryption;

public sealed class RotationTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(number => (byte)(number * 31 / 7))];

    private readonly TempFolder _folder = new();

    private string Path => _folder[EncryptedFile.Name];

    [Fact]
    public void Both_keys_open_until_the_old_one_is_removed()
    {
        Encrypt(Path);
        Assert.Equal(RotationOutcome.Rotated, Assert.Single(Rotate()).Outcome);
        Assert.True(Opens(EncryptedFile.Key) && Opens(EncryptedFile.OtherKey));

        Assert.Equal(RotationOutcome.Rotated, Assert.Single(Rotate(OldKeys.Remove)).Outcome);
        Assert.True(Opens(EncryptedFile.OtherKey));
        Run.Fails(BackupError.KeyWrong, () => EncryptedFile.Open(Path, EncryptedFile.Ring));
        Assert.DoesNotContain(EncryptedFile.Key.Id, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_but_the_key_block_is_written_and_nothing_at_all_the_second_time()
    {
        Encrypt(Path);
        byte[] before = File.ReadAllBytes(Path);
        Rotate();
        byte[] after = File.ReadAllBytes(Path);
        Assert.Equal(before[FrameLayout.FramesOffset..], after[FrameLayout.FramesOffset..]);

        Assert.Equal(RotationOutcome.AlreadyDone, Assert.Single(Rotate()).Outcome);
        Assert.Equal(after, File.ReadAllBytes(Path));
    }

    [Fact]
    public void To_look_writes_nothing()
    {
        Encrypt(Path);
        byte[] before = File.ReadAllBytes(Path);
        Assert.Equal(RotationOutcome.Rotated, Assert.Single(Rotate(OldKeys.Remove, RotationMode.WhatIf)).Outcome);
        Assert.Equal(before, File.ReadAllBytes(Path));
        Assert.Equal([EncryptedFile.Name], _folder.Names);
    }

    /// <summary>Every state that a power cut can leave: each write done to any part of it, or torn into old and new sectors, or into noise.</summary>
    [Theory]
    [InlineData(OldKeys.Keep)]
    [InlineData(OldKeys.Remove)]
    public void Interrupted_at_any_point_it_opens_and_a_second_run_goes_on(OldKeys oldKeys)
    {
        Encrypt(Path);
        if (oldKeys == OldKeys.Remove) Rotate();
        byte[] before = File.ReadAllBytes(Path);
        Rotate(oldKeys);
        byte[] after = File.ReadAllBytes(Path);
        (int Offset, int Length)[] writes = [(FrameLayout.SlotLength, FrameLayout.SlotLength), (0, FrameLayout.SlotLength)];

        for (int done = 0; done < writes.Length; done++)
        {
            foreach (int torn in (int[])[0, 1, 91, 512, 2048, 4095, 4096])
            {
                foreach (byte[] under in (byte[][])[before, Noise(before, writes[done])])
                {
                    if (torn == 0 && !ReferenceEquals(under, before)) continue;
                    byte[] state = [.. under];
                    foreach ((int offset, int length) in writes[..done]) after.AsSpan(offset, length).CopyTo(state.AsSpan(offset));
                    after.AsSpan(writes[done].Offset, torn).CopyTo(state.AsSpan(writes[done].Offset));
                    File.WriteAllBytes(Path, state);

                    Assert.True(Opens(EncryptedFile.OtherKey) || Opens(EncryptedFile.Key), $"nothing opens it after {done} writes and {torn} bytes");
                    Rotate(oldKeys);
                    Assert.True(Opens(EncryptedFile.OtherKey), $"the new key does not open it after {done} writes, {torn} bytes, and another run");
                    Assert.Equal(oldKeys == OldKeys.Keep, Opens(EncryptedFile.Key));
                    Assert.Equal(File.ReadAllBytes(Path)[..FrameLayout.SlotLength], File.ReadAllBytes(Path)[FrameLayout.SlotLength..FrameLayout.FramesOffset]);
                }
            }
        }
    }

    [Fact]
    public void A_damaged_copy_of_the_key_block_is_mended()
    {
        Encrypt(Path);
        Rotate();
        SmallArchive.Damage(Path, 4000);
        Assert.NotEmpty(Run.Verify(new VerifyOptions { Backup = Places.Backup(Path), Level = VerifyLevel.Checksum, Keys = KeyRing.Empty }).Remarks.Skip(1));
        Assert.Equal(RotationOutcome.Rotated, Assert.Single(Rotate()).Outcome);
        Assert.Single(Run.Verify(new VerifyOptions { Backup = Places.Backup(Path), Level = VerifyLevel.Checksum, Keys = KeyRing.Empty }).Remarks);
    }

    [Fact]
    public void What_cannot_be_rotated_is_named_and_the_rest_is_done()
    {
        Encrypt(Path);
        string strange = _folder[EncryptedFile.Name.Replace("04-14", "04-15", StringComparison.Ordinal)];
        using RawKey third = RawKey.NewRandom();
        File.WriteAllBytes(strange, EncryptedFile.Encrypt(Content, third));
        string damaged = _folder[EncryptedFile.Name.Replace("04-14", "04-16", StringComparison.Ordinal)];
        Encrypt(damaged);
        SmallArchive.Damage(damaged, 10 + EncryptedFile.Name.Length + 100);
        SmallArchive.Damage(damaged, FrameLayout.SlotLength + 300);
        SmallArchive.Write(_folder.Path, EncryptedFile.Header.Started, "plain");

        BackupException failure = Run.Fails(BackupError.RotationIncomplete, () => Rotate());
        Assert.StartsWith("1 encrypted backups open", failure.Message, StringComparison.Ordinal);
        Assert.Contains(strange, failure.Message, StringComparison.Ordinal);
        Assert.Contains(damaged, failure.Message, StringComparison.Ordinal);
        Assert.True(Opens(EncryptedFile.OtherKey));

        File.Delete(damaged);
        var more = new RotationOptions { Places = [Places.At(_folder.Path)], Keys = new KeyRing(EncryptedFile.Key, third), NewKey = EncryptedFile.OtherKey };
        Assert.Equal(2, new RotationOperation(TimeProvider.System, new NoProgress()).Run(more, default).Count);
    }

    [Fact]
    public void Copies_in_the_second_folder_are_rotated_too()
    {
        using var external = new TempFolder();
        Encrypt(Path);
        Encrypt(external[EncryptedFile.Name]);
        var options = new RotationOptions { Places = [Places.At(_folder.Path), Places.At(external.Path)], Keys = EncryptedFile.Ring, NewKey = EncryptedFile.OtherKey };
        Assert.Equal(2, new RotationOperation(TimeProvider.System, new NoProgress()).Run(options, default).Count);
        Assert.Equal(Content, EncryptedFile.Open(external[EncryptedFile.Name], new KeyRing(EncryptedFile.OtherKey)));
    }

    [Fact]
    public void From_a_key_to_a_passphrase_and_back()
    {
        Encrypt(Path);
        using Passphrase words = Passphrase.From("correct horse battery staple", "a test");
        Rotate(OldKeys.Remove, newKey: words);
        Assert.Equal(Content, EncryptedFile.Open(Path, new KeyRing(words)));
        using Passphrase others = Passphrase.From("correct horse battery stable", "a test");
        Run.Fails(BackupError.KeyWrong, () => EncryptedFile.Open(Path, new KeyRing(others)));

        var back = new RotationOptions { Places = [Places.At(_folder.Path)], Keys = new KeyRing(words), NewKey = EncryptedFile.Key, OldKeys = OldKeys.Remove };
        new RotationOperation(TimeProvider.System, new NoProgress()).Run(back, default);
        Assert.True(Opens(EncryptedFile.Key));
    }

    [Fact]
    public void A_locked_repository_is_left_alone()
    {
        Encrypt(Path);
        using IRepositoryWriter held = Places.At(_folder.Path).Enter(TimeProvider.System, default);
        Run.Fails(BackupError.RepositoryLocked, () => Rotate());
    }

    [Fact]
    public void More_keys_than_fit_are_refused()
    {
        Encrypt(Path);
        RawKey[] keys = [.. Enumerable.Range(0, 20).Select(_ => RawKey.NewRandom())];
        BackupException failure = Run.Fails(BackupError.RotationIncomplete, () =>
        {
            foreach (RawKey key in keys) Rotate(newKey: key);
        });
        Assert.Contains("too many", failure.Message, StringComparison.Ordinal);
        Assert.True(Opens(EncryptedFile.Key));
    }

    public void Dispose() => _folder.Dispose();

    private static void Encrypt(string path) => File.WriteAllBytes(path, EncryptedFile.Encrypt(Content, EncryptedFile.Key));

    private static byte[] Noise(byte[] file, (int Offset, int Length) write)
    {
        byte[] noise = [.. file];
        new Random(1).NextBytes(noise.AsSpan(write.Offset, write.Length));
        return noise;
    }

    private bool Opens(MasterKey key)
    {
        try
        {
            return EncryptedFile.Open(Path, new KeyRing(key)).AsSpan().SequenceEqual(Content);
        }
        catch (BackupException wrong) when (wrong.Code == BackupError.KeyWrong)
        {
            return false;
        }
    }

    private IReadOnlyList<RotatedBackup> Rotate(OldKeys oldKeys = OldKeys.Keep, RotationMode mode = RotationMode.Rotate, MasterKey? newKey = null) =>
        new RotationOperation(TimeProvider.System, new NoProgress()).Run(
            new RotationOptions { Places = [Places.At(_folder.Path)], Keys = EncryptedFile.Ring, NewKey = newKey ?? EncryptedFile.OtherKey, OldKeys = oldKeys, Mode = mode }, default);
}
