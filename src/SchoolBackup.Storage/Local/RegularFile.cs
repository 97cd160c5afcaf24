using System.Runtime.InteropServices;

namespace SchoolBackup.Storage.Local;

/// <summary>
/// Whether a path leads to a file of bytes, and not to a pipe, a socket or a device: opening a pipe waits until somebody writes to it, for ever if need be. .NET does not
/// tell these apart, so the C library is asked; statx has one layout on every processor.
/// </summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/statx.2.html"/>
internal static class RegularFile
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const uint TypeAlone = 1; // STATX_TYPE
    private const int StructLength = 256;
    private const int ModeOffset = 28; // stx_mode
    private const int TypeMask = 0xF000; // S_IFMT
    private const int Regular = 0x8000; // S_IFREG
    private const int Folder = 0x4000; // S_IFDIR

    /// <summary>False for pipes, sockets and devices. What is missing, a folder, or cannot be asked about is left to whoever opens it: that fails by itself.</summary>
    public static bool MayBe(string path)
    {
        if (OperatingSystem.IsWindows()) return !File.Exists(path) || !File.GetAttributes(path).HasFlag(FileAttributes.Device);
        if (!OperatingSystem.IsLinux()) return true;
        var status = new byte[StructLength];
        try
        {
            if (statx(CurrentDirectory, path, 0, TypeAlone, status) != 0) return true;
        }
        catch (EntryPointNotFoundException old)
        {
            // A C library from before 2018, which also has no such call to tell.
            System.Diagnostics.Trace.TraceInformation($"statx: {old.Message}");
            return true;
        }

        return (BitConverter.ToUInt16(status, ModeOffset) & TypeMask) is Regular or Folder;
    }

#pragma warning disable SYSLIB1054, CA2101 // LibraryImport needs unsafe code; strings are marshalled as UTF-8 explicitly
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] status);
#pragma warning restore SYSLIB1054, CA2101
}
