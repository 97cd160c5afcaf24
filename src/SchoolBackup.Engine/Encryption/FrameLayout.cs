namespace SchoolBackup.Engine.Encryption;

/// <summary>Where what lies in an encrypted file: two slots, then the frames without a gap.</summary>
/// <param name="FileLength">Bytes of the file.</param>
internal readonly record struct FrameLayout(long FileLength)
{
    public const int SlotLength = 4096;

    /// <summary>The first frame's first byte.</summary>
    public const int FramesOffset = 2 * SlotLength;

    /// <summary>Bytes of the archive in each frame but the last, which has at least one.</summary>
    public const int FrameLength = 64 << 10;

    public const int TagLength = 16;

    /// <summary>Bytes of a full frame in the file.</summary>
    public const int StoredFrame = FrameLength + TagLength;

    /// <summary>What one data key may encrypt, 256 TiB: far below what AES-GCM's proofs ask for, far above any backup.</summary>
    public const long MostFrames = 1L << 32;

    public long Frames => (FileLength - FramesOffset + StoredFrame - 1) / StoredFrame;

    /// <summary>Bytes of the archive inside.</summary>
    public long ArchiveLength => FileLength - FramesOffset - (Frames * TagLength);

    /// <summary>False when no encrypted file can have this length.</summary>
    public bool IsPossible => FileLength > FramesOffset && Frames <= MostFrames && StoredLength(Frames - 1) > TagLength;

    /// <summary>Bytes of the file that an archive is encrypted into.</summary>
    public static long FileLengthOf(long archive) => FramesOffset + archive + ((archive + FrameLength - 1) / FrameLength * TagLength);

    /// <summary>A frame's first byte in the file.</summary>
    public static long Offset(long frame) => FramesOffset + (frame * StoredFrame);

    /// <summary>Bytes of a frame in the file.</summary>
    public int StoredLength(long frame) => (int)Math.Min(StoredFrame, FileLength - Offset(frame));

    public FramePlace Place(long frame) => frame == Frames - 1 ? FramePlace.Last : FramePlace.Within;
}
