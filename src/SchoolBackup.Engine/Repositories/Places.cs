using SchoolBackup.Errors;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Local;
using SchoolBackup.Storage.Rclone;
using SchoolBackup.Storage.S3;

namespace SchoolBackup.Engine.Repositories;

/// <summary>Every kind of place that backups can lie in. A new kind is a line here.</summary>
public static class Places
{
    /// <summary>Folders take whatever no other kind does, and so stand last.</summary>
    private static readonly IRepositoryKind[] Kinds = [new S3Kind(), new RcloneKind(), new LocalKind()];

    /// <summary>Whether a text names a place or a backup in it by its scheme, and so is no path of a file system.</summary>
    public static bool HasScheme(string text) => KindOf(text).Scheme.Length > 0;

    /// <summary>The same location, whatever the current folder is.</summary>
    /// <param name="location">A folder, or what begins with the scheme of another kind.</param>
    /// <param name="folder">Where relative paths begin.</param>
    public static string Absolute(string location, string folder) => HasScheme(location) ? location : Path.GetFullPath(location, folder);

    /// <summary>The place that a location names.</summary>
    /// <param name="location">A folder, or what begins with the scheme of another kind.</param>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: it names none.</exception>
    public static IRepository At(string location) => KindOf(location).At(location);

    /// <summary>The backup that an address names, whether it is there or not.</summary>
    /// <param name="address">A path, or what begins with the scheme of another kind.</param>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: it names none.</exception>
    public static BackupRef Backup(string address) => KindOf(address).Backup(address);

    private static IRepositoryKind KindOf(string text) => Kinds.First(kind => text.StartsWith(kind.Scheme, StringComparison.Ordinal));
}
