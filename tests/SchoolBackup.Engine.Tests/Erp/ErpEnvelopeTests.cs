using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using SchoolBackup.Engine.Erp;

namespace SchoolBackup.Engine.Tests.Erp;

/// <summary>AES-256-GCM with an IV of 16 bytes, against the standard's own words: SP 800-38D, from nothing but AES of one block.</summary>
public sealed class ErpEnvelopeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1000)]
    [InlineData(200_001)]
    public void Encrypts_as_the_standard_says(int length)
    {
        byte[] plain = [.. Enumerable.Range(0, length).Select(at => (byte)(at * 7))];

        byte[] file = ErpTestFile.Encrypt(plain);

        byte[] key = Convert.FromHexString(ErpTestFile.KeyDigits);
        (byte[] expected, byte[] tag) = Gcm(key, file[..16], plain);
        Assert.Equal(tag, file[16..32]);
        Assert.Equal(expected, file[32..]);
    }

    [Fact]
    public void A_key_is_known_by_the_first_block()
    {
        byte[] file = ErpTestFile.WithTables("");
        Assert.True(ErpEnvelope.LooksOpen(ErpTestFile.Key.Bytes, file.AsSpan(0, 16), file.AsSpan(32, 16)));
        Assert.False(ErpEnvelope.LooksOpen(ErpTestFile.OtherKey.Bytes, file.AsSpan(0, 16), file.AsSpan(32, 16)));
    }

    private static (byte[] Cipher, byte[] Tag) Gcm(byte[] key, byte[] iv, byte[] plain)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        byte[] Block(byte[] input) => aes.EncryptEcb(input, PaddingMode.None);
        BigInteger h = Number(Block(new byte[16]));
        // 7.1, step 2, for an IV that has not 96 bits.
        byte[] start = Bytes(GHash(h, [.. iv, .. new byte[8], .. Length(iv)]));
        byte[] counter = [.. start];
        var cipher = new byte[plain.Length];
        for (int at = 0; at < plain.Length; at += 16)
        {
            BinaryPrimitives.WriteUInt32BigEndian(counter.AsSpan(12), BinaryPrimitives.ReadUInt32BigEndian(counter.AsSpan(12)) + 1);
            byte[] stream = Block(counter);
            for (int i = at; i < Math.Min(at + 16, plain.Length); i++) cipher[i] = (byte)(plain[i] ^ stream[i - at]);
        }

        byte[] padding = new byte[(16 - (cipher.Length % 16)) % 16];
        byte[] hash = Bytes(GHash(h, [.. cipher, .. padding, .. new byte[8], .. Length(cipher)]));
        return (cipher, [.. hash.Zip(Block(start), (a, b) => (byte)(a ^ b))]);
    }

    private static byte[] Length(byte[] bytes)
    {
        var bits = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bits, bytes.Length * 8L);
        return bits;
    }

    private static BigInteger GHash(BigInteger h, byte[] data)
    {
        BigInteger y = 0;
        for (int at = 0; at < data.Length; at += 16) y = Multiply(y ^ Number(data[at..(at + 16)]), h);
        return y;
    }

    /// <summary>6.3, with the leftmost bit as the highest of the number.</summary>
    private static BigInteger Multiply(BigInteger x, BigInteger y)
    {
        BigInteger r = new BigInteger(0xe1) << 120, z = 0, v = y;
        for (int bit = 127; bit >= 0; bit--)
        {
            if (!((x >> bit) & 1).IsZero) z ^= v;
            v = v.IsEven ? v >> 1 : (v >> 1) ^ r;
        }

        return z;
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Bytes(BigInteger number)
    {
        byte[] bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[16 - bytes.Length], .. bytes];
    }
}
