using System.Text.Json;

namespace SchoolBackup.Cli.Tests;

/// <summary>Compares a document with an example: every name that the example has must be there, with a value of the same type.</summary>
internal static class DocumentShape
{
    /// <summary>What the document lacks, as paths; empty when it has all that the example has.</summary>
    public static IReadOnlyList<string> Missing(string example, JsonElement actual) => [.. Missing(JsonDocument.Parse(example).RootElement, actual, "$")];

    private static IEnumerable<string> Missing(JsonElement example, JsonElement actual, string path)
    {
        if (Kind(example) != Kind(actual)) return [$"{path} is {actual.ValueKind}, not {example.ValueKind}"];
        return example.ValueKind switch
        {
            JsonValueKind.Object => example.EnumerateObject().SelectMany(property => actual.TryGetProperty(property.Name, out JsonElement value)
                ? Missing(property.Value, value, $"{path}.{property.Name}")
                : [$"{path}.{property.Name} is missing"]),
            JsonValueKind.Array when actual.GetArrayLength() == 0 => [$"{path} is empty"],
            JsonValueKind.Array => actual.EnumerateArray().SelectMany((element, index) => Missing(example[0], element, $"{path}[{index}]")),
            _ => [],
        };
    }

    private static JsonValueKind Kind(JsonElement element) => element.ValueKind == JsonValueKind.False ? JsonValueKind.True : element.ValueKind;
}
