using System.Text.RegularExpressions;
using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Rclone;

/// <summary>Where on which remote.</summary>
/// <param name="Remote">The remote's name in rclone's configuration, or a colon and the name of a backend.</param>
/// <param name="Path">The folder on it; empty for where the remote begins, without a slash at its end unless that is all of it.</param>
internal sealed partial record RcloneLocation(string Remote, string Path)
{
    public const string Scheme = "rclone:";

    /// <summary>What rclone calls the place.</summary>
    public string Fs => $"{Remote}:{Path}";

    /// <summary>How people write it.</summary>
    public string Text => Scheme + Fs;

    /// <summary>How people write a file in it.</summary>
    public string AddressOf(string name) => Path.Length == 0 || Path.EndsWith('/') ? Text + name : $"{Text}/{name}";

    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>.</exception>
    public static RcloneLocation Parse(string text)
    {
        (string remote, string path) = Split(text);
        return At(remote, path.Length > 1 && path.EndsWith('/') ? path[..^1] : path, text);
    }

    /// <summary>The last part of an address is a file's name.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>.</exception>
    public static (RcloneLocation Location, string Name) ParseAddress(string text)
    {
        (string remote, string path) = Split(text);
        int slash = path.LastIndexOf('/');
        return (At(remote, slash > 0 ? path[..slash] : path[..(slash + 1)], text), path[(slash + 1)..]);
    }

    private static (string Remote, string Path) Split(string text)
    {
        string rest = text[Scheme.Length..];
        int colon = rest.Length > 0 ? rest.IndexOf(':', 1) : -1;
        string remote = colon > 0 ? rest[..colon] : "";
        // What stands behind a comma may be a password, so the message does not repeat it.
        if (remote.Contains(',', StringComparison.Ordinal))
            throw new BackupException(BackupError.PathInvalid, "the place holds settings of rclone, which everybody would see",
                "put them into rclone's configuration (rclone config), and name the remote alone: rclone:REMOTE:PATH");
        if (!RemoteName().IsMatch(remote))
            throw new BackupException(BackupError.PathInvalid, $"{text} names no remote of rclone",
                "write rclone:REMOTE:PATH; rclone listremotes shows the remotes");
        return (remote, rest[(colon + 1)..]);
    }

    private static RcloneLocation At(string remote, string path, string text)
    {
        string[] folders = path.Length > 0 && path != "/" ? path.TrimStart('/').Split('/') : [];
        bool isKept = !path.StartsWith("//", StringComparison.Ordinal) && !folders.Any(folder => folder is "" or "." or "..");
        if (!isKept || path.Any(one => one is ']' or < ' '))
            throw new BackupException(BackupError.PathInvalid, $"{text} is no path that rclone keeps as it is",
                "leave out empty parts, . and .., and ]");
        if (remote == ":local" && !System.IO.Path.IsPathFullyQualified(path))
            throw new BackupException(BackupError.PathInvalid, $"{text} begins at a folder that nobody names",
                "write the whole path: rclone::local:/PATH");
        return new RcloneLocation(remote, path);
    }

    /// <seealso href="https://rclone.org/docs/#valid-remote-names"/>
    [GeneratedRegex(@"^:?[\w.+@][\w.+@ -]*$", RegexOptions.NonBacktracking)]
    private static partial Regex RemoteName();
}
