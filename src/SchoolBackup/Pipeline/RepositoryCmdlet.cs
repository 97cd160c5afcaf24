using System.Management.Automation;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Recipes;

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

    /// <summary>File of the key that seals and opens backups.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string? KeyFile { get; set; }

    /// <summary>File of a passphrase instead of a key.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string? PassphraseFile { get; set; }

    /// <summary>Files of keys that older backups were sealed with.</summary>
    [Parameter]
    public string[] OldKeyFile { get; set; } = [];

    /// <summary>The keys in force; wiped when the pipeline ends.</summary>
    private protected KeyRing Keys { get; private set; } = KeyRing.Empty;

    public override void Dispose()
    {
        Keys.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected override ConfigurationForm Form() => base.Form() with
    {
        Path = Resolve(Path),
        ExternalPath = Resolve(ExternalPath),
        KeyFile = Resolve(KeyFile),
        PassphraseFile = Resolve(PassphraseFile),
        OldKeyFiles = [.. OldKeyFile.Select(file => Resolve(file)!)],
    };

    private protected override void Prepare() => Keys = Configuration.ReadKeys();

    /// <summary>The file of a backup whose name, path or id was given.</summary>
    /// <exception cref="Engine.Errors.BackupException">BackupNotFound, BackupAmbiguous or PathInvalid.</exception>
    private protected string Find(string backup)
    {
        string asked = SessionPaths.IsName(SessionState.Path, backup) ? backup : Resolve(backup)!;
        return BackupFile.Find(asked, Configuration.Path, Configuration.ExternalPath, Folder, Keys);
    }
}
