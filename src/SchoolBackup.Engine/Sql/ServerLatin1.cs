namespace SchoolBackup.Engine.Sql;

/// <summary>The server's latin1: windows-1252, with the five bytes that it leaves open as control characters.</summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/charset-we-sets.html"/>
internal static class ServerLatin1
{
    private const string From80To9F = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    public static string Decode(ReadOnlySpan<byte> value) => string.Create(value.Length, value, static (text, bytes) =>
    {
        for (int at = 0; at < bytes.Length; at++) text[at] = bytes[at] is >= 0x80 and <= 0x9f
            ? From80To9F[bytes[at] - 0x80]
            : (char)bytes[at];
    });
}
