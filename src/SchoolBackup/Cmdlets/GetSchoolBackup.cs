using System.Globalization;
using System.Management.Automation;
using SchoolBackup.Completion;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Errors;
using SchoolBackup.Pipeline;
using SchoolBackup.Storage;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsCommon.Get, "SchoolBackup")]
[OutputType(typeof(BackupInfo))]
public sealed class GetSchoolBackup : RepositoryCmdlet
{
    private IReadOnlyList<IRepository> _copies = [];

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), Alias("Filename"), ValidateNotNullOrEmpty]
    [SupportsWildcards, ArgumentCompleter(typeof(BackupCompleter))]
    public string[] Name { get; set; } = ["*"];

    [Parameter, ValidateNotNullOrEmpty, SupportsWildcards, ArgumentCompleter(typeof(BackedUpDatabaseCompleter))]
    public string[] Database { get; set; } = [];

    [Parameter]
    public DateTimeOffset? After { get; set; }

    [Parameter]
    public DateTimeOffset? Before { get; set; }

    [Parameter]
    public SwitchParameter Latest { get; set; }

    [Parameter(Position = 1), ValidateRange(1, int.MaxValue)]
    public int? Newest { get; set; }

    private protected override void Prepare()
    {
        // An unplugged drive is an error, and what lies in the repository is listed all the same.
        foreach (IRepository place in Configuration.Copies)
        {
            Attempt(place.Location, () =>
            {
                place.Require(Stop);
                _copies = [.. _copies, place];
            });
        }

        // '-Latest 3': a switch takes no value, so the number comes as a name. No backup has such a name, and an id has more digits.
        if (!Latest || Newest is not null || Name is not [{ Length: < BackupFile.ShortestId } said] || !int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out int count)) return;
        if (count == 0) throw new BackupException(BackupError.InvalidOption, "-Latest 0 asks for no backups", "ask for one or more");
        (Newest, Name) = (count, ["*"]);
    }

    protected override void ProcessRecord()
    {
        if (IsFresh())
        {
            WriteWarning($"There are no backups yet: the folder {Configuration.Path} is not there. It is made by the first backup; another one is named by -Path.");
            return;
        }

        var filter = new CatalogueFilter
        {
            Database = Database.Length > 0 ? Patterns.Matching(Database) : null,
            After = After?.LocalDateTime,
            Before = Before?.LocalDateTime,
            NewestOfEach = Newest ?? (Latest ? 1 : null),
        };
        // A pattern with a folder in it, such as ./backups/*.gz, is one of names in that folder.
        foreach (IGrouping<string?, string> folder in Name.GroupBy(FolderOf, StringComparer.Ordinal))
        {
            if (folder.Key is { } named) Attempt(named, () => List([[Engine.Repositories.Places.At(named)]], [.. folder.Select(System.IO.Path.GetFileName).OfType<string>()], filter));
            else Attempt(Configuration.Path, () => List([.. Places.Select((place, i) => (IReadOnlyList<IRepository>)[place.Repository, .. i == 0 ? _copies : []])], [.. folder], filter));
        }
    }

    /// <summary>Whether this is a place where nobody has backed up yet, and nobody has said that backups lie elsewhere.</summary>
    private bool IsFresh() =>
        !Configuration.IsSaid(SettingName.Path) && _copies.Count == 0 && Name is ["*"] && !System.IO.Path.Exists(Configuration.Path);

    private string? FolderOf(string name) =>
        WildcardPattern.ContainsWildcardCharacters(name) && !SessionPaths.IsName(SessionState.Path, name)
            && !System.IO.File.Exists(Resolve(name))
            ? System.IO.Path.GetDirectoryName(Resolve(name))
            : null;

    private void List(IReadOnlyList<IRepository>[] places, string[] names, CatalogueFilter filter)
    {
        string[] patterns = [.. names.Select(name => places.Any(place => BackupFile.IsThere(name, place, Stop)) ? WildcardPattern.Escape(name) : name)];
        HashSet<string> missing = [.. patterns.Where(name => !WildcardPattern.ContainsWildcardCharacters(name)).Select(WildcardPattern.Unescape)];
        IEnumerable<CatalogueEntry> entries = places.SelectMany(place => Read(place, patterns));
        // The newest of a database is the newest wherever it lies.
        if (places.Length > 1 && filter.NewestOfEach is not null)
            entries = entries.OrderByDescending(entry => entry.Timestamp).ThenByDescending(entry => entry.FileName, StringComparer.Ordinal);
        foreach (CatalogueEntry entry in entries)
        {
            Stop.ThrowIfCancellationRequested();
            missing.RemoveWhere(name => name.Equals(entry.FileName, StringComparison.OrdinalIgnoreCase));
            if (filter.Takes(entry)) WriteObject(new BackupInfo(entry));
            else WriteVerbose($"Not asked for: {entry.FileName} ({entry.Subject ?? "unknown database"})");
        }

        foreach (string name in missing) Attempt(name, () =>
        {
            CatalogueEntry entry = Catalogue.At(Find(name), places[0], Keys, Stop);
            if (filter.Takes(entry)) WriteObject(new BackupInfo(entry));
        });
    }

    private IEnumerable<CatalogueEntry> Read(IReadOnlyList<IRepository> places, string[] patterns)
    {
        WriteVerbose($"Reading {string.Join(" and ", places.Select(place => place.Location))}");
        return Catalogue.Read(places, Keys, Patterns.Matching(patterns), Stop);
    }
}
