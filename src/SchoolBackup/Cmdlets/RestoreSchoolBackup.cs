using System.Management.Automation;
using SchoolBackup.Completion;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Engine.Formatting;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsData.Restore, "SchoolBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RestoreResult))]
public sealed class RestoreSchoolBackup : ServerCmdlet
{
    private DefinerPolicy _definers = new DefinerPolicy.Keep();
    private Placement _placement;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "Filename", "Name"), ValidateNotNullOrEmpty, ArgumentCompleter(typeof(BackupCompleter))]
    public string Backup { get; set; } = "";

    [Parameter, ValidateNotNullOrEmpty, ArgumentCompleter(typeof(BackedUpDatabaseCompleter))]
    public string? SourceDatabase { get; set; }

    [Parameter, ValidateNotNullOrEmpty, ArgumentCompleter(typeof(DatabaseCompleter))]
    public string? TargetDatabase { get; set; }

    [Parameter, ValidateNotNullOrEmpty, SupportsWildcards, ArgumentCompleter(typeof(BackedUpTableCompleter))]
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

    private protected override void Prepare()
    {
        _definers = DefinerPolicy.Parse(Definer);
        _placement = InPlace ? Placement.InPlace : Enum.Parse<Placement>(Mode, ignoreCase: true);
        if (InPlace && MyInvocation.BoundParameters.ContainsKey(nameof(Mode)))
            throw new BackupException(BackupError.InvalidOption, $"-InPlace drops the live tables, which -Mode {Mode} does not", "leave one of them out");
    }

    protected override void ProcessRecord() => Attempt(Backup, () =>
    {
        RestoreOptions options = Options(Find(Backup));
        RestorePreview preview = Run("Planning the restore", progress => new RestoreOperation(TimeProvider.System, progress).Preview(options, Stop));
        RefuseSecond(preview.Database);
        if (!Agreed(Figures.Capitalised(preview.Words(options)))) return;
        if (_placement == Placement.InPlace) WriteWarning($"{preview.Database} is incomplete until this ends; if it is stopped or fails, restore again, this backup or the newest of Kind Safety");
        var result = new RestoreResult(Run($"Restoring {preview.Database}", progress => new RestoreOperation(TimeProvider.System, progress).Run(options, Stop)));
        foreach (string warning in result.Warnings) WriteWarning(warning);
        if (PassThru) WriteObject(result);
    });

    private RestoreOptions Options(string file)
    {
        // What is replaced goes where the backups are: where somebody said, or else beside the one that was given.
        string repository = Configuration.IsSaid(SettingName.Path) ? Configuration.Path : System.IO.Path.GetDirectoryName(file)!;
        var options = new RestoreOptions
        {
            File = file,
            Keys = Keys,
            Connection = Configuration.Connection,
            SourceDatabase = SourceDatabase,
            TargetDatabase = TargetDatabase,
            Tables = Table,
            Placement = _placement,
            Replaced = KeepPrevious ? ReplacedTables.Keep : ReplacedTables.Drop,
            SafetyBackupPath = NoSafetyBackup ? null : repository,
            Definers = _definers,
        };
        return ThrottleLimit is { } loaders ? options with { Loaders = loaders } : options;
    }
}
