using System.Text.Json;
using System.Text.Json.Serialization;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>Keeps what the last verification found, as <c>FILE.verified</c> beside the backup: the backup itself is never written again.</summary>
internal static class VerificationFile
{
    /// <summary>Appended to the backup's name.</summary>
    public const string Extension = ".verified";

    private const int LongestRecord = 64 << 10;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The record of a backup; null when there is none that can be read, or when it speaks of another backup.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="id">Its id.</param>
    public static VerificationRecord? Read(BackupRef backup, string? id)
    {
        if (id is null) return null;
        try
        {
            using IStoredFile file = backup.Repository.Open(backup.Name + Extension, CancellationToken.None);
            using Stream text = file.Range(0, LongestRecord);
            return JsonSerializer.Deserialize<VerificationRecord>(text, Json) is { } record && record.Id == id ? record : null;
        }
        catch (Exception fault) when (fault is BackupException or JsonException)
        {
            return null; // Not to know is what the list says then: 'not checked' is no claim.
        }
    }

    /// <summary>Writes the record, in the place of an older one.</summary>
    /// <returns>Null, or why it could not be written: a repository may be read-only, and what was found is true all the same.</returns>
    public static string? Write(BackupRef backup, VerificationRecord record)
    {
        try
        {
            backup.Repository.WriteNote(backup.Name + Extension, JsonSerializer.SerializeToUtf8Bytes(record, Json), CancellationToken.None);
            return null;
        }
        catch (BackupException fault)
        {
            return $"what was found could not be noted beside the backup: {fault.Message}";
        }
    }

    /// <summary>Removes the record, if there is one.</summary>
    /// <exception cref="BackupException">WriteFailed.</exception>
    public static void Delete(IRepositoryWriter writer, string name, CancellationToken stop)
    {
        if (writer.Repository.Find(name + Extension, stop) is not null) writer.Delete(name + Extension, stop);
    }
}
