using System.Management.Automation;
using SchoolBackup.Completion;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Errors;
using SchoolBackup.Pipeline;
using SchoolBackup.Storage;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsCommon.Copy, "SchoolBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(CopiedBackup), typeof(MirroredLocation))]
public sealed class CopySchoolBackup : RepositoryCmdlet
{
    private readonly Dictionary<string, CatalogueEntry> _given = new(StringComparer.Ordinal);

    [Parameter(Position = 0), ValidateNotNullOrEmpty]
    public string[] Destination { get; set; } = [];

    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "Filename", "Name"), KnownByName, ValidateNotNullOrEmpty, SupportsWildcards, ArgumentCompleter(typeof(BackupCompleter))]
    public string[] Backup { get; set; } = [];

    [Parameter, ValidateNotNullOrEmpty, SupportsWildcards, ArgumentCompleter(typeof(BackedUpDatabaseCompleter))]
    public string[] Database { get; set; } = [];

    [Parameter]
    public SwitchParameter Mirror { get; set; }

    [Parameter, Alias("Parallel"), ValidateRange(1, 16)]
    public int ThrottleLimit { get; set; } = 2;

    [Parameter, ValidateRange(1, long.MaxValue)]
    public long? BytesPerSecond { get; set; }

    [Parameter, ValidateRange(0, int.MaxValue)]
    public int LockTimeout { get; set; }

    [Parameter, ValidateRange(1, int.MaxValue)]
    public int? PlaceTimeout { get; set; }

    private bool AreGiven => IsTyped(nameof(Backup)) || MyInvocation.ExpectingInput;

    private protected override void Prepare()
    {
        if (Mirror == (Destination.Length > 0))
            throw new BackupException(BackupError.InvalidOption, "a copy needs -Destination or -Mirror, one of them", "name the place that gets the copies, or say -Mirror to fill those of -ExternalPath");
        if (!Mirror) return;
        if (AreGiven || Database.Length > 0)
            throw new BackupException(BackupError.InvalidOption, "-Mirror copies whatever a place lacks, and single backups are named", "leave -Mirror out, and name the place by -Destination");
        if (Configuration.ExternalPaths.Count == 0)
            throw new BackupException(BackupError.InvalidOption, "there is no other place to fill", "name it by -ExternalPath or BACKUP_EXTERNAL_PATH");
    }

    protected override void ProcessRecord() => Each(Backup, backup => _given[backup.Address] = Catalogue.At(backup, [backup.Repository], Keys, Stop));

    protected override void EndProcessing() => Attempt(Configuration.Path, Mirror ? MirrorAll : CopyChosen);

    private void CopyChosen()
    {
        CopyOptions options = Terms([.. Chosen()], [.. Destination.Select(Resolve).Select(Engine.Repositories.Places.At)]);
        if (options.Backups.Count == 0) WriteVerbose("There is no backup to copy");
        if (!Agreed($"Copy what is missing of {options.Backups.Count} backups to {string.Join(" and ", options.Destinations.Select(place => place.Location))}") && !IsWhatIf) return;
        foreach (CopyResult result in Run("Copying backups", progress => new CopyOperation(TimeProvider.System, progress).Run(options, Stop))) Tell(result);
    }

    private IEnumerable<CatalogueEntry> Chosen()
    {
        IEnumerable<CatalogueEntry> entries = AreGiven
            ? _given.Values
            : Places.SelectMany(place => Catalogue.List(place.Repositories, Keys, Stop));
        Predicate<string>? isWanted = Database.Length > 0 ? Patterns.Matching(Database) : null;
        return entries.Where(entry => isWanted is null || (entry.Databases.Count > 0 && entry.Databases.All(one => isWanted(one))));
    }

    private void MirrorAll()
    {
        if (!Agreed($"Copy what is missing in {string.Join(" and ", Configuration.ExternalPaths)}") && !IsWhatIf) return;
        foreach (MirroredPlace place in Run("Mirroring backups", progress => new MirrorOperation(TimeProvider.System, progress).Run(Configuration.Repositories, Terms([], []), Stop)))
        {
            WriteObject(new MirroredLocation(place));
            if (place.Problem is { } problem) Attempt(place.Place.Location, () => throw problem);
            foreach (CopyResult failed in place.Copies.Where(copy => copy.Failure is not null)) Tell(failed);
        }
    }

    private void Tell(CopyResult result)
    {
        if (result.Failure is { } failure) Attempt(result.Copy.Address, () => throw failure);
        else WriteObject(new CopiedBackup(result));
    }

    private CopyOptions Terms(IReadOnlyList<CatalogueEntry> backups, IReadOnlyList<IRepository> destinations) => new()
    {
        Backups = backups,
        Destinations = destinations,
        Parallel = ThrottleLimit,
        BytesPerSecond = BytesPerSecond,
        LockTimeout = TimeSpan.FromSeconds(LockTimeout),
        PlaceTimeout = PlaceTimeout is { } seconds ? TimeSpan.FromSeconds(seconds) : BackupOptions.UsualPlaceTimeout,
        Mode = IsWhatIf ? CopyMode.WhatIf : CopyMode.Copy,
    };
}
