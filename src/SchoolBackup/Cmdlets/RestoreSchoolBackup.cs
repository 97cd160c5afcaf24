using System.Management.Automation;
using SchoolBackup.Completion;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Formatting;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.Pipeline;
using SchoolBackup.Storage;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsData.Restore, "SchoolBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RestoreResult))]
public sealed class RestoreSchoolBackup : ServerCmdlet
{
    private DefinerPolicy _definers = new DefinerPolicy.Keep();
    private Placement _placement;
    private readonly List<WantedRestore> _wanted = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SourceBackup", "FullName", "Filename", "Name"), KnownByName, ValidateNotNullOrEmpty, ArgumentCompleter(typeof(BackupCompleter))]
    public string Backup { get; set; } = "";

    [Parameter(ValueFromPipelineByPropertyName = true), ValidateNotNullOrEmpty, ArgumentCompleter(typeof(BackedUpDatabaseCompleter))]
    public string? SourceDatabase { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true), ValidateNotNullOrEmpty, ArgumentCompleter(typeof(DatabaseCompleter))]
    public string? TargetDatabase { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true), ValidateNotNullOrEmpty, SupportsWildcards, ArgumentCompleter(typeof(BackedUpTableCompleter))]
    public string[] Table { get; set; } = [];

    [Parameter, ValidateSet("Swap", "Upsert")]
    public string Mode { get; set; } = nameof(Placement.Swap);

    [Parameter]
    public SwitchParameter InPlace { get; set; }

    [Parameter]
    public SwitchParameter KeepPrevious { get; set; }

    [Parameter]
    public SwitchParameter NoSafetyBackup { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string[] Definer { get; set; } = [];

    [Parameter, Alias("Parallel"), ValidateRange(1, 16)]
    public int? ThrottleLimit { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter, ValidateRange(0, int.MaxValue)]
    public int LockTimeout { get; set; }

    private protected override void Prepare()
    {
        _definers = DefinerPolicy.Parse(Definer);
        _placement = InPlace ? Placement.InPlace : Enum.Parse<Placement>(Mode, ignoreCase: true);
        if (InPlace && MyInvocation.BoundParameters.ContainsKey(nameof(Mode)))
            throw new BackupException(
                BackupError.InvalidOption, $"-InPlace drops the live tables, which -Mode {Mode} does not", "leave one of them out");
    }

    protected override void ProcessRecord() => Attempt(Backup, () =>
    {
        RequireServerInForce();
        WantedRestore.Add(_wanted, new WantedRestore(Find(Backup), SourceDatabase, TargetDatabase) { Tables = [.. Table] });
    });

    /// <summary>Restores only once all of the input is known: of two that go to one database neither may win.</summary>
    protected override void EndProcessing()
    {
        List<(RestoreOptions Options, RestorePreview Preview)> plans = [];
        foreach (WantedRestore wanted in _wanted) Attempt(wanted.Backup.Address, () => plans.Add(Plan(wanted)));
        foreach (var target in plans.GroupBy(plan => plan.Preview.Database, StringComparer.OrdinalIgnoreCase))
            Attempt(target.Key, () => Restore([.. target]));
    }

    private (RestoreOptions Options, RestorePreview Preview) Plan(WantedRestore wanted)
    {
        RestoreOptions options = Options(wanted);
        return (
            options, Run("Planning the restore", progress => new RestoreOperation(TimeProvider.System, progress).Preview(options, Stop)));
    }

    private void Restore((RestoreOptions Options, RestorePreview Preview)[] plans)
    {
        (RestoreOptions options, RestorePreview preview) = plans[0];
        if (plans.Length > 1) throw Conflict(plans);
        if (!Agreed(Figures.Capitalised(preview.Words(options)))) return;
        if (_placement == Placement.InPlace)
            WriteWarning($"{preview.Database} is incomplete until this ends; if it is stopped or fails, restore again, this backup or the newest of Kind Safety");
        Engine.Operations.RestoreResult done = Run(
            $"Restoring {preview.Database}", progress => new RestoreOperation(TimeProvider.System, progress).Run(options, Stop));
        var result = new RestoreResult(done, options.Connection.Host, options.Connection.TcpPort);
        foreach (string warning in result.Warnings) WriteWarning(warning);
        if (PassThru) WriteObject(result);
    }

    private static BackupException Conflict((RestoreOptions Options, RestorePreview Preview)[] plans)
    {
        string files = string.Join(", ", plans.Select(plan => plan.Options.Backup.Name));
        return new BackupException(
            BackupError.InvalidOption,
            $"{plans.Length} restores of this pipeline go to the database {plans[0].Preview.Database}, so none was done: {files}",
            "choose one backup, for example by Get-SchoolBackup -Database NAME -Latest; or leave -TargetDatabase out, and each goes to its own database");
    }

    private RestoreOptions Options(WantedRestore wanted)
    {
        // What is replaced goes where the backups are: where somebody said, or else beside the one that was given.
        IRepository repository = Places.Count == 1 && Configuration.IsSaid(SettingName.Path)
            ? Configuration.Repository
            : wanted.Backup.Repository;
        var options = new RestoreOptions
        {
            Backup = wanted.Backup,
            Keys = Keys,
            Connection = Configuration.Connection,
            SourceDatabase = wanted.SourceDatabase,
            TargetDatabase = wanted.TargetDatabase,
            Tables = wanted.Tables,
            Placement = _placement,
            Replaced = KeepPrevious ? ReplacedTables.Keep : ReplacedTables.Drop,
            SafetyRepository = NoSafetyBackup ? null : repository,
            Definers = _definers,
            LockTimeout = TimeSpan.FromSeconds(LockTimeout),
        };
        return ThrottleLimit is { } loaders ? options with { Loaders = loaders } : options;
    }
}
