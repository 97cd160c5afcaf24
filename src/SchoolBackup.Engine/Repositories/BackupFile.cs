using SchoolBackup.Engine.Errors;

namespace SchoolBackup.Engine.Repositories;

/// <summary>Finds the file that somebody means.</summary>
public static class BackupFile
{
    /// <summary>A name in the repository, a name in the external folder, or a path; in that order.</summary>
    /// <param name="nameOrPath">What was said.</param>
    /// <param name="repository">Folder of the repository. It may be missing: a restore on a new machine has only a file.</param>
    /// <param name="external">The second folder that backups are copied to, or null.</param>
    /// <param name="folder">Where relative paths begin.</param>
    /// <returns>The full path of a file that is there.</returns>
    /// <exception cref="BackupException">BackupNotFound, with the names that come nearest; PathInvalid for a name when there is no repository.</exception>
    public static string Find(string nameOrPath, string repository, string? external, string folder)
    {
        if (nameOrPath.EndsWith(LocalRepository.PartialExtension, StringComparison.Ordinal))
        {
            throw new BackupException(BackupError.BackupNotFound, $"{nameOrPath} is not a backup: it was never finished",
                hint: "choose a finished one; unfinished files are removed by the next backup");
        }

        bool isName = Path.GetFileName(nameOrPath) == nameOrPath;
        string[] folders = isName ? [.. new[] { repository, external, folder }.OfType<string>()] : [folder];
        return folders.Select(place => Path.GetFullPath(Path.Combine(Path.GetFullPath(place, folder), nameOrPath))).FirstOrDefault(File.Exists)
            ?? throw NotFound(nameOrPath, isName, repository);
    }

    private static BackupException NotFound(string nameOrPath, bool isName, string repository)
    {
        string hint = isName || Directory.Exists(repository)
            ? NearestNames.Hint(nameOrPath, LocalRepository.Open(repository).EnumerateFiles().Select(file => file.Name))
            : "check the path";
        return new BackupException(BackupError.BackupNotFound, $"there is no backup {nameOrPath}{(isName ? $" in {repository}" : "")}", hint);
    }
}
