namespace SchoolBackup.Demo;

/// <summary>
/// SplitMix64: the same numbers from the same seed on every machine and .NET version, which <see cref="Random"/> does not promise.
/// </summary>
/// <seealso href="https://prng.di.unimi.it/splitmix64.c"/>
internal struct SchoolRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => (int)(((Next() >> 32) * (ulong)limit) >> 32);

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True in <paramref name="percent"/> of 100 cases.</summary>
    public bool Happens(int percent) => Below(100) < percent;

    public string Of(string[] choices) => choices[Below(choices.Length)];

    public void Fill(Span<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(bytes, Next());
        ulong rest = Next();
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(rest >> (8 * i));
    }
}
