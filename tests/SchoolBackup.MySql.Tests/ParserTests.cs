using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.MySql.Packets;
using SchoolBackup.MySql.Tests.Servers;

namespace SchoolBackup.MySql.Tests;

/// <summary>The packets' parsers: what the manual prints is read, and whatever else comes ends in a value or in a <see cref="MySqlConnectionException"/>.</summary>
public sealed class ParserTests
{
    private delegate void Parser(ReadOnlySpan<byte> payload);

    private static readonly Parser[] Parsers =
    [
        payload => ErrPacket.Parse(payload),
        payload => ErrPacket.IsProgress(payload),
        payload => OkPacket.Parse(payload),
        payload => EofPacket.Parse(payload),
        payload => HandshakePacket.Parse(payload),
        payload => AuthSwitchPacket.Parse(payload),
        payload => ColumnDefinition.Parse(payload),
    ];

    // The examples of the manual's pages, except where it has none.
    private static readonly byte[][] Samples =
    [
        [0xFF, 0x48, 0x04, .. "#HY000No tables used"u8],
        [0xFF, 0xFF, 0xFF, 1, 1, 2, 0x10, 0x27, 0, 7, .. "copying"u8],
        [0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00],
        [0x00, 0xFC, 0x2C, 0x01, 0x05, 0x0A, 0x00, 0x03, 0x00, 40, .. "Records: 300  Duplicates: 0  Warnings: 3"u8],
        [0xFE, 0x01, 0x00, 0x0A, 0x00],
        Greeting(),
        [0xFE, .. "mysql_native_password"u8, 0, .. Conversation.Scramble, 0],
        Conversation.ColumnDefinition("name"),
    ];

    [Fact]
    public void ERR_is_read()
    {
        Assert.Equal(new ErrPacket(1096, "HY000", "No tables used"), ErrPacket.Parse(Samples[0]));
        Assert.Equal(new ErrPacket(1040, "HY000", "Too many"), ErrPacket.Parse([0xFF, 0x10, 0x04, .. "Too many"u8]));
        Assert.False(ErrPacket.IsProgress(Samples[0]));
        Assert.True(ErrPacket.IsProgress(Samples[1]));
    }

    [Fact]
    public void OK_is_read_with_the_length_of_its_words_and_without()
    {
        Assert.Equal(new OkPacket(0, 0, 2, 0, ""), OkPacket.Parse(Samples[2]));
        Assert.Equal(new OkPacket(300, 5, 10, 3, "Records: 300  Duplicates: 0  Warnings: 3"), OkPacket.Parse(Samples[3]));
        Assert.Equal("Rows matched: 1", OkPacket.Parse([0, 1, 0, 2, 0, 0, 0, .. "Rows matched: 1"u8]).Info);
        Assert.True(OkPacket.Parse(Samples[3]).MoreResults);
    }

    [Fact]
    public void EOF_is_read_and_told_from_a_row_that_begins_alike()
    {
        Assert.Equal(new EofPacket(1, 10), EofPacket.Parse(Samples[4]));
        Assert.True(EofPacket.Parse(Samples[4]).MoreResults);
        Assert.False(EofPacket.IsEof([0xFE, 0, 0, 0, 1, 0, 0, 0, 0]));
        Assert.False(EofPacket.IsEof([]));
    }

    [Fact]
    public void The_greeting_is_read()
    {
        HandshakePacket greeting = HandshakePacket.Parse(Greeting());

        Assert.Equal("8.0.36", greeting.Version);
        Assert.Equal(42u, greeting.ConnectionId);
        Assert.Equal("caching_sha2_password", greeting.AuthPlugin);
        Assert.Equal(Conversation.Scramble, greeting.Scramble);
        Assert.True(greeting.Capabilities.HasFlag(Capabilities.Offered));
    }

    [Fact]
    public void The_switch_to_another_plugin_is_read()
    {
        AuthSwitchPacket change = AuthSwitchPacket.Parse(Samples[6]);

        Assert.Equal("mysql_native_password", change.Plugin);
        Assert.Equal(Conversation.Scramble, change.Scramble);
        Assert.Equal(AuthSwitchPacket.OldPassword, AuthSwitchPacket.Parse([0xFE]).Plugin);
    }

    [Fact]
    public void A_column_is_read() =>
        Assert.Equal(new Column("name", 0xFD, 45, 0, 65535, 31), ColumnDefinition.Parse(Conversation.ColumnDefinition("name")));

    [Fact]
    public void Packets_cut_short_are_values_or_errors()
    {
        foreach (byte[] sample in Samples)
            for (int length = 0; length < sample.Length; length++)
                ParseAll(sample.AsSpan(0, length));
    }

    [Fact]
    public void Any_bytes_are_values_or_errors() =>
        Prop.ForAll<byte[]>(bytes => ParseAll(bytes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Packets_with_one_byte_changed_are_values_or_errors()
    {
        foreach (byte[] sample in Samples)
            foreach (byte other in (byte[])[0, 1, 8, 250, 251, 252, 253, 254, 255])
                for (int i = 0; i < sample.Length; i++)
                {
                    byte[] changed = [.. sample];
                    changed[i] = other;
                    ParseAll(changed);
                }
    }

    [Fact]
    public void Packets_with_pieces_inserted_are_values_or_errors() =>
        Prop.ForAll<int, int, byte[]>((which, at, piece) =>
        {
            byte[] sample = Samples[(uint)which % Samples.Length];
            int cut = (int)((uint)at % sample.Length);
            ParseAll([.. sample.AsSpan(0, cut), .. piece, .. sample.AsSpan(cut)]);
        }).QuickCheckThrowOnFailure();

    private static void ParseAll(ReadOnlySpan<byte> payload)
    {
        foreach (Parser parse in Parsers)
        {
            try
            {
                parse(payload);
            }
            catch (MySqlConnectionException e)
            {
                Assert.NotEqual("", e.Message);
            }
        }
    }

    private static byte[] Greeting()
    {
        using var packet = new MemoryStream();
        using var conversation = new Conversation(packet);
        conversation.Greet("caching_sha2_password");
        return packet.ToArray()[4..];
    }
}
