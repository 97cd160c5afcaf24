using System.CommandLine;
using SchoolBackup.Cli.Answers;
using SchoolBackup.Cli.Options;
using SchoolBackup.Cli.Progress;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Errors;

namespace SchoolBackup.Cli.Commands;

/// <summary><c>schoolbackup remove</c>.</summary>
internal static class RemoveCommand
{
    public static Command Build(Shell shell)
    {
        var settings = new SettingOptions();
        Argument<string[]> files = RunOptions.Files();
        Option<bool> whatIf = RunOptions.Flag("--what-if", "Say what would be removed, and remove nothing");
        Option<bool> yes = RunOptions.Flag("--yes", "Do not ask; scripts need it");
        Option<int> wait = RunOptions.Wait();
        var command = new Command("remove", """
            Removes the backups that are named, and their copies in --external-path. Unless every one of them is found, none is removed.

            Examples:
              schoolbackup remove backup_2026-11-21T02-00-00_school.sql.gz --path /backups
              schoolbackup remove 1f0c9a7e 8d21b6f4 --path /backups --yes
            """)
        {
            files, whatIf, yes, wait,
        };
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            BackupConfiguration configuration = settings.Resolve(parsed);
            using KeyRing keys = settings.Keys(parsed, configuration, use: null, shell);
            CatalogueEntry[] entries =
            [
                .. parsed.GetRequiredValue(files)
                    .SelectMany(file => BackupFile.All(file, configuration.Repositories, Environment.CurrentDirectory, keys, shell.Stop))
                    .DistinctBy(file => file.Address, StringComparer.Ordinal)
                    .Select(file => Catalogue.At(file, configuration.Repositories, keys, shell.Stop)),
            ];
            if (parsed.GetValue(whatIf)) return Answer(shell, "Nothing was removed", RemovedBackups.Of(entries, RemovalState.Planned));
            if (!parsed.GetValue(yes)) Confirm(shell, entries);
            using (ProgressDisplay progress = shell.ShowProgress())
                new RemovalOperation(shell.Clock, progress)
                    .Run(entries, configuration.Repositories, shell.Stop, TimeSpan.FromSeconds(parsed.GetValue(wait)));
            return Answer(shell, "Backups removed successfully", RemovedBackups.Of(entries, RemovalState.Done));
        });
        return command;
    }

    private static void Confirm(Shell shell, CatalogueEntry[] entries)
    {
        if (!shell.CanAsk)
            throw new BackupException(
                BackupError.NotConfirmed,
                "what is removed is gone, and nobody is here to confirm it",
                "look with --what-if, then say --yes");
        Console.Error.WriteLine(RemovedBackups.Of(entries, RemovalState.Planned).Text(Palette.None));
        if (shell.Ask("Type yes to go on: ") != "yes") throw new DeclinedException();
    }

    private static int Answer(Shell shell, string message, RemovedBackups removed)
    {
        shell.Answer(new Answer<RemovedBackups>(message, removed), AnswerJson.Readable.AnswerRemovedBackups, removed.Text);
        return ExitCodes.Done;
    }
}
