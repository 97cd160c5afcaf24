using System.Text.Json.Serialization;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Keys;

namespace SchoolBackup.Engine.Encryption;

/// <summary>What an encrypted backup tells without a key. It never changes, and every frame is bound to it.</summary>
public sealed record EncryptionHeader
{
    /// <summary>The newest format that this reader knows: AES-256-GCM, frames of 65,536 bytes.</summary>
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>The id of the backup inside.</summary>
    public required string Id { get; init; }

    public required string Tool { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>Whether the archive inside is a gzip.</summary>
    public required bool Compressed { get; init; }

    /// <summary>True when only chosen tables were asked for: no backup of the whole database.</summary>
    public bool Selected { get; init; }

    /// <summary>Null for a backup of a whole database.</summary>
    public BackupKind? Kind { get; init; }
}

/// <summary>What of a key block changes when keys do.</summary>
/// <param name="Revision">Of two copies, the one with the higher number counts.</param>
/// <param name="Keys">Each opens the backup.</param>
internal sealed record WrappedKeys(int Revision, IReadOnlyList<KeyWrap> Keys);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EncryptionHeader))]
[JsonSerializable(typeof(WrappedKeys))]
internal sealed partial class EncryptionJson : JsonSerializerContext;
