using System.Management.Automation;
using SchoolBackup.Completion;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.History;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Errors;
using SchoolBackup.Pipeline;
using SchoolBackup.Storage;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsCommon.New, "SchoolBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(BackupInfo))]
public sealed class NewSchoolBackup : ServerCmdlet
{
    private readonly List<(BackupConfiguration Configuration, string Database)> _gathered = [];

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), Alias("DatabaseName"), KnownByName, ValidateNotNullOrEmpty]
    [SupportsWildcards, ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[]? Database { get; set; }

    [Parameter]
    public SwitchParameter AllDatabases { get; set; }

    [Parameter, ValidateNotNullOrEmpty, SupportsWildcards, ArgumentCompleter(typeof(TableCompleter))]
    public string[] Table { get; set; } = [];

    [Parameter, ValidateNotNullOrEmpty, SupportsWildcards, ArgumentCompleter(typeof(TableCompleter))]
    public string[] ExcludeTable { get; set; } = [];

    [Parameter, ValidateNotNullOrEmpty, SupportsWildcards, ArgumentCompleter(typeof(TableCompleter))]
    public string[] StructureOnly { get; set; } = [];

    [Parameter]
    public SwitchParameter AllowPartial { get; set; }

    [Parameter, ValidateSet("Sql", "Json")]
    public string Format { get; set; } = "Sql";

    [Parameter]
    public SwitchParameter NoCompression { get; set; }

    [Parameter]
    public SwitchParameter NoEncryption { get; set; }

    [Parameter]
    public SwitchParameter Together { get; set; }

    [Parameter]
    public SwitchParameter RecordHistory { get; set; }

    [Parameter, ValidateSet("Manual", "Scheduled")]
    public string RunType { get; set; } = "Manual";

    [Parameter, Alias("Parallel"), ValidateRange(1, 16)]
    public int? ThrottleLimit { get; set; }

    [Parameter, ValidateRange(0, int.MaxValue)]
    public int LockTimeout { get; set; }

    [Parameter, ValidateRange(1, int.MaxValue)]
    public int? PlaceTimeout { get; set; }

    private protected override void Prepare()
    {
        if (AllDatabases && Database is not null) throw new BackupException(BackupError.InvalidOption, "-AllDatabases and -Database say different things", "leave one of them out");
        if (Places.Count > 1)
            throw new BackupException(BackupError.InvalidOption, "a backup is written to one folder, and -Path names several", "name a second one that gets a copy by -ExternalPath");
        if (!MyInvocation.ExpectingInput && Database is null) _ = Unnamed();
    }

    protected override void ProcessRecord()
    {
        IReadOnlyList<string> databases = [];
        Attempt(Database is null ? null : string.Join(", ", Database), () =>
        {
            if (MyInvocation.ExpectingInput) ReadConfiguration();
            databases = Databases(Database ?? [Unnamed()]);
        });
        if (Together) _gathered.AddRange(databases.Select(database => (Configuration, database)));
        else foreach (string database in databases) BackUp([database]);
    }

    protected override void EndProcessing()
    {
        // Of several servers there is no common moment.
        foreach (var server in _gathered.GroupBy(one => one.Configuration.Connection))
        {
            Configuration = server.First().Configuration;
            BackUp([.. server.Select(one => one.Database).Distinct(StringComparer.Ordinal)]);
        }
    }

    /// <summary>What is meant where no database is named.</summary>
    private string Unnamed() => AllDatabases ? "*" : Configuration.Database
        ?? throw new BackupException(BackupError.InvalidOption, "no database is named", "name it by -Database, DB_NAME or DATABASE_URL; -AllDatabases is every one of the server");

    /// <summary>The databases of the server that are meant; the server is asked only where there is a wildcard.</summary>
    private IReadOnlyList<string> Databases(string[] named) =>
        named.Any(WildcardPattern.ContainsWildcardCharacters)
            ? Run("Looking for databases", _ => ServerNames.Matching(named, pattern => Patterns.Matching(pattern), Configuration.Connection, Stop))
            : named;

    private void BackUp(string[] databases) => Attempt(string.Join(", ", databases), () =>
    {
        BackupOptions options = Options(databases);
        string plan = IsWhatIf ? $" ({Run("Planning the backup", progress => new BackupOperation(TimeProvider.System, progress).Preview(options, Stop))})" : "";
        string encryption = options.Key is { } key ? $", encrypted with {key}" : "";
        if (!Agreed($"Back up {string.Join(", ", databases)}{plan} of {options.Connection} to {Configuration.Folders}{encryption}")) return;
        BackupResult result = Run($"Backing up {string.Join(", ", databases)}", progress => new BackupOperation(TimeProvider.System, progress).Run(options, Stop));
        foreach (string warning in result.Warnings) WriteWarning(warning);
        foreach (string omitted in result.Omitted) WriteWarning("not in the backup: " + omitted);
        WriteObject(new BackupInfo(Catalogue.At(result.Copies[0], Configuration.Repositories, Keys, Stop), result, options.Connection.Host, options.Connection.TcpPort));
    });

    private BackupOptions Options(string[] databases)
    {
        var options = new BackupOptions
        {
            Databases = databases,
            Connection = Configuration.Connection,
            Repository = Configuration.Repository,
            Copies = Configuration.Copies,
            Selection = new DumpSelection { Tables = Table, ExcludeTables = ExcludeTable, StructureOnly = StructureOnly },
            Container = Format.Equals("Json", StringComparison.OrdinalIgnoreCase) ? BackupContainer.SchoolErp
                : Configuration.Compression && !NoCompression ? BackupContainer.Gzip : BackupContainer.Sql,
            Key = NoEncryption ? null : Keys.Current,
            History = RecordHistory ? Enum.Parse<RunType>(RunType, ignoreCase: true) : null,
            LockTimeout = TimeSpan.FromSeconds(LockTimeout),
            PlaceTimeout = PlaceTimeout is { } seconds ? TimeSpan.FromSeconds(seconds) : BackupOptions.UsualPlaceTimeout,
            BlindSpots = AllowPartial ? BlindSpots.Allow : BlindSpots.Refuse,
        };
        return ThrottleLimit is { } readers ? options with { Readers = readers } : options;
    }
}
