using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Recipes;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Sealing;
using SchoolBackup.Engine.Tests.Recipes;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;

namespace SchoolBackup.Engine.Tests.Sealing;

public sealed class RotationTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(number => (byte)(number * 31 / 7))];

    private readonly TempFolder _folder = new();

    private string Path => _folder[SealedFile.Name];

    [Fact]
    public void Both_keys_open_until_the_old_one_is_removed()
    {
        Seal(Path);
        Assert.Equal(RotationOutcome.Rotated, Assert.Single(Rotate()).Outcome);
        Assert.True(Opens(SealedFile.Key) && Opens(SealedFile.OtherKey));

        Assert.Equal(RotationOutcome.Rotated, Assert.Single(Rotate(OldKeys.Remove)).Outcome);
        Assert.True(Opens(SealedFile.OtherKey));
        Run.Fails(BackupError.KeyWrong, () => SealedFile.Open(Path, SealedFile.Ring));
        Assert.DoesNotContain(SealedFile.Key.Id, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_but_the_seal_is_written_and_nothing_at_all_the_second_time()
    {
        Seal(Path);
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
        Seal(Path);
        byte[] before = File.ReadAllBytes(Path);
        Assert.Equal(RotationOutcome.Rotated, Assert.Single(Rotate(OldKeys.Remove, RotationMode.WhatIf)).Outcome);
        Assert.Equal(before, File.ReadAllBytes(Path));
        Assert.Equal([SealedFile.Name], _folder.Names);
    }

    /// <summary>Every state that a power cut can leave: each write done to any part of it, or torn into old and new sectors, or into noise.</summary>
    [Theory]
    [InlineData(OldKeys.Keep)]
    [InlineData(OldKeys.Remove)]
    public void Interrupted_at_any_point_it_opens_and_a_second_run_goes_on(OldKeys oldKeys)
    {
        Seal(Path);
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

                    Assert.True(Opens(SealedFile.OtherKey) || Opens(SealedFile.Key), $"nothing opens it after {done} writes and {torn} bytes");
                    Rotate(oldKeys);
                    Assert.True(Opens(SealedFile.OtherKey), $"the new key does not open it after {done} writes, {torn} bytes, and another run");
                    Assert.Equal(oldKeys == OldKeys.Keep, Opens(SealedFile.Key));
                    Assert.Equal(File.ReadAllBytes(Path)[..FrameLayout.SlotLength], File.ReadAllBytes(Path)[FrameLayout.SlotLength..FrameLayout.FramesOffset]);
                }
            }
        }
    }

    [Fact]
    public void A_damaged_copy_of_the_seal_is_mended()
    {
        Seal(Path);
        Rotate();
        SmallArchive.Damage(Path, 4000);
        Assert.NotEmpty(Run.Verify(new VerifyOptions { File = Path, Level = VerifyLevel.Checksum, Keys = KeyRing.Empty }).Remarks.Skip(1));
        Assert.Equal(RotationOutcome.Rotated, Assert.Single(Rotate()).Outcome);
        Assert.Single(Run.Verify(new VerifyOptions { File = Path, Level = VerifyLevel.Checksum, Keys = KeyRing.Empty }).Remarks);
    }

    [Fact]
    public void What_cannot_be_rotated_is_named_and_the_rest_is_done()
    {
        Seal(Path);
        string strange = _folder[SealedFile.Name.Replace("04-14", "04-15", StringComparison.Ordinal)];
        using RawKey third = RawKey.NewRandom();
        File.WriteAllBytes(strange, SealedFile.Seal(Content, third));
        string damaged = _folder[SealedFile.Name.Replace("04-14", "04-16", StringComparison.Ordinal)];
        Seal(damaged);
        SmallArchive.Damage(damaged, 10 + SealedFile.Name.Length + 100);
        SmallArchive.Damage(damaged, FrameLayout.SlotLength + 300);
        SmallArchive.Write(_folder.Path, SealedFile.Header.Started, "plain");

        BackupException failure = Run.Fails(BackupError.RotationIncomplete, () => Rotate());
        Assert.StartsWith("1 sealed backups open", failure.Message, StringComparison.Ordinal);
        Assert.Contains(strange, failure.Message, StringComparison.Ordinal);
        Assert.Contains(damaged, failure.Message, StringComparison.Ordinal);
        Assert.True(Opens(SealedFile.OtherKey));

        File.Delete(damaged);
        var more = new RotationOptions { Path = _folder.Path, Keys = new KeyRing(SealedFile.Key, third), NewKey = SealedFile.OtherKey };
        Assert.Equal(2, new RotationRecipe(TimeProvider.System, new NoProgress()).Run(more, default).Count);
    }

    [Fact]
    public void Copies_in_the_second_folder_are_rotated_too()
    {
        using var external = new TempFolder();
        Seal(Path);
        Seal(external[SealedFile.Name]);
        var options = new RotationOptions { Path = _folder.Path, ExternalPath = external.Path, Keys = SealedFile.Ring, NewKey = SealedFile.OtherKey };
        Assert.Equal(2, new RotationRecipe(TimeProvider.System, new NoProgress()).Run(options, default).Count);
        Assert.Equal(Content, SealedFile.Open(external[SealedFile.Name], new KeyRing(SealedFile.OtherKey)));
    }

    [Fact]
    public void From_a_key_to_a_passphrase_and_back()
    {
        Seal(Path);
        using Passphrase words = Passphrase.From("correct horse battery staple", "a test");
        Rotate(OldKeys.Remove, newKey: words);
        Assert.Equal(Content, SealedFile.Open(Path, new KeyRing(words)));
        using Passphrase others = Passphrase.From("correct horse battery stable", "a test");
        Run.Fails(BackupError.KeyWrong, () => SealedFile.Open(Path, new KeyRing(others)));

        var back = new RotationOptions { Path = _folder.Path, Keys = new KeyRing(words), NewKey = SealedFile.Key, OldKeys = OldKeys.Remove };
        new RotationRecipe(TimeProvider.System, new NoProgress()).Run(back, default);
        Assert.True(Opens(SealedFile.Key));
    }

    [Fact]
    public void A_locked_repository_is_left_alone()
    {
        Seal(Path);
        using RepositoryLock held = RepositoryLock.Acquire(LocalRepository.OpenForWriting(_folder.Path), TimeProvider.System);
        Run.Fails(BackupError.RepositoryLocked, () => Rotate());
    }

    [Fact]
    public void More_keys_than_fit_are_refused()
    {
        Seal(Path);
        RawKey[] keys = [.. Enumerable.Range(0, 20).Select(_ => RawKey.NewRandom())];
        BackupException failure = Run.Fails(BackupError.RotationIncomplete, () =>
        {
            foreach (RawKey key in keys) Rotate(newKey: key);
        });
        Assert.Contains("too many", failure.Message, StringComparison.Ordinal);
        Assert.True(Opens(SealedFile.Key));
    }

    public void Dispose() => _folder.Dispose();

    private static void Seal(string path) => File.WriteAllBytes(path, SealedFile.Seal(Content, SealedFile.Key));

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
            return SealedFile.Open(Path, new KeyRing(key)).AsSpan().SequenceEqual(Content);
        }
        catch (BackupException wrong) when (wrong.Code == BackupError.KeyWrong)
        {
            return false;
        }
    }

    private IReadOnlyList<RotatedBackup> Rotate(OldKeys oldKeys = OldKeys.Keep, RotationMode mode = RotationMode.Rotate, MasterKey? newKey = null) =>
        new RotationRecipe(TimeProvider.System, new NoProgress()).Run(
            new RotationOptions { Path = _folder.Path, Keys = SealedFile.Ring, NewKey = newKey ?? SealedFile.OtherKey, OldKeys = oldKeys, Mode = mode }, default);
}
