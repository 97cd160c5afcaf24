using System.Diagnostics;

namespace SchoolBackup.Engine.Tests.Repositories;

/// <summary>A folder that goes away with the test; optionally a file system of its own.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly bool _mounted;

    public TempFolder()
        : this(mountOptions: null)
    {
    }

    private TempFolder(string? mountOptions)
    {
        Path = Directory.CreateTempSubdirectory("schoolbackup-test-").FullName;
        if (mountOptions is null)
            return;
        if (!OperatingSystem.IsLinux() || Run("mount", "-t", "tmpfs", "-o", mountOptions, "tmpfs", Path) != 0)
        {
            Directory.Delete(Path);
            Assert.Skip("this account may not mount a tmpfs");
        }
        _mounted = true;
    }

    public string Path { get; }

    /// <summary>A small file system in memory, or a skipped test where that cannot be had.</summary>
    public static TempFolder OnTmpfs(string options) => new(options);

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string[] Names => [.. Directory.EnumerateFileSystemEntries(Path).Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal)!];

    /// <summary>The names without the lock's own files.</summary>
    public string[] VisibleNames => [.. Names.Where(name => !name.StartsWith('.'))];

    public void Dispose()
    {
        if (_mounted && Run("umount", Path) != 0)
            throw new InvalidOperationException($"cannot unmount {Path}");
        Directory.Delete(Path, recursive: true);
    }

    /// <summary>Mounts a small file system in memory here, until what is returned is disposed.</summary>
    public IDisposable Mounted(string options)
    {
        if (!OperatingSystem.IsLinux() || Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", Path) != 0) Assert.Skip("this account may not mount a tmpfs");
        return new Unmounting(Path);
    }

    internal static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private sealed class Unmounting(string path) : IDisposable
    {
        public void Dispose()
        {
            if (Run("umount", path) != 0) throw new InvalidOperationException($"cannot unmount {path}");
        }
    }
}
