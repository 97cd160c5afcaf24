using System.Runtime.InteropServices;

namespace SchoolBackup.Storage.Local;

/// <summary>The space that this account may still use where a folder lies, quotas included.</summary>
internal static class DiskSpace
{
    /// <summary>Free bytes at a folder, which may be a share (<c>\\nas\backups</c>) or a mount point.</summary>
    /// <exception cref="IOException">The folder is gone.</exception>
    public static long FreeBytes(string folder)
    {
        // DriveInfo takes any folder on Unix, but only drive letters on Windows.
        if (!OperatingSystem.IsWindows())
            return new DriveInfo(folder).AvailableFreeSpace;
        return GetDiskFreeSpaceEx(folder, out ulong free, 0, 0)
            ? (long)ulong.Min(free, long.MaxValue)
            : throw new IOException(Marshal.GetLastPInvokeErrorMessage(), Marshal.GetHRForLastWin32Error());
    }

#pragma warning disable SYSLIB1054 // LibraryImport needs unsafe code
    [DllImport("kernel32", EntryPoint = "GetDiskFreeSpaceExW", SetLastError = true, CharSet = CharSet.Unicode, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetDiskFreeSpaceEx(string folder, out ulong freeToCaller, nint total, nint totalFree);
#pragma warning restore SYSLIB1054
}
