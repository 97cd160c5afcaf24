using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace SchoolBackup.Engine.Tests.Sql;

/// <summary>What the property tests of this folder feed on.</summary>
internal static class SqlTexts
{
    // Everything that begins or ends a token, broken pieces of it, and bytes that are no text at all.
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "'", "\"", "`", "\\", "''", "``", "\\'", "--", "-- ", "#", "/*", "*/", "/*!", "/*!50003", "/*M!100100", "\n", "\r\n", " ", "\t",
            ";", ";;", "DELIMITER //\n", "//", "x'", "0x", "0b1", "1e", "1.5", ".", "a", "school", "SELECT", "N", "@", "@@", "(", ")", "é", "😀", "$", "0",
        }.Select(Encoding.UTF8.GetBytes),
        [0], [0x1A], [0xFF], [0x80],
    ];

    /// <summary>Any bytes.</summary>
    public static Arbitrary<byte[]> Bytes { get; } = ArbMap.Default.ArbFor<byte[]>();

    /// <summary>Bytes that look much like SQL, and often are not.</summary>
    public static Arbitrary<byte[]> Garbage { get; } =
        Gen.Elements(Pieces).ListOf().Select(pieces => pieces.SelectMany(piece => piece).ToArray()).ToArbitrary();

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
