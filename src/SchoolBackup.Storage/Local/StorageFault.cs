using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Local;

/// <summary>Turns what a file system complains of into errors that a person can act on.</summary>
internal static class StorageFault
{
    /// <summary>Whether a file system may throw this; everything else is a mistake of ours and is not translated.</summary>
    public static bool Is(Exception fault) => fault is IOException or UnauthorizedAccessException;

    /// <summary>What to throw when writing to a folder has failed: no space, or whatever else the file system says.</summary>
    public static BackupException OnWrite(Exception fault, string folder, string what)
    {
        if (IsNoSpace(fault))
        {
            return new BackupException(BackupError.NoSpace, $"no space left in {folder} ({what})",
                hint: "free some space or raise the quota there, or choose another folder; earlier backups are as they were", fault);
        }
        return new BackupException(BackupError.WriteFailed, $"{what} in {folder} failed: {fault.Message}",
            hint: IsTooLarge(fault)
                ? "this file system does not hold files of that size (FAT32 ends at 4 GiB); choose another one"
                : "check that the folder or share is still there and writable, then run it again", fault);
    }

    /// <summary>What to throw when a folder or file cannot be read.</summary>
    public static BackupException OnRead(Exception fault, string path) =>
        new(BackupError.PathInvalid, $"cannot read {path}: {fault.Message}",
            hint: "check that the folder or share is still there, and that this account may read it", fault);

    /// <remarks>On Unix, .NET hands out errno as HResult; on Windows, the Win32 code as 0x8007nnnn.</remarks>
    private static bool IsNoSpace(Exception fault) => OperatingSystem.IsWindows()
        ? (fault.HResult & 0xFFFF) is 0x70 or 0x27 or 0x50F // ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL, ERROR_DISK_QUOTA_EXCEEDED
        : fault.HResult == 28 /* ENOSPC */ || fault.HResult == (OperatingSystem.IsLinux() ? 122 : 69) /* EDQUOT */;

    private static bool IsTooLarge(Exception fault) => OperatingSystem.IsWindows()
        ? (fault.HResult & 0xFFFF) == 0xDF // ERROR_FILE_TOO_LARGE
        : fault.HResult == 27; // EFBIG
}
