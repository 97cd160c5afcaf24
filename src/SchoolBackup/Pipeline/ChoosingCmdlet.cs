using System.Management.Automation;
using SchoolBackup.Completion;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Operations;

namespace SchoolBackup.Pipeline;

/// <summary>
/// A cmdlet that changes a whole repository, or those of its backups that are given. Where some are expected and none can be bound, it does
/// nothing:
/// a filter that finds nothing, or an object that is no backup, must never be taken for all of them.
/// </summary>
public abstract class ChoosingCmdlet : RepositoryCmdlet
{
    private readonly List<ChosenBackups> _places = [];
    private ChosenBackups _chosen = null!;

    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "Filename", "Name"), KnownByName, ValidateNotNullOrEmpty, SupportsWildcards, ArgumentCompleter(typeof(BackupCompleter))]
    public string[] Backup { get; set; } = [];

    [Parameter, ValidateNotNullOrEmpty, SupportsWildcards, ArgumentCompleter(typeof(BackedUpDatabaseCompleter))]
    public string[] Database { get; set; } = [];

    [Parameter, ValidateRange(0, int.MaxValue)]
    public int LockTimeout { get; set; }

    private bool _areGiven;

    /// <summary>
    /// Whether the work is about given backups; otherwise it is about all of the repository, or of <see cref="Database"/>.
    /// </summary>
    private bool AreGiven => _areGiven || MyInvocation.ExpectingInput;

    /// <summary>Whether all backups of the repository are meant.</summary>
    private protected bool AreAllMeant => !AreGiven && Database.Length == 0;

    private protected override void Prepare()
    {
        _areGiven = MyInvocation.BoundParameters.ContainsKey(nameof(Backup));
        _places.AddRange(
            Places.Select(place => new ChosenBackups(place.Repositories, Database.Length > 0 ? Patterns.Matching(Database) : null)));
    }

    protected sealed override void ProcessRecord() =>
        Each(Backup, file => (_places.Find(place => place.Reaches(file)) ?? _places[0]).Add(file));

    protected sealed override void EndProcessing()
    {
        foreach ((BackupConfiguration place, ChosenBackups chosen) in Places.Zip(_places))
        {
            if (AreGiven && chosen.IsEmpty)
            {
                WriteVerbose($"No backup in {place.Path} was given: nothing is done there");
                continue;
            }

            (Configuration, _chosen) = (place, chosen);
            Attempt(place.Path, Work);
        }
    }

    /// <summary>
    /// Does the work in the folder of the <see cref="RepositoryCmdlet.Configuration"/>, for the backups that <see cref="IsMeant"/>.
    /// </summary>
    private protected abstract void Work();

    /// <summary>Whether a backup of the repository is meant.</summary>
    private protected bool IsMeant(CatalogueEntry entry) => AreGiven ? _chosen.Holds(entry) : _chosen.IsOfDatabase(entry);

    /// <summary>Full paths of all copies of the backups that are meant; null when all are.</summary>
    private protected HashSet<string>? FilesMeant() =>
        AreAllMeant ? null : [.. Catalogue.Read(Configuration.Repositories, Keys, isWanted: null, Stop).Where(IsMeant).SelectMany(entry => entry.Copies).Select(copy => copy.Address)];
}
