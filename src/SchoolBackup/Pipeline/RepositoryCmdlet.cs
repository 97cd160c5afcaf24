using System.Management.Automation;
using System.Security;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Pipeline;

/// <summary>
/// A cmdlet that works on a repository. What its parameters say (<c>module/help/shared-parameters.md</c>) reaches it through <see cref="Configuration"/>
/// and <see cref="Keys"/>.
/// </summary>
public abstract class RepositoryCmdlet : BackupCmdlet
{
    private readonly HashSet<string> _places = new(StringComparer.OrdinalIgnoreCase);
    private HashSet<string> _typed = [];

    [Parameter, ValidateNotNullOrEmpty]
    public string? EnvFile { get; set; }

    [Parameter, Alias("RepositoryPath"), ValidateNotNullOrEmpty, SupportsWildcards]
    public string[]? Path { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string[]? ExternalPath { get; set; }

    [Parameter, ValidateNotNull]
    public SecureString? Key { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? KeyFile { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? KeySecretName { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? KeyVault { get; set; }

    [Parameter, ValidateNotNull]
    public SecureString? Passphrase { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? PassphraseFile { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string[] OldKeyFile { get; set; } = [];

    [Parameter, ValidateNotNullOrEmpty]
    public string[] OldPassphraseFile { get; set; } = [];

    private protected BackupConfiguration Configuration { get; set; } = null!;

    /// <summary>The configuration for each folder that <c>-Path</c> names; the other places belong to the first. <see cref="Configuration"/> is that one.</summary>
    private protected IReadOnlyList<BackupConfiguration> Places { get; private set; } = [];

    /// <summary>The keys in force; wiped when the pipeline ends.</summary>
    private protected KeyRing Keys { get; private set; } = KeyRing.Empty;

    private protected GivenKeys GivenKeys => new(MyInvocation.BoundParameters, new SecretVault(InvokeCommand, KeyVault), Resolve);

    private string Folder => SessionState.Path.CurrentFileSystemLocation.ProviderPath;

    public override void Dispose()
    {
        Keys.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Wrong options and a wrong configuration end the pipeline: nothing could be done with them.</summary>
    protected sealed override void BeginProcessing()
    {
        try
        {
            _typed = [.. MyInvocation.BoundParameters.Keys];
            ReadConfiguration();
            Keys = Configuration.ReadKeys(GivenKeys.Read(""));
            Prepare();
        }
        catch (BackupException failure)
        {
            ThrowTerminatingError(ErrorRecords.Record(failure, MyInvocation.MyCommand.Name));
        }
        catch (Exception fault) when (ErrorRecords.IsUnforeseen(fault))
        {
            ThrowTerminatingError(ErrorRecords.Unforeseen(fault, MyInvocation, MyInvocation.MyCommand.Name));
        }
    }

    /// <summary>Reads the configuration anew; after the beginning, what an input object says is part of it.</summary>
    private protected void ReadConfiguration()
    {
        BackupConfiguration read = new GivenParameters(MyInvocation.BoundParameters, Folder, Resolve).Configuration();
        string[] folders = Path is null ? [read.Path] : [.. Path.SelectMany(path => SessionPaths.Folders(SessionState.Path, path)).Distinct(StringComparer.Ordinal)];
        Places = [.. folders.Select((folder, i) => read with { Path = folder, ExternalPaths = i == 0 ? read.ExternalPaths : [] })];
        Configuration = Places[0];
    }

    /// <summary>Whether a parameter was typed.</summary>
    private protected bool IsTyped(string parameter) => _typed.Contains(parameter);

    /// <summary>Whether a parameter has its value from a property of the input object. A listed backup has such properties, and may not know their values.</summary>
    private protected bool IsOfInput(string parameter) =>
        MyInvocation.BoundParameters.TryGetValue(parameter, out object? value) && value is not (null or "") && !IsTyped(parameter);

    /// <summary>Reads the parameters that are the same for all input; what it throws ends the pipeline.</summary>
    private protected virtual void Prepare()
    {
    }

    /// <summary>Does the work for the file of each backup that was named, or whose path was given, or fits a pattern.</summary>
    private protected void Each(string[] backups, Action<BackupRef> work)
    {
        foreach (string backup in backups)
        {
            BackupRef[] files = [];
            Attempt(backup, () => files = InPlaces(place => BackupFile.All(Asked(backup), place.Repositories, Folder, Keys, Stop)));
            foreach (BackupRef file in files) Attempt(files.Length == 1 ? backup : file.Address, () => work(file));
        }
    }

    /// <summary>Of several backups that go to one place, the last one would win without anybody having wanted it.</summary>
    /// <exception cref="BackupException">InvalidOption: this pipeline has sent one there already.</exception>
    private protected void RefuseSecond(string place)
    {
        if (_places.Add(place)) return;
        throw new BackupException(BackupError.InvalidOption, $"another backup of this pipeline goes to {place} already", "choose one, for example with Get-SchoolBackup -Latest");
    }

    /// <summary>The file of a backup whose name, path or id was given.</summary>
    /// <exception cref="BackupException">BackupNotFound, BackupAmbiguous or PathInvalid.</exception>
    private protected BackupRef Find(string backup)
    {
        BackupRef[] found = InPlaces(place => [BackupFile.Find(Asked(backup), place.Repositories, Folder, Keys, Stop)]);
        // Under one name they are copies; which of several names is meant, nobody knows.
        return found.Select(one => one.Name).Distinct(StringComparer.Ordinal).Count() == 1 ? found[0] : throw new BackupException(
            BackupError.BackupAmbiguous, $"{backup} may be any of {string.Join<BackupRef>(", ", found)}", "say which by its path");
    }

    /// <summary>What is found in the folders, each file once. That it is missing in one is no error, unless it is in none.</summary>
    private BackupRef[] InPlaces(Func<BackupConfiguration, IReadOnlyList<BackupRef>> find)
    {
        List<BackupRef> found = [];
        BackupException? missing = null;
        foreach (BackupConfiguration place in Places)
        {
            try
            {
                found.AddRange(find(place));
            }
            catch (BackupException fault) when (fault.Code == BackupError.BackupNotFound)
            {
                missing ??= fault;
            }
        }

        return found.Count > 0 ? [.. found.DistinctBy(one => one.Address, StringComparer.Ordinal)] : throw missing!;
    }

    private string Asked(string backup) => SessionPaths.IsName(SessionState.Path, backup) ? backup : Resolve(backup);
}
