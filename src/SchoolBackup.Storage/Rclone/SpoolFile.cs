using SchoolBackup.Errors;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Storage.Rclone;

/// <summary>
/// A file of this machine that waits to be sent: rclone sends what is whole, and the head of a backup is written last. Its owner alone
/// may read it. It goes when it is disposed;
/// one of a process that was killed goes with the next run of the same account.
/// </summary>
internal sealed class SpoolFile : IDisposable
{
    private const string Prefix = "schoolbackup-";
    private const string Extension = ".spool";

    /// <summary>One that was made a moment ago is not locked yet.</summary>
    private static readonly TimeSpan Youth = TimeSpan.FromMinutes(1);

    private SpoolFile(string name, FileStream file, string what) => (Name, Content) = (name, new LocalPendingStream(file, Folder, what));

    /// <summary>The system's folder for temporary files: TMPDIR, or TEMP on Windows.</summary>
    public static string Folder => Path.TrimEndingDirectorySeparator(Path.GetTempPath());

    public string Name { get; }

    public Stream Content { get; }

    /// <param name="what">What it is for, for messages.</param>
    /// <exception cref="BackupException"><see cref="BackupError.NoSpace"/>, <see cref="BackupError.WriteFailed"/>.</exception>
    public static SpoolFile Make(string what)
    {
        string name = $"{Prefix}{Guid.NewGuid():N}{Extension}";
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete, // rclone reads it
            Options = FileOptions.DeleteOnClose,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new SpoolFile(name, new FileStream(Path.Combine(Folder, name), options), what);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.OnWrite(fault, Folder, $"making {name}");
        }
    }

    /// <summary>Removes those of dead processes: the lock of a living one keeps its own.</summary>
    public static void RemoveAbandoned(string folder, TimeProvider clock)
    {
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles(Prefix + "*" + Extension))
        {
            if (file.LastWriteTimeUtc > clock.GetUtcNow().UtcDateTime - Youth) continue;
            try
            {
                new FileStream(file.FullName, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite,
                    Share = FileShare.None, Options = FileOptions.DeleteOnClose }).Dispose();
            }
            catch (Exception alive) when (StorageFault.Is(alive))
            {
                System.Diagnostics.Trace.TraceInformation($"{file.FullName} is another's: {alive.Message}");
            }
        }
    }

    public void Dispose() => Content.Dispose();
}
