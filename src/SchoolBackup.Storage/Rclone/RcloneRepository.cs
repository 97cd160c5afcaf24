using System.Text.Json;
using System.Text.Json.Nodes;
using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Rclone;

/// <summary>
/// A folder or bucket on a remote of rclone. It has no lock: many machines may write there at once, and each file's name is claimed by
/// itself.
/// </summary>
internal sealed class RcloneRepository(RcloneLocation location, RcloneService rclone) : IRepository
{
    /// <summary>Where files lie that are on their way; no listing shows what begins with a dot.</summary>
    public const string OwnFolder = ".schoolbackup";

    public string Location => location.Text;

    public string AddressOf(string name) => location.AddressOf(name);

    public void Require(CancellationToken stop) => List("", Location, stop);

    /// <summary>Few remotes tell.</summary>
    public long? FreeBytes(CancellationToken stop) => null;

    public IEnumerable<StoredItem> List(CancellationToken stop) => List("", Location, stop).Where(item => item.Name[0] != '.');

    public StoredItem? Find(string name, CancellationToken stop) => Stat(Plain(name), stop);

    public IStoredFile Open(string name, CancellationToken stop) =>
        new RcloneFile(location, rclone, Find(name, stop) ?? throw NotThere(name), stop);

    /// <summary>Sends it under another name, and moves it.</summary>
    /// <inheritdoc/>
    public void WriteNote(string name, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        using SpoolFile spool = SpoolFile.Make(name);
        spool.Content.Write(content.Span);
        using var part = new RclonePart(this, Plain(name));
        part.Send(spool, stop);
        part.MoveTo(name, stop);
    }

    public IRepositoryWriter Enter(TimeProvider clock, CancellationToken stop) => RcloneWriter.Enter(this, clock, stop);

    /// <inheritdoc/>
    public override string ToString() => Location;

    internal BackupException NotThere(string name) => new(
        BackupError.BackupNotFound, $"there is no backup {name} in {Location}",
            "list the repository again: somebody else may have removed it");

    internal BackupException Exists(string name) => new(
        BackupError.BackupExists, $"there is a backup {name} in {Location} already",
            "somebody else made it meanwhile, or the clock was set back; run it again");

    internal void Make(CancellationToken stop) => Writing(Location, () => rclone.Call("operations/mkdir", At(""), stop));

    /// <summary>The files of a folder of our own; none when it was never made.</summary>
    internal IReadOnlyList<StoredItem> ListOwn(string folder, CancellationToken stop)
    {
        try
        {
            return List(folder, AddressOf(folder), stop);
        }
        catch (BackupException missing) when (missing.InnerException is { } cause && RcloneFault.IsNotThere(cause))
        {
            return [];
        }
    }

    /// <summary>Sends a file, which rclone compares with what has arrived by all that the remote tells of it.</summary>
    internal void Send(SpoolFile spool, string path, CancellationToken stop, Action? moved = null)
    {
        var parameters = new JsonObject { ["srcFs"] = SpoolFile.Folder, ["srcRemote"] = spool.Name, ["dstFs"] = location.Fs,
            ["dstRemote"] = path };
        Writing(AddressOf(path), () => rclone.Transfer("operations/copyfile", parameters, moved, stop));
    }

    /// <summary>Gives a file of the remote another path, in the place of what has it.</summary>
    internal void Move(string from, string to, CancellationToken stop)
    {
        var parameters = new JsonObject { ["srcFs"] = location.Fs, ["srcRemote"] = from, ["dstFs"] = location.Fs, ["dstRemote"] = to };
        Writing(AddressOf(to), () => rclone.Transfer("operations/movefile", parameters, moved: null, stop));
    }

    /// <summary>Deletes a file, unless that has happened.</summary>
    internal void Remove(string path, CancellationToken stop)
    {
        try
        {
            Writing(AddressOf(path), () => rclone.Call("operations/deletefile", At(path), stop));
        }
        catch (BackupException gone) when (gone.InnerException is { } cause && RcloneFault.IsNotThere(cause))
        {
            // That is what was wanted.
        }
    }

    /// <summary>The length of what has arrived; a remote may lose bytes, and say nothing.</summary>
    internal void RequireLength(string path, long length, CancellationToken stop)
    {
        StoredItem? arrived = Stat(path, stop);
        if (arrived?.Length == length) return;
        string found = arrived is null ? "is not there" : Invariant($"has {arrived.Length} bytes");
        throw new BackupException(BackupError.WriteFailed, Invariant($"{AddressOf(path)} {found}, and {length} bytes were sent"),
            "the remote loses bytes: do not trust it, and look at its free space");
    }

    private static StoredItem Item(JsonElement item) =>
        new(item.GetProperty("Name").GetString()!, item.GetProperty("Size").GetInt64(),
            item.GetProperty("ModTime").GetDateTimeOffset().ToUniversalTime());

    private static T Reading<T>(string what, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception fault) when (RcloneFault.Is(fault))
        {
            throw RcloneFault.OnRead(fault, what);
        }
    }

    private static void Writing(string what, Action call)
    {
        try
        {
            call();
        }
        catch (Exception fault) when (RcloneFault.Is(fault))
        {
            throw RcloneFault.OnWrite(fault, what);
        }
    }

    private StoredItem? Stat(string path, CancellationToken stop)
    {
        JsonElement item = Reading(AddressOf(path), () => rclone.Call("operations/stat", At(path), stop)).GetProperty("item");
        return item.ValueKind == JsonValueKind.Object && !item.GetProperty("IsDir").GetBoolean() ? Item(item) : null;
    }

    /// <summary>One question, however many files there are.</summary>
    private List<StoredItem> List(string folder, string what, CancellationToken stop)
    {
        JsonObject parameters = At(folder);
        parameters["opt"] = new JsonObject { ["filesOnly"] = true, ["noMimeType"] = true };
        JsonElement list = Reading(what, () => rclone.Call("operations/list", parameters, stop)).GetProperty("list");
        return list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(Item)] : [];
    }

    private JsonObject At(string path) => new() { ["fs"] = location.Fs, ["remote"] = path };

    /// <summary>A name that leads elsewhere is none of its files.</summary>
    private string Plain(string name) => name.Length > 0 && name is not ("." or "..") && !name.AsSpan().ContainsAny('/', '\0') ? name
        : throw NotThere(name);
}
