using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SchoolBackup.Cli.Answers;

/// <summary>Writes the answer documents. The code is generated, which saves the start-up time of reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(Answer<CreatedBackup>))]
[JsonSerializable(typeof(Answer<IReadOnlyList<CreatedBackup>>))]
[JsonSerializable(typeof(Answer<IReadOnlyList<ListedBackup>>))]
[JsonSerializable(typeof(Answer<VerifiedBackup>))]
[JsonSerializable(typeof(Answer<IReadOnlyList<VerifiedBackup>>))]
[JsonSerializable(typeof(Answer<RestoredBackup>))]
[JsonSerializable(typeof(Answer<ExportedBackup>))]
[JsonSerializable(typeof(Answer<CopiedBackups>))]
[JsonSerializable(typeof(Answer<MirroredPlaces>))]
[JsonSerializable(typeof(Answer<RemovedBackups>))]
[JsonSerializable(typeof(Answer<CleanedRepository>))]
[JsonSerializable(typeof(Answer<ConfigurationInForce>))]
[JsonSerializable(typeof(Answer<NewKey>))]
[JsonSerializable(typeof(Answer<RotatedKeys>))]
[JsonSerializable(typeof(FailureAnswer))]
internal sealed partial class AnswerContext : JsonSerializerContext;

/// <summary>How answers are written for programs.</summary>
internal static class AnswerJson
{
    /// <summary>Names in any script stay readable; the documents are never put into HTML.</summary>
    public static AnswerContext Readable { get; } =
        new(new JsonSerializerOptions(AnswerContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Write<T>(T document, JsonTypeInfo<T> type) => JsonSerializer.Serialize(document, type);

    /// <summary>A time as the API writes it: UTC, milliseconds, <c>Z</c>.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
