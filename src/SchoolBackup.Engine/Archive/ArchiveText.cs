using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Archive;

/// <summary>Header and index as SQL comments, so that a client that knows nothing of them passes over them.</summary>
internal static class ArchiveText
{
    /// <summary>The first line of every archive; a stranger learns from it what to do.</summary>
    public const string Signature = "-- SchoolBackup archive. Any client restores it: gunzip -c FILE | mysql DATABASE\n-- ";

    /// <summary>Behind the header's JSON: a digest of it, for the container that has no checksum of its own.</summary>
    private const string Digest = "\n-- header sha256 ";

    private const string IndexTitle = "-- SchoolBackup index\n";
    private const string EndMarker = "-- SchoolBackup end of backup\n";

    /// <summary>Headers take whole steps of this many bytes in the file.</summary>
    private const int Step = 4096;

    /// <summary>File bytes to keep free for the header of a backup of these databases.</summary>
    public static int HeaderLength(IReadOnlyList<string> databases)
    {
        int names = databases.Sum(name => JsonEncodedText.Encode(name).EncodedUtf8Bytes.Length + 3);
        int length = (names + Step + Step - 1) / Step * Step;
        return length <= 15 * Step
            ? length
            : throw new BackupException(
                BackupError.InvalidOption, $"{databases.Count} databases are too many for one file", "back them up in several runs");
    }

    /// <summary>The header's text, padded with spaces to exactly <paramref name="length"/> bytes.</summary>
    public static byte[] Header(ArchiveHeader header, int length)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header, ArchiveJson.Default.ArchiveHeader);
        var text = new byte[length];
        text.AsSpan().Fill((byte)' ');
        Encoding.ASCII.GetBytes(Signature, text);
        json.CopyTo(text, Signature.Length);
        Encoding.ASCII.GetBytes(Digest + Convert.ToHexStringLower(SHA256.HashData(json)), text.AsSpan(Signature.Length + json.Length));
        text[^1] = (byte)'\n';
        return text;
    }

    /// <summary>The header in <paramref name="text"/>, or null when the text is not that of an archive.</summary>
    public static ArchiveHeader? ParseHeader(ReadOnlySpan<byte> text)
    {
        int signature = Encoding.ASCII.GetByteCount(Signature);
        if (text.Length < signature || Encoding.ASCII.GetString(text[..signature]) != Signature) return null;
        ReadOnlySpan<byte> rest = text[signature..^1].TrimEnd((byte)' ');
        int end = rest.IndexOf((byte)'\n');
        if (text[^1] != '\n' || end < 0) return null;
        ReadOnlySpan<byte> json = rest[..end];
        string digest = Digest + Convert.ToHexStringLower(SHA256.HashData(json));
        return Encoding.ASCII.GetString(rest[end..]) == digest ? JsonSerializer.Deserialize(json, ArchiveJson.Default.ArchiveHeader) : null;
    }

    public static byte[] Index(ArchiveIndex index)
    {
        using var text = new MemoryStream();
        text.Write(Encoding.ASCII.GetBytes(IndexTitle));
        Lines(text, "database", index.Databases, ArchiveJson.Default.DatabaseEntry);
        Lines(text, "table", index.Tables, ArchiveJson.Default.TableEntry);
        Lines(text, "object", index.Objects, ArchiveJson.Default.ObjectEntry);
        Lines(text, "chunk", index.Chunks, ArchiveJson.Default.ChunkEntry);
        Lines(text, "warning", index.Warnings, ArchiveJson.Default.String);
        Lines(text, "omitted", index.Omitted, ArchiveJson.Default.String);
        text.Write(Encoding.ASCII.GetBytes(EndMarker));
        return text.ToArray();
    }

    /// <exception cref="FormatException">The text is not that of an index.</exception>
    public static ArchiveIndex ParseIndex(ReadOnlySpan<byte> text)
    {
        string all = Encoding.UTF8.GetString(text);
        if (!all.StartsWith(IndexTitle, StringComparison.Ordinal) || !all.EndsWith(EndMarker, StringComparison.Ordinal))
            throw new FormatException("the index lacks its first or last line");
        var byKind = all[IndexTitle.Length..^EndMarker.Length]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ToLookup(line => line.Split(' ', 3)[1], line => line.Split(' ', 3)[2], StringComparer.Ordinal);
        return new ArchiveIndex
        {
            Databases = Parse(byKind["database"], ArchiveJson.Default.DatabaseEntry),
            Tables = Parse(byKind["table"], ArchiveJson.Default.TableEntry),
            Objects = Parse(byKind["object"], ArchiveJson.Default.ObjectEntry),
            Chunks = Parse(byKind["chunk"], ArchiveJson.Default.ChunkEntry),
            Warnings = Parse(byKind["warning"], ArchiveJson.Default.String),
            Omitted = Parse(byKind["omitted"], ArchiveJson.Default.String),
        };
    }

    private static void Lines<T>(
        MemoryStream text, string kind, IReadOnlyList<T> entries, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        foreach (T entry in entries)
        {
            text.Write(Encoding.ASCII.GetBytes($"-- {kind} "));
            JsonSerializer.Serialize(text, entry, type);
            text.WriteByte((byte)'\n');
        }
    }

    private static List<T> Parse<T>(IEnumerable<string> lines, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        [.. lines.Select(line => JsonSerializer.Deserialize(line, type) ?? throw new FormatException("an index line is empty"))];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ArchiveHeader))]
[JsonSerializable(typeof(DatabaseEntry))]
[JsonSerializable(typeof(TableEntry))]
[JsonSerializable(typeof(ObjectEntry))]
[JsonSerializable(typeof(ChunkEntry))]
[JsonSerializable(typeof(string))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
