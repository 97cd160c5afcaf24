using System.Management.Automation;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Errors;

namespace SchoolBackup.Pipeline;

/// <summary>Paths as a PowerShell session means them: the process's current folder is somewhere else.</summary>
internal static class SessionPaths
{
    /// <summary>
    /// A path that may begin with <c>~</c>, a drive of the session, or at its location, as the file system knows it; the address of another
    /// kind of place as it is.
    /// </summary>
    /// <exception cref="BackupException">PathInvalid: there is no such drive, or it is none of the file system.</exception>
    public static string Resolve(PathIntrinsics paths, string path)
    {
        if (Places.HasScheme(path)) return path;
        try
        {
            string full = paths.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return provider.Name == "FileSystem"
                ? full
                : throw new BackupException(
                    BackupError.PathInvalid,
                    $"{path} is not in the file system but in {provider.Name}",
                    "name a file or folder of the file system");
        }
        catch (SessionStateException fault)
        {
            throw new BackupException(BackupError.PathInvalid, $"{path} is not a path: {fault.Message}", "check its drive", fault);
        }
    }

    /// <summary>
    /// The folder of a path, or all that fit its wildcards. A path that is there is no pattern, and one that is not may come to be.
    /// </summary>
    /// <exception cref="BackupException">PathInvalid: no folder fits.</exception>
    public static IReadOnlyList<string> Folders(PathIntrinsics paths, string path)
    {
        string full = Resolve(paths, path);
        if (!WildcardPattern.ContainsWildcardCharacters(path) || Places.HasScheme(path) || Path.Exists(full)) return [full];
        string parent = Path.GetDirectoryName(full)!;
        string[] found = Directory.Exists(parent) && !WildcardPattern.ContainsWildcardCharacters(parent)
            ? Directory.GetDirectories(parent)
            : [.. paths.GetResolvedProviderPathFromPSPath(path, out _)];
        Predicate<string> fits = Patterns.Matching(Path.GetFileName(full));
        string[] folders = [.. found.Where(folder => Directory.Exists(folder) && fits(Path.GetFileName(folder))).Order(StringComparer.Ordinal)];
        return folders.Length > 0
            ? folders
            : throw new BackupException(BackupError.PathInvalid, $"no folder fits {path}", "name one that is there");
    }

    /// <summary>Whether a text is only a name: without a folder, and without a drive.</summary>
    public static bool IsName(PathIntrinsics paths, string text) =>
        !Places.HasScheme(text) && Path.GetFileName(text) == text && !paths.IsPSAbsolute(text, out _);
}
