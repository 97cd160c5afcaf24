using System.CommandLine;
using SchoolBackup.Cli.Answers;
using SchoolBackup.Cli.Options;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Cli.Commands;

/// <summary><c>schoolbackup list</c>.</summary>
internal static class ListCommand
{
    public static Command Build(Shell shell)
    {
        var settings = new SettingOptions();
        Option<string[]> databases = RunOptions.Names("--database", "NAME", "Only backups that hold this database");
        Option<bool> wide = RunOptions.Flag(
            "--wide", "Every column, however wide; without this, as many as the terminal has room for, or 80 columns where there is none");
        var command = new Command("list", """
            Lists the backups, the newest first, with what each says of itself and whether it was verified.

            Example:
              schoolbackup list --path /backups
            """)
        {
            databases, wide,
        };
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            BackupConfiguration configuration = settings.Resolve(parsed);
            using KeyRing keys = settings.Keys(parsed, configuration, use: null, shell);
            return Run(shell, configuration, keys, parsed.GetRequiredValue(databases), parsed.GetValue(wide) ? int.MaxValue : Shell.Width);
        });
        return command;
    }

    private static int Run(Shell shell, BackupConfiguration configuration, KeyRing keys, string[] databases, int width)
    {
        List<string> warnings = [];
        IRepository[] places = [configuration.Repository, .. configuration.Copies.Where(place => IsReadable(place, warnings, shell.Stop))];
        CatalogueEntry[] entries =
        [
            .. Stoppable(Catalogue.List(places, keys, shell.Stop), shell.Stop)
                .Where(entry => databases.Length == 0 || entry.Databases.Intersect(databases, StringComparer.Ordinal).Any())
                .OrderByDescending(entry => entry.Timestamp).ThenByDescending(entry => entry.FileName, StringComparer.Ordinal),
        ];
        IReadOnlyList<ListedBackup> listed = [.. entries.Select(ListedBackup.From)];
        shell.Answer(
            new Answer<IReadOnlyList<ListedBackup>>(null, listed, new AnswerMeta(listed.Count, warnings.Count == 0 ? null : warnings)),
            AnswerJson.Readable.AnswerIReadOnlyListListedBackup,
            colours => ListedBackup.Text(entries, configuration.Path, colours, width));
        foreach (string warning in warnings) shell.Warn(warning);
        return ExitCodes.Done;
    }

    /// <summary>Whether a place can be listed. Where not, that is to be said, and what lies in the others is wanted all the more.</summary>
    private static bool IsReadable(IRepository place, List<string> warnings, CancellationToken stop)
    {
        try
        {
            place.Require(stop);
            return true;
        }
        catch (BackupException failure) when (failure.Code == BackupError.PathInvalid)
        {
            warnings.Add($"what lies in {place.Location} is not listed: {failure.Message}");
            return false;
        }
    }

    private static IEnumerable<CatalogueEntry> Stoppable(IEnumerable<CatalogueEntry> entries, CancellationToken stop)
    {
        foreach (CatalogueEntry entry in entries)
        {
            stop.ThrowIfCancellationRequested();
            yield return entry;
        }
    }
}
