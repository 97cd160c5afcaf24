using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Keys;

/// <summary>Files that their owner alone may read: mode 0600 on Unix, an access list of one on Windows.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes a file; it was never readable by others, not even for a moment.</summary>
    /// <exception cref="IOException">It exists, or cannot be made.</exception>
    public static FileStream Create(string path) => OperatingSystem.IsWindows()
        ? CreateOnWindows(path)
        : new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0, UnixCreateMode = Owner });

    /// <summary>Refuses an open file that others may read or write.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.KeyInvalid"/>.</exception>
    public static void Require(FileStream file, string path)
    {
        if (OperatingSystem.IsWindows()) RequireOnWindows(file, path);
        else if ((File.GetUnixFileMode(file.SafeFileHandle) & Others) != UnixFileMode.None) throw Refused(path, $"chmod 600 '{path}'");
    }

    [SupportedOSPlatform("windows")]
    private static FileStream CreateOnWindows(string path)
    {
        var access = new FileSecurity();
        access.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        access.AddAccessRule(
            new FileSystemAccessRule(WindowsIdentity.GetCurrent().User!, FileSystemRights.FullControl, AccessControlType.Allow));
        return new FileInfo(path).Create(
            FileMode.CreateNew, FileSystemRights.Write, FileShare.None, bufferSize: 4096, FileOptions.None, access);
    }

    /// <summary>Only the groups that everybody belongs to are looked for: administrators may read every file in any case.</summary>
    [SupportedOSPlatform("windows")]
    private static void RequireOnWindows(FileStream file, string path)
    {
        SecurityIdentifier[] everybody =
        [
            new(WellKnownSidType.WorldSid, null), new(WellKnownSidType.AuthenticatedUserSid, null), new(WellKnownSidType.BuiltinUsersSid, null), new(WellKnownSidType.BuiltinGuestsSid, null),
        ];
        AuthorizationRuleCollection rules = file.GetAccessControl()
            .GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier));
        if (rules.OfType<FileSystemAccessRule>().Any(rule =>
                rule.AccessControlType == AccessControlType.Allow
                    && (rule.FileSystemRights & FileSystemRights.ReadData) == FileSystemRights.ReadData
                    && everybody.Contains(rule.IdentityReference)))
            throw Refused(path, $"icacls \"{path}\" /inheritance:r /grant:r %USERNAME%:F");
    }

    private static BackupException Refused(string path, string remedy) =>
        new(
            BackupError.KeyInvalid,
            $"{path} may be read or written by others than its owner",
            $"run: {remedy}; and make a new key, if somebody may have read this one");
}
