using SchoolBackup.Engine.Archive;

namespace SchoolBackup.Engine.Tests.Archive;

public sealed class RowHashTests
{
    /// <summary>The specification's own examples.</summary>
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    public void Is_xxh64_of_short_texts(string text, ulong expected) => Assert.Equal(expected, RowHash.Of(System.Text.Encoding.ASCII.GetBytes(text)));

    /// <summary>1, 4, 14 and 222 are those of the reference's sanity check; the others were made by an implementation in another language.</summary>
    [Theory]
    [InlineData(1, 0xE934A84ADB052768)]
    [InlineData(4, 0x9136A0DCA57457EE)]
    [InlineData(14, 0x8282DCC4994E35C8)]
    [InlineData(31, 0x299B39A290E6D783)]
    [InlineData(32, 0x18B216492BB44B70)]
    [InlineData(33, 0x55C8DC3E578F5B59)]
    [InlineData(39, 0xB888CAF07592B1B3)]
    [InlineData(40, 0x23B3810D7D8B1731)]
    [InlineData(43, 0x9904C9350F597190)]
    [InlineData(44, 0x24EC2B3D0E442641)]
    [InlineData(63, 0xA9EFBE0FA0F3F4E7)]
    [InlineData(64, 0xEF558F8ACAC2B5CD)]
    [InlineData(222, 0xB641AE8CB691C174)]
    [InlineData(1000, 0x52BD1358F22E9EF7)]
    [InlineData(2367, 0xA82418DDEC0EA581)]
    public void Is_xxh64_at_every_length_class(int length, ulong expected) => Assert.Equal(expected, RowHash.Of(SanityBytes(length)));

    /// <summary>The bytes of the reference's sanity check.</summary>
    private static byte[] SanityBytes(int length)
    {
        var bytes = new byte[length];
        ulong generator = 2654435761;
        for (int at = 0; at < length; at++)
        {
            bytes[at] = (byte)(generator >> 56);
            generator *= 11400714785074694797;
        }

        return bytes;
    }
}
