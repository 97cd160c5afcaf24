using System.Runtime.InteropServices;

namespace SchoolBackup.Storage.Local;

/// <summary>
/// Makes the names in a folder durable: after a rename, power may be lost between the rename and the write of the directory itself.
/// .NET cannot open a directory, so this is the one place that calls the C library for it. On Windows there is nothing to do: NTFS
/// journals its directories.
/// </summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/fsync.2.html"/>
internal static class DirectorySync
{
    private const int ReadOnly = 0; // O_RDONLY, the same on Linux and macOS
    private const int Interrupted = 4; // EINTR
    private const int Invalid = 22; // EINVAL: this file system cannot flush a directory (some FUSE and network ones)

    /// <summary>Flushes the entries of a folder to the disk.</summary>
    /// <exception cref="IOException">The folder is gone or the disk reports an error; HResult is errno.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;

        int descriptor = open(folder, ReadOnly);
        if (descriptor < 0)
            throw Error(Marshal.GetLastPInvokeError(), folder);
        try
        {
            int error = FlushUninterrupted(descriptor);
            if (error is not 0 and not Invalid)
                throw Error(error, folder);
        }
        finally
        {
            _ = close(descriptor); // opened for reading: nothing is left to be written, so nothing can be lost here
        }
    }

    private static int FlushUninterrupted(int descriptor)
    {
        while (fsync(descriptor) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
                return error;
        }
        return 0;
    }

    private static IOException Error(int error, string folder) =>
        new($"flushing the folder {folder}: {Marshal.GetPInvokeErrorMessage(error)}", error);

#pragma warning disable SYSLIB1054, CA2101 // LibraryImport needs unsafe code; strings are marshalled as UTF-8 explicitly
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(int descriptor);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int descriptor);
#pragma warning restore SYSLIB1054, CA2101
}
