using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace SchoolBackup.Engine.Erp;

/// <summary>
/// The outside of a School ERP file: 16 bytes of IV, 16 of tag, then AES-256-GCM of a gzip. .NET's own AesGcm takes no IV of 16 bytes,
/// so here, and only here, another library encrypts.
/// </summary>
/// <seealso href="https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf"/>
internal static class ErpEnvelope
{
    public const int KeyLength = 32;
    public const int IvLength = 16;
    public const int TagLength = 16;

    /// <summary>Bytes before the ciphertext.</summary>
    public const int HeadLength = IvLength + TagLength;

    /// <summary>Of the ciphertext, what is enough to see whether a key makes a gzip of it.</summary>
    public const int SampleLength = 16;

    public static GcmBlockCipher Encryptor(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        var cipher = new GcmBlockCipher(new AesEngine());
        cipher.Init(forEncryption: true, Parameters(key, iv));
        return cipher;
    }

    public static GcmBlockCipher Decryptor(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        var cipher = new GcmBlockCipher(new AesEngine());
        cipher.Init(forEncryption: false, Parameters(key, iv));
        return cipher;
    }

    /// <summary>
    /// Whether the key turns the first bytes of the ciphertext into those of a gzip. A wrong one does so once in billions; the tag says it
    /// for certain.
    /// </summary>
    /// <param name="key">Thirty-two bytes.</param>
    /// <param name="iv">The file's first sixteen bytes.</param>
    /// <param name="sample">The first <see cref="SampleLength"/> bytes of the ciphertext.</param>
    public static bool LooksOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> sample)
    {
        // The cipher holds back what may be a tag; zeros behind the sample push it out.
        Span<byte> padded = stackalloc byte[SampleLength + (2 * TagLength)];
        sample.CopyTo(padded);
        Span<byte> plain = stackalloc byte[padded.Length + TagLength];
        int count = Decryptor(key, iv).ProcessBytes(padded, plain);
        // RFC 1952, 2.3: ID1, ID2, deflate, no reserved flag, and what compressors write into XFL.
        return count >= 10 && plain.StartsWith<byte>([0x1f, 0x8b, 8]) && (plain[3] & 0xe0) == 0 && plain[8] is 0 or 2 or 4;
    }

    private static AeadParameters Parameters(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv) =>
        new(new KeyParameter(key), TagLength * 8, iv.ToArray());
}
