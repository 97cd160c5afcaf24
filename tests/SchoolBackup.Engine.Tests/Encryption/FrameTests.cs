using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Encryption;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Encryption;

/// <summary>Frames: whatever the content, it comes back; whatever happens to a frame, it is found there.</summary>
public sealed partial class FrameTests : IDisposable
{
    private const int Frame = FrameLayout.FrameLength;

    private static readonly Gen<int> Lengths = Gen.Frequency(
        (1, Gen.Elements(1, 4096, Frame - 1, Frame, Frame + 1, 2 * Frame, (2 * Frame) + 1, 3 * Frame)),
        (1, Gen.Choose(1, 4 * Frame)));

    private static readonly Arbitrary<Case> Cases =
        (from length in Lengths
         from seed in Gen.Choose(0, int.MaxValue)
         from piece in Gen.Elements(100, 4096, Frame, Frame + 1, int.MaxValue)
         from at in Gen.Choose(0, int.MaxValue)
         from count in Gen.Choose(1, 2 * Frame)
         select new Case(length, seed, piece, at % length, count)).ToArbitrary();

    private readonly TempFolder _folder = new();

    private string Path => _folder["a"];

    [Fact]
    public void Every_content_comes_back_and_any_part_of_it() =>
        Prop.ForAll(Cases, one =>
        {
            byte[] content = one.Content();
            File.WriteAllBytes(Path, EncryptedFile.Encrypt(content, EncryptedFile.Key, one.Piece));
            using StoredBackup stored = StoredBackup.Open(Places.Backup(Path));
            using ArchiveBytes bytes = stored.Bytes(EncryptedFile.Ring);
            byte[] part = content[one.At..Math.Min(content.Length, one.At + one.Count)];
            return bytes.Length == content.Length
                && new FileInfo(Path).Length == FrameLayout.FileLengthOf(content.Length)
                && EncryptedFile.Part(bytes, 0, bytes.Length).AsSpan().SequenceEqual(content)
                && EncryptedFile.Part(bytes, one.At, one.Count).AsSpan().SequenceEqual(part);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_bit_flipped_in_any_frame_is_found_in_that_frame() =>
        Prop.ForAll(Cases, one =>
        {
            byte[] whole = EncryptedFile.Encrypt(one.Content(), EncryptedFile.Key);
            int at = FrameLayout.FramesOffset + (one.Seed % (whole.Length - FrameLayout.FramesOffset));
            whole[at] ^= (byte)(1 << (one.Seed % 8));
            return FrameNamed(whole) == (at - FrameLayout.FramesOffset) / FrameLayout.StoredFrame;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Cut_anywhere_it_is_found_in_the_last_frame_that_is_left() =>
        Prop.ForAll(Cases, one =>
        {
            byte[] whole = EncryptedFile.Encrypt(one.Content(), EncryptedFile.Key);
            int left = FrameLayout.FramesOffset + (one.Seed % (whole.Length - FrameLayout.FramesOffset));
            byte[] cut = whole[..left];
            return new FrameLayout(left).IsPossible ? FrameNamed(cut) == new FrameLayout(left).Frames - 1 : Damage(cut).Message.Contains("cut", StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Frames_swapped_repeated_or_of_another_backup_are_found_in_their_place()
    {
        byte[] content = new Case(4 * Frame, 7, 0, 0, 0).Content();
        byte[] mine = EncryptedFile.Encrypt(content, EncryptedFile.Key), yours = EncryptedFile.Encrypt(content, EncryptedFile.Key);

        Assert.Equal(1, FrameNamed(Composed(mine, mine, 0, 2, 1, 3)));
        Assert.Equal(2, FrameNamed(Composed(mine, mine, 0, 1, 1, 3)));
        // One frame more or less moves the last one, and that is looked at first.
        Assert.Equal(4, FrameNamed(Composed(mine, mine, 0, 1, 1, 2, 3)));
        Assert.Equal(2, FrameNamed(Composed(mine, mine, 0, 2, 3)));
        byte[] foreign = [.. mine];
        Slice(yours, 2).CopyTo(foreign, FrameLayout.Offset(2));
        Assert.Equal(2, FrameNamed(foreign));
    }

    [Fact]
    public void A_missing_last_frame_is_told_from_a_damaged_one()
    {
        byte[] whole = EncryptedFile.Encrypt(new Case(3 * Frame, 7, 0, 0, 0).Content(), EncryptedFile.Key);

        Assert.Contains("what followed was cut off", Damage(whole[..(int)FrameLayout.Offset(2)]).Message, StringComparison.Ordinal);
        Assert.Equal(3, FrameNamed([.. whole, .. Slice(whole, 2)]));
    }

    /// <summary>A header of another backup, with its own key: the frames are bound to theirs.</summary>
    [Fact]
    public void A_key_block_of_another_backup_opens_no_frame()
    {
        byte[] content = new Case(Frame, 7, 0, 0, 0).Content();
        byte[] mine = EncryptedFile.Encrypt(content, EncryptedFile.Key), yours = EncryptedFile.Encrypt(content, EncryptedFile.Key);

        Assert.Equal(0, FrameNamed([.. yours[..FrameLayout.FramesOffset], .. mine[FrameLayout.FramesOffset..]]));
    }

    [Fact]
    public void A_data_key_encrypts_so_many_frames_and_no_more()
    {
        using var cipher = new FrameCipher(new byte[32], new byte[32]);
        var stored = new byte[FrameLayout.StoredFrame];
        cipher.Encrypt(FrameLayout.MostFrames - 1, FramePlace.Last, new byte[1], stored);
        Run.Fails(BackupError.NotSupported, () => cipher.Encrypt(FrameLayout.MostFrames, FramePlace.Last, new byte[1], stored));
        Assert.False(new FrameLayout(FrameLayout.FileLengthOf((FrameLayout.MostFrames * Frame) + 1)).IsPossible);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Slice(byte[] file, int frame) => file[(int)FrameLayout.Offset(frame)..(int)Math.Min(file.Length, FrameLayout.Offset(frame + 1))];

    private static byte[] Composed(byte[] keyBlock, byte[] file, params int[] frames) => [.. keyBlock[..FrameLayout.FramesOffset], .. frames.SelectMany(frame => Slice(file, frame))];

    private BackupException Damage(byte[] file)
    {
        File.WriteAllBytes(Path, file);
        return Run.Fails(BackupError.BackupDamaged, () => EncryptedFile.Open(Path, EncryptedFile.Ring));
    }

    /// <summary>The frame that the error names.</summary>
    private long FrameNamed(byte[] file) => long.Parse(FrameNumber().Match(Damage(file).Message).Groups["frame"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"frame (?<frame>\d+) of", RegexOptions.ExplicitCapture)]
    private static partial Regex FrameNumber();

    private sealed record Case(int Length, int Seed, int Piece, int At, int Count)
    {
        public byte[] Content()
        {
            var content = new byte[Length];
            new Random(Seed).NextBytes(content);
            return content;
        }
    }
}
