using System.Text.Json;
using System.Text.Json.Serialization;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Operations;

/// <summary>Keeps what the last verification found, as <c>FILE.verified</c> beside the backup: the backup itself is never written again.</summary>
internal static class VerificationFile
{
    /// <summary>Appended to the backup's name.</summary>
    public const string Extension = ".verified";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The record of a backup; null when there is none that can be read, or when it speaks of another backup.</summary>
    /// <param name="backup">Path of the backup.</param>
    /// <param name="id">Its id.</param>
    public static VerificationRecord? Read(string backup, string? id)
    {
        string path = backup + Extension;
        if (id is null || !File.Exists(path) || !RegularFile.MayBe(path)) return null;
        try
        {
            return JsonSerializer.Deserialize<VerificationRecord>(File.ReadAllText(path), Json) is { } record && record.Id == id ? record : null;
        }
        catch (Exception fault) when (StorageFault.Is(fault) || fault is JsonException)
        {
            return null; // Not to know is what the list says then: 'not checked' is no claim.
        }
    }

    /// <summary>Writes the record under another name, flushes it and renames it.</summary>
    /// <returns>Null, or why it could not be written: a repository may be read-only, and what was found is true all the same.</returns>
    public static string? Write(string backup, VerificationRecord record)
    {
        string partial = backup + Extension + LocalRepository.PartialExtension;
        try
        {
            using (FileStream file = new(partial, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                JsonSerializer.Serialize(file, record, Json);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, backup + Extension, overwrite: true);
            return null;
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            return $"what was found could not be noted beside the backup: {fault.Message}";
        }
    }

    /// <summary>Removes the record, if there is one.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not remove it.</exception>
    public static void Delete(string backup) => File.Delete(backup + Extension);
}
