using FsCheck;
using FsCheck.Fluent;

namespace SchoolBackup.MySql.Tests;

public sealed class LengthEncodedTests
{
    // NULL, and lengths on both sides of the limits at which the encoding changes.
    private static readonly Arbitrary<byte[]?[]> Rows = Gen.OneOf(
            Gen.Constant<byte[]?>(null),
            Gen.Choose(0, 300).Select(length => (byte[]?)new byte[length]),
            Gen.Choose(65_530, 65_540).Select(length => (byte[]?)Filled(length)))
        .ArrayOf().ToArbitrary();

    private static readonly Arbitrary<int> Anywhere = ArbMap.Default.ArbFor<int>();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(250, 1)]
    [InlineData(251, 3)]
    [InlineData(65_535, 3)]
    [InlineData(65_536, 4)]
    [InlineData(16_777_215, 4)]
    [InlineData(16_777_216, 9)]
    [InlineData(ulong.MaxValue, 9)]
    public void Integers_take_the_bytes_that_the_manual_gives_them(ulong value, int length) =>
        Assert.Equal(length, LengthEncoded.WriteInteger(new byte[9], value));

    [Fact]
    public void What_was_written_is_read_and_the_rest_is_left() =>
        Prop.ForAll<ulong, byte[]>((value, after) =>
        {
            for (int shift = 0; shift < 64; shift += 8)
            {
                ulong expected = value >> shift;
                var target = new byte[9];
                int length = LengthEncoded.WriteInteger(target, expected);
                ReadOnlySpan<byte> rest = (byte[])[.. target.AsSpan(0, length), .. after];
                Assert.True(LengthEncoded.TryReadInteger(ref rest, out ulong read));
                Assert.Equal(expected, read);
                Assert.Equal(after, rest.ToArray());
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_row_comes_apart_into_its_values() =>
        Prop.ForAll(Rows, values =>
        {
            ReadOnlySpan<byte> rest = Row(values);
            foreach (byte[]? expected in values)
            {
                Assert.True(LengthEncoded.TryReadString(ref rest, out ReadOnlySpan<byte> value, out bool isNull));
                Assert.Equal(expected is null, isNull);
                Assert.Equal(expected ?? [], value.ToArray());
            }

            Assert.True(rest.IsEmpty);
            Assert.False(LengthEncoded.TryReadString(ref rest, out _, out _));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_row_cut_short_never_gives_more_than_was_there() =>
        Prop.ForAll(Rows, Anywhere, (values, at) =>
        {
            byte[] row = Row(values);
            ReadOnlySpan<byte> rest = row.AsSpan(0, row.Length == 0 ? 0 : (int)((uint)at % row.Length));
            int read = 0;
            while (LengthEncoded.TryReadString(ref rest, out ReadOnlySpan<byte> value, out _))
                Assert.Equal(values[read++] ?? [], value.ToArray());
            Assert.True(read < values.Length || row.Length == 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_least_length_of_a_row_is_never_more_than_its_length() =>
        Prop.ForAll(Rows, Anywhere, (values, at) =>
        {
            byte[] row = Row(values);
            int known = row.Length == 0 ? 0 : (int)((uint)at % row.Length);
            Assert.InRange(LengthEncoded.LeastRowLength(row.AsSpan(0, known)), known, row.Length);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            ReadOnlySpan<byte> rest = bytes;
            int before = rest.Length;
            if (!LengthEncoded.TryReadString(ref rest, out _, out _)) Assert.Equal(before, rest.Length);
            else Assert.True(rest.Length < before);
            LengthEncoded.LeastRowLength(bytes);
        }).QuickCheckThrowOnFailure();

    private static byte[] Filled(int length)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill(0xFE);
        return bytes;
    }

    private static byte[] Row(byte[]?[] values)
    {
        using var row = new MemoryStream();
        var length = new byte[9];
        foreach (byte[]? value in values)
        {
            if (value is null)
            {
                row.WriteByte(LengthEncoded.Null);
                continue;
            }

            row.Write(length.AsSpan(0, LengthEncoded.WriteInteger(length, (ulong)value.Length)));
            row.Write(value);
        }

        return row.ToArray();
    }
}
