using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Tests.Dump;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Load;

/// <summary>What <see cref="RowText"/> writes for INSERT, <see cref="LoadText"/> turns into what LOAD DATA reads; a parser of the test's own reads it back.</summary>
public sealed class LoadTextTests
{
    private static readonly Gen<ColumnEntry> Column =
        from kind in Gen.Elements(Enum.GetValues<ColumnKind>())
        from charset in Gen.Elements("utf8mb4", "latin1", "sjis", "ucs2")
        from name in Gen.Elements("id", "a`b", "it's", "नाम", "VALUES\n(", new string('x', 64))
        select new ColumnEntry(name, kind, kind == ColumnKind.Text ? charset : null);

    private static readonly Arbitrary<Case> Cases =
        (from columns in Column.NonEmptyListOf()
         from rows in Gen.Choose(1, 40)
         from seed in Gen.Choose(0, int.MaxValue)
         from pieces in Gen.Choose(1, 5)
         from database in Gen.Elements(null, "school", new string('न', 64))
         select new Case([.. columns.Take(8)], rows, seed, pieces, database)).ToArbitrary();

    [Fact]
    public void Every_value_arrives() => Prop.ForAll(Cases, one => Arrives(one, one.Rows())).QuickCheckThrowOnFailure();

    /// <summary>A block holds 256 KiB: escapes, quotes and row ends fall on its last byte, and values are longer than it.</summary>
    [Fact]
    public void Every_value_arrives_over_the_ends_of_blocks()
    {
        var one = new Case([new("id", ColumnKind.Number, null), new("v", ColumnKind.Binary, null), new("w", ColumnKind.Text, "utf8mb4")], 1, 1, 1, null);
        for (int length = (256 << 10) - 60; length < (256 << 10) + 4; length++)
        {
            byte[]?[][] rows = [["1"u8.ToArray(), [.. new byte[length / 2], (byte)'\'', (byte)'\\', 0x1a, (byte)'\n'], "it's"u8.ToArray()], [null, Encoding.ASCII.GetBytes(new string('x', length)), null], ["2"u8.ToArray(), [], []]];
            Assert.True(Arrives(one, rows), $"not with {length} bytes");
        }
    }

    [Fact]
    public void A_row_over_16_mib_arrives()
    {
        var one = new Case([new("id", ColumnKind.Number, null), new("photo", ColumnKind.Binary, null)], 1, 1, 1, null);
        var photo = new byte[20 << 20];
        new Random(3).NextBytes(photo);
        Assert.True(Arrives(one, [["1"u8.ToArray(), photo], ["2"u8.ToArray(), null]]));
    }

    /// <summary>Text that is not of our making ends in the one error that says so; some of it may pass, since a digit is as good as another.</summary>
    [Fact]
    public void Damaged_text_is_an_error_and_nothing_worse() =>
        Prop.ForAll(Cases, one =>
        {
            byte[] text = Insert(one, one.Rows());
            var random = new Random(one.Seed);
            for (int change = 0; change < 20; change++)
            {
                byte[] damaged = [.. text];
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                if (change % 4 == 0) damaged = damaged[..random.Next(damaged.Length)];
                Exception? failure = Record.Exception(() => Convert(one, damaged, new MemoryStream()));
                if (failure is not null && failure is not BackupException { Code: BackupError.BackupDamaged }) return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("SELECT 1;\n")]
    [InlineData("INSERT INTO `t` (`a`) VALUES\n")]
    [InlineData("INSERT INTO `t` (`a`) VALUES\n(")]
    [InlineData("INSERT INTO `t` (`a`) VALUES\n(1")]
    [InlineData("INSERT INTO `t` (`a`) VALUES\n(1)")]
    [InlineData("INSERT INTO `t` (`a`) VALUES\n(1),")]
    [InlineData("INSERT INTO `t` (`a`) VALUES\n(1);")]
    [InlineData("INSERT INTO `t` (`a`) VALUES\n(1) (2);\n")]
    [InlineData("INSERT INTO `t` (`a`) VALUES\n('abc")]
    [InlineData("INSERT INTO `t` (`a`) VALUES\n('abc\\")]
    [InlineData("INSERT INTO `t` (`a`) VALUES\n('a'b);\n")]
    [InlineData("INSERT INTO `t` (`a`) VALUES\n(_binary);\n")]
    [InlineData("INSERT INTO `t` (`a`) VALUES\n(,);\n")]
    [InlineData("INSERT INTO `u` (`a`) VALUES\n(1);\n")]
    [InlineData("COMMIT")]
    [InlineData("USE `school`")]
    public void Unfinished_or_foreign_text_is_an_error(string text)
    {
        var one = new Case([new("a", ColumnKind.Text, null)], 1, 1, 1, null);
        BackupException damaged = Assert.Throws<BackupException>(() => Convert(one, Encoding.ASCII.GetBytes(text), new MemoryStream()));
        Assert.Equal(BackupError.BackupDamaged, damaged.Code);
    }

    private static bool Arrives(Case one, byte[]?[][] rows)
    {
        using var output = new MemoryStream();
        long count = Convert(one, Insert(one, rows), output);
        List<byte[]?[]> arrived = Parse(output.ToArray());
        return count == rows.Length && arrived.Count == rows.Length && arrived.Zip(rows).All(pair => SameRow(pair.First, pair.Second));
    }

    private static long Convert(Case one, byte[] text, Stream output)
    {
        using var load = new LoadText(one.Table);
        using var source = new Trickle(text, one.Pieces, one.Seed);
        load.Convert(source, output, "the test");
        return load.Rows;
    }

    private static byte[] Insert(Case one, byte[]?[][] rows)
    {
        using var text = new PooledBuffer(1000);
        if (one.Database is not null) text.Write(Encoding.UTF8.GetBytes($"USE `{one.Database}`;\n"));
        var form = new RowText(one.Columns, BinaryRow.Digits(one.Columns));
        byte[] insert = SchemaText.Insert(one.Table);
        int perStatement = 1 + (one.Seed % 10);
        for (int row = 0; row < rows.Length; row++)
        {
            if (row % perStatement == 0) text.Write(insert);
            form.Append(BinaryRow.Of(rows[row]), text);
            text.Write(row + 1 == rows.Length || (row + 1) % perStatement == 0 ? ";\n"u8 : ",\n"u8);
        }

        text.Write("COMMIT;\n"u8);
        return text.Written.ToArray();
    }

    /// <summary>LOAD DATA's own rules: fields end at 0x1A, lines at a newline, a backslash escapes, and \N alone is NULL.</summary>
    private static List<byte[]?[]> Parse(byte[] text)
    {
        var rows = new List<byte[]?[]>();
        var row = new List<byte[]?>();
        var field = new List<byte>();
        bool isNull = false;
        for (int at = 0; at < text.Length; at++)
        {
            byte next = text[at];
            if (next is 0x1a or (byte)'\n')
            {
                row.Add(isNull ? null : [.. field]);
                field.Clear();
                isNull = false;
                if (next != '\n') continue;
                rows.Add([.. row]);
                row.Clear();
            }
            else if (next == '\\')
            {
                byte escaped = text[++at];
                isNull = escaped == 'N' && field.Count == 0 && text[at + 1] is 0x1a or (byte)'\n';
                if (!isNull) field.Add(escaped switch { (byte)'0' => 0, (byte)'n' => (byte)'\n', (byte)'r' => (byte)'\r', (byte)'t' => (byte)'\t', (byte)'b' => 8, (byte)'Z' => 0x1a, _ => escaped });
            }
            else
            {
                field.Add(next);
            }
        }

        return rows;
    }

    private static bool SameRow(byte[]?[] one, byte[]?[] other) =>
        one.Length == other.Length && one.Zip(other).All(pair => pair.First is null ? pair.Second is null : pair.Second is not null && pair.First.AsSpan().SequenceEqual(pair.Second));

    private sealed record Case(ColumnEntry[] Columns, int Count, int Seed, int Pieces, string? Database)
    {
        public TableEntry Table => new("school", "t", "Base", "InnoDB", 0, null, [], Columns);

        public byte[]?[][] Rows()
        {
            var random = new Random(Seed);
            return [.. Enumerable.Range(0, Count).Select(_ => Columns.Select(column => Value(column.Kind, random)).ToArray())];
        }

        private static byte[]? Value(ColumnKind kind, Random random)
        {
            if (random.Next(6) == 0) return null;
            if (kind is ColumnKind.Number or ColumnKind.EnumNumber) return Encoding.ASCII.GetBytes(random.NextInt64().ToString(System.Globalization.CultureInfo.InvariantCulture));
            if (kind is ColumnKind.Double or ColumnKind.Float) return Encoding.ASCII.GetBytes((random.NextDouble() - 0.5).ToString("F17", System.Globalization.CultureInfo.InvariantCulture));
            var bytes = new byte[random.Next(30) == 0 ? random.Next(200_000) : random.Next(20)];
            random.NextBytes(bytes);
            // Text full of what has a meaning is rarer in noise than in life.
            ReadOnlySpan<byte> awkward = "\\'\n\r\0\u001aN,();\t\b\"_"u8;
            if (random.Next(2) == 0)
                for (int at = 0; at < bytes.Length; at++) bytes[at] = awkward[random.Next(awkward.Length)];
            return bytes;
        }
    }

    /// <summary>Gives what it has in pieces, as decompressors and sockets do.</summary>
    private sealed class Trickle(byte[] text, int pieces, int seed) : ReadOnlyStream
    {
        private readonly Random _random = new(seed);
        private int _at;

        public override int Read(Span<byte> buffer)
        {
            int most = Math.Min(buffer.Length, text.Length - _at);
            int count = pieces == 1 || most == 0 ? most : _random.Next(1, Math.Min(most, 1 << (pieces * 3)) + 1);
            text.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }
    }
}
