using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Dump;

public sealed class RowTextTests
{
    private const byte Float = 0x04;
    private const byte Double = 0x05;
    private const byte DateTime = 0x0C;
    private const byte Time = 0x0B;

    private static readonly byte[] Types = [0x01, 0x02, 0x03, Float, Double, 0x07, 0x08, 0x09, 0x0A, Time, DateTime, 0x0D, 0xF6, 0xFD];

    [Theory]
    [InlineData(-0.0, "(-0e0)")]
    [InlineData(0.0, "(0)")]
    [InlineData(0.1, "(0.1)")]
    [InlineData(-87.25, "(-87.25)")]
    [InlineData(0.005, "(0.005)")]
    [InlineData(-0.0005, "(-0.0005)")]
    [InlineData(999999999999.999, "(999999999999.999)")]
    [InlineData(16777217.0, "(16777217)")]
    [InlineData(double.Epsilon, "(5E-324)")]
    [InlineData(double.MaxValue, "(1.7976931348623157E+308)")]
    public void A_double_has_the_shortest_digits_that_mean_it(double value, string expected)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        Assert.Equal(expected, Row(ColumnKind.Double, BinaryRow.Wire(Double), bytes));
    }

    /// <summary>Few decimals, many, and none; around what is written by a way of its own, and within it.</summary>
    [Fact]
    public void Every_double_is_written_as_the_platform_writes_it() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            for (int attempt = 0; attempt < 100; attempt++)
            {
                double value = random.Next(4) switch
                {
                    0 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
                    1 => Math.BitIncrement(random.Next(1_000_000) / 1000.0),
                    _ => random.NextInt64((long)Math.Pow(10, random.Next(1, 18))) / Math.Pow(10, random.Next(6)) * (random.Next(2) - 0.5) * 2,
                };
                if (!double.IsFinite(value) || value == 0) continue;
                var bytes = new byte[8];
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
                Assert.Equal($"({value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)})", Row(ColumnKind.Double, BinaryRow.Wire(Double), bytes));
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(-0f, "(-0e0)")]
    [InlineData(3.2f, "(3.2)")]
    [InlineData(16777216f, "(16777216)")]
    [InlineData(123456.789f, "(123456.79)")]
    [InlineData(float.Epsilon, "(1E-45)")]
    public void A_float_has_the_shortest_digits_that_mean_it(float value, string expected)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Assert.Equal(expected, Row(ColumnKind.Float, BinaryRow.Wire(Float), bytes));
    }

    [Theory]
    [InlineData(DateTime, 0, "00", "('0000-00-00 00:00:00')")]
    [InlineData(DateTime, 6, "00", "('0000-00-00 00:00:00.000000')")]
    [InlineData(DateTime, 0, "04E8070000", "('2024-00-00 00:00:00')")]
    [InlineData(DateTime, 3, "0BE8070C1F173B3B40480E00", "('2024-12-31 23:59:59.936')")]
    [InlineData(DateTime, 0, "0BE8070C1F173B3B01000000", "('2024-12-31 23:59:59.000001')")]
    [InlineData(Time, 0, "00", "('00:00:00')")]
    [InlineData(Time, 0, "080122000000163B3B", "('-838:59:59')")]
    [InlineData(Time, 1, "0C0100000000000000A0860100", "('-00:00:00.1')")]
    public void A_date_is_written_as_the_column_shows_it(byte type, byte decimals, string value, string expected) =>
        Assert.Equal(expected, Row(ColumnKind.Text, BinaryRow.Wire(type, decimals: decimals), Convert.FromHexString(value)));

    /// <summary>Whatever a broken server sends ends in the one error that says so, or is a row like another.</summary>
    [Fact]
    public void No_packet_does_worse_than_the_error_that_says_so() =>
        Prop.ForAll(Gen.Elements(Types).NonEmptyListOf().ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (types, seed) =>
        {
            var random = new Random(seed);
            ColumnEntry[] columns = [.. types.Select(type => new ColumnEntry("c", type is Float or Double ? ColumnKind.Double : ColumnKind.Text, null))];
            var form = new RowText(columns, [.. types.Select(type => BinaryRow.Wire(type, (ushort)(random.Next(2) * 32), (byte)random.Next(40)))]);
            for (int attempt = 0; attempt < 50; attempt++)
            {
                var noise = new byte[random.Next(200)];
                random.NextBytes(noise);
                byte[] packet = [.. BinaryRow.Head(new bool[columns.Length]), .. noise];
                if (attempt % 5 == 0) packet = packet[..random.Next(packet.Length)];
                using var text = new PooledBuffer(16);
                if (Record.Exception(() => { form.Append(packet, text); }) is { } failure and not MySqlConnectionException) throw failure;
            }
        }).QuickCheckThrowOnFailure();

    private static string Row(ColumnKind kind, Column wire, byte[] value)
    {
        using var text = new PooledBuffer(16);
        new RowText([new ColumnEntry("v", kind, null)], [wire]).Append([.. BinaryRow.Head([false]), .. value], text);
        return Encoding.UTF8.GetString(text.Written);
    }
}
