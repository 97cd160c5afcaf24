using System.Text.Json;
using System.Text.Json.Serialization;

namespace SchoolBackup.Engine.Keys;

/// <summary>What opens an encrypted backup.</summary>
public enum KeyKind
{
    /// <summary>Thirty-two random bytes.</summary>
    Key,

    /// <summary>Words, of which PBKDF2 makes a key.</summary>
    Passphrase,
}

/// <summary>The data key of a backup, encrypted by one master key. Nothing in it is secret.</summary>
internal sealed record KeyWrap
{
    /// <summary>The id of the master key; of a passphrase, that of the key derived from it.</summary>
    public required string Id { get; init; }

    public required KeyKind Kind { get; init; }

    /// <summary>For a passphrase.</summary>
    [JsonConverter(typeof(HexConverter))]
    public byte[]? Salt { get; init; }

    /// <summary>For a passphrase: the iterations of PBKDF2.</summary>
    public int? Rounds { get; init; }

    [JsonConverter(typeof(HexConverter))]
    public required byte[] Nonce { get; init; }

    /// <summary>The data key's ciphertext and its tag.</summary>
    [JsonConverter(typeof(HexConverter))]
    public required byte[] Wrapped { get; init; }
}

/// <summary>Bytes as lower-case hexadecimal digits.</summary>
internal sealed class HexConverter : JsonConverter<byte[]>
{
    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Convert.FromHexString(reader.GetString() ?? "");
        }
        catch (FormatException malformed)
        {
            throw new JsonException("it is not hexadecimal", malformed);
        }
    }

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Convert.ToHexStringLower(value));
}
