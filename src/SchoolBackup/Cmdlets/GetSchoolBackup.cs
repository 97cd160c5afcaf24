using System.Management.Automation;
using SchoolBackup.Completion;
using SchoolBackup.Engine.Recipes;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets;

/// <summary><c>Get-SchoolBackup</c>.</summary>
[Cmdlet(VerbsCommon.Get, "SchoolBackup")]
[OutputType(typeof(BackupInfo))]
public sealed class GetSchoolBackup : RepositoryCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), Alias("Filename"), ValidateNotNullOrEmpty]
    [SupportsWildcards, ArgumentCompleter(typeof(BackupCompleter))]
    public string[] Name { get; set; } = ["*"];

    [Parameter, ValidateNotNullOrEmpty, SupportsWildcards, ArgumentCompleter(typeof(BackedUpDatabaseCompleter))]
    public string[] Database { get; set; } = [];

    [Parameter]
    public DateTime? After { get; set; }

    [Parameter]
    public DateTime? Before { get; set; }

    [Parameter]
    public SwitchParameter Latest { get; set; }

    [Parameter, ValidateRange(1, int.MaxValue)]
    public int? Newest { get; set; }

    protected override void ProcessRecord() => Attempt(Configuration.Path, () =>
    {
        HashSet<string> missing = [.. Name.Where(name => !WildcardPattern.ContainsWildcardCharacters(name))];
        var filter = new CatalogueFilter
        {
            Name = Matching(Name),
            Database = Database.Length > 0 ? Matching(Database) : null,
            After = After,
            Before = Before,
            NewestOfEach = Latest ? 1 : Newest,
        };
        foreach (CatalogueEntry entry in Catalogue.Read(Configuration.Path, Configuration.ExternalPath, Keys))
        {
            Stop.ThrowIfCancellationRequested();
            missing.RemoveWhere(name => name.Equals(entry.FileName, StringComparison.OrdinalIgnoreCase));
            if (filter.Takes(entry)) WriteObject(new BackupInfo(entry));
        }

        foreach (string name in missing) Attempt(name, () => WriteObject(new BackupInfo(Catalogue.At(BackupFile.Find(name, Configuration.Path, Configuration.ExternalPath, Configuration.Path, Keys), Configuration.ExternalPath, Keys))));
    });

    private static Predicate<string> Matching(string[] patterns)
    {
        WildcardPattern[] compiled = [.. patterns.Select(pattern => new WildcardPattern(pattern, WildcardOptions.IgnoreCase))];
        return text => compiled.Any(pattern => pattern.IsMatch(text));
    }
}
