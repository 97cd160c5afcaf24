using System.Management.Automation;
using SchoolBackup.Engine.Repositories;

namespace SchoolBackup.Pipeline;

/// <summary>A cmdlet that works on a repository.</summary>
public abstract class RepositoryCmdlet : BackupCmdlet
{
    /// <summary>Folder of the backups.</summary>
    [Parameter, Alias("RepositoryPath"), ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Second folder, such as a mounted share, that gets every backup, too.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string? ExternalPath { get; set; }

    private protected override ConfigurationForm Form() => base.Form() with { Path = Resolve(Path), ExternalPath = Resolve(ExternalPath) };

    /// <summary>The file of a backup that was named, or whose path was given.</summary>
    /// <exception cref="Engine.Errors.BackupException">BackupNotFound or PathInvalid.</exception>
    private protected string Find(string backup)
    {
        string asked = SessionPaths.IsName(SessionState.Path, backup) ? backup : Resolve(backup)!;
        return BackupFile.Find(asked, Configuration.Path, Configuration.ExternalPath, Folder);
    }
}
