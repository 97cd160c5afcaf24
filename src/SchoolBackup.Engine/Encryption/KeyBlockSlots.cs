namespace SchoolBackup.Engine.Encryption;

/// <summary>The two copies of a file's key block. At rest they are the same; while keys change, one is the copy of before.</summary>
/// <param name="First">Null when it is damaged.</param>
/// <param name="Second">Null when it is damaged.</param>
internal sealed record KeyBlockSlots(KeyBlock? First, KeyBlock? Second)
{
    /// <summary>The one that counts: of the whole ones, the one with the higher revision.</summary>
    public KeyBlock? InForce => First is null || Second?.Revision > First.Revision ? Second : First;

    /// <summary>Whether both are whole and of one revision.</summary>
    public bool Agree => First is not null && First.Revision == Second?.Revision;

    /// <summary>Reads the beginning of a file.</summary>
    /// <returns>Null when it does not begin like an encrypted backup.</returns>
    public static KeyBlockSlots? Parse(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> first = start[..Math.Min(start.Length, FrameLayout.SlotLength)], second = start[first.Length..];
        return KeyBlock.IsSigned(first) || KeyBlock.IsSigned(second)
            ? new KeyBlockSlots(KeyBlock.Parse(first), KeyBlock.Parse(second))
            : null;
    }

    /// <summary>
    /// What to write, in this order and each on the disk before the next, so that other keys open the file. The copy that does not count
    /// goes first: whatever interrupts this, one copy is whole. Both are written, so that no copy still opens with a key that was taken
    /// away.
    /// </summary>
    public IReadOnlyList<(long Offset, byte[] Slot)> Writes(KeyBlock next)
    {
        byte[] slot = next.ToSlot();
        const long first = 0, second = FrameLayout.SlotLength;
        return ReferenceEquals(InForce, First) ? [(second, slot), (first, slot)] : [(first, slot), (second, slot)];
    }
}
