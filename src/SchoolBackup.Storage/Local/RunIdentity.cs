using System.Text.Json;

namespace SchoolBackup.Storage.Local;

/// <summary>Who holds a repository's lock, for the message to whoever has to wait.</summary>
/// <param name="ProcessId">The process id on that host (in a container: the container's).</param>
/// <param name="Host">The machine's name.</param>
/// <param name="Started">When the lock was taken, UTC.</param>
internal sealed record RunIdentity(int ProcessId, string Host, DateTimeOffset Started)
{
    public static RunIdentity OfThisProcess(TimeProvider clock) => new(Environment.ProcessId, Environment.MachineName, clock.GetUtcNow());

    public void WriteTo(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this));

    /// <summary>Reads what a run wrote; null when it has not got that far, has just ended, or its file cannot be read.</summary>
    public static RunIdentity? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RunIdentity>(File.ReadAllText(path));
        }
        catch (Exception fault) when (StorageFault.Is(fault) || fault is JsonException)
        {
            return null; // it only decorates the message "locked", which is about to be shown in any case
        }
    }

    public override string ToString() => $"process {ProcessId} on host {Host} since {Started:yyyy-MM-dd HH:mm:ss} UTC";
}
