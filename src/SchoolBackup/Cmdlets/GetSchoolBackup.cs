using System.Globalization;
using System.Management.Automation;
using SchoolBackup.Completion;
using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsCommon.Get, "SchoolBackup")]
[OutputType(typeof(BackupInfo))]
public sealed class GetSchoolBackup : RepositoryCmdlet
{
    private string? _external;

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

    [Parameter(Position = 1), ValidateRange(1, int.MaxValue)]
    public int? Newest { get; set; }

    private protected override void Prepare()
    {
        // An unplugged drive is an error, and what lies in the repository is listed all the same.
        Attempt(Configuration.ExternalPath, () => _external = Catalogue.RequireExternal(Configuration.ExternalPath));
        // '-Latest 3': a switch takes no value, so the number comes as a name. No backup has such a name, and an id has more digits.
        if (!Latest || Newest is not null || Name is not [{ Length: < BackupFile.ShortestId } said] || !int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out int count)) return;
        if (count == 0) throw new BackupException(BackupError.InvalidOption, "-Latest 0 asks for no backups", "ask for one or more");
        (Newest, Name) = (count, ["*"]);
    }

    protected override void ProcessRecord() => Attempt(Configuration.Path, () =>
    {
        string[] patterns = [.. Name.Select(name => BackupFile.IsThere(name, Configuration.Path, _external) ? WildcardPattern.Escape(name) : name)];
        HashSet<string> missing = [.. patterns.Where(name => !WildcardPattern.ContainsWildcardCharacters(name)).Select(WildcardPattern.Unescape)];
        var filter = new CatalogueFilter
        {
            Database = Database.Length > 0 ? Patterns.Matching(Database) : null,
            After = After,
            Before = Before,
            NewestOfEach = Newest ?? (Latest ? 1 : null),
        };
        foreach (CatalogueEntry entry in Catalogue.Read(Configuration.Path, _external, Keys, Patterns.Matching(patterns)))
        {
            Stop.ThrowIfCancellationRequested();
            missing.RemoveWhere(name => name.Equals(entry.FileName, StringComparison.OrdinalIgnoreCase));
            if (filter.Takes(entry)) WriteObject(new BackupInfo(entry));
        }

        foreach (string name in missing) Attempt(name, () =>
        {
            CatalogueEntry entry = Catalogue.At(BackupFile.Find(name, Configuration.Path, _external, Configuration.Path, Keys), _external, Keys);
            if (filter.Takes(entry)) WriteObject(new BackupInfo(entry));
        });
    });
}
