using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Repositories;

namespace SchoolBackup.Cli.Options;

/// <summary>Finds the file that an argument means.</summary>
internal static class BackupFile
{
    /// <summary>A name in the repository, a name in the external folder, or a path; in that order.</summary>
    /// <exception cref="BackupException">BackupNotFound, with the names that come nearest.</exception>
    public static string Find(BackupConfiguration configuration, string nameOrPath)
    {
        bool isName = Path.GetFileName(nameOrPath) == nameOrPath;
        string? outside = configuration.ExternalPath is { } external && isName ? Path.Combine(external, nameOrPath) : null;
        if (outside is not null && File.Exists(outside) && !File.Exists(Path.Combine(configuration.Path, nameOrPath)))
            return Path.GetFullPath(outside);
        // A restore on a new machine has no repository yet, only a file.
        if (!Directory.Exists(configuration.Path) && File.Exists(nameOrPath))
            return Path.GetFullPath(nameOrPath);
        return LocalRepository.Open(configuration.Path).Find(nameOrPath).FullName;
    }
}
