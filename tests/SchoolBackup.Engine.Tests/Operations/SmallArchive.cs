using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Operations;

/// <summary>Archives without a server: whole, and small.</summary>
internal static class SmallArchive
{
    /// <summary>Writes one under the name that a backup would have.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string folder, DateTimeOffset started, params string[] databases) =>
        Write(Path.Combine(folder, BackupName.For(started, databases, BackupContainer.Gzip).FileName), started, BackupContainer.Gzip, databases);

    public static string Write(string path, DateTimeOffset started, BackupContainer container, string[] databases) =>
        Write(path, Header(started, databases), container);

    public static ArchiveHeader Header(DateTimeOffset started, params string[] databases) => new()
    {
        Id = Guid.NewGuid().ToString("N"),
        Tool = "SchoolBackup 0.1.0",
        Started = started,
        Databases = databases,
        ServerVersion = "10.11.1-MariaDB",
        ServerFlavor = "MariaDb",
        Tables = 7,
        Rows = 1234,
    };

    /// <summary>Writes one that says of itself what the header says.</summary>
    public static string Write(string path, ArchiveHeader header, BackupContainer container)
    {
        using FileStream file = File.Create(path);
        var writer = new ArchiveWriter(file, container, header.Databases);
        writer.Append(new ChunkLabel(ChunkKind.Prologue), "SET NAMES utf8mb4;\n"u8, 0);
        var index = new ArchiveIndex { Databases = [], Tables = [], Objects = [], Chunks = writer.Chunks };
        writer.Complete(header, index);
        return path;
    }

    /// <summary>Changes one bit of a file.</summary>
    public static void Damage(string path, long offset)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = offset;
        int value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 0x10));
    }
}

/// <summary>A clock that stands still.</summary>
internal sealed class StillClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}

/// <summary>Nobody looks.</summary>
internal sealed class NoProgress : IProgress<RunProgress>
{
    public void Report(RunProgress value)
    {
        // What a run reports is tested where it matters; elsewhere it is noise.
    }
}
