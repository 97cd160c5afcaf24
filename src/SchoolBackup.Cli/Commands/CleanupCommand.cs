using System.CommandLine;
using SchoolBackup.Cli.Answers;
using SchoolBackup.Cli.Options;
using SchoolBackup.Cli.Progress;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Retention;

namespace SchoolBackup.Cli.Commands;

/// <summary><c>schoolbackup cleanup</c>.</summary>
internal static class CleanupCommand
{
    public static Command Build(Shell shell)
    {
        var settings = new SettingOptions();
        var retention = new RetentionOptions();
        Option<bool> whatIf = RunOptions.Flag("--what-if", "Say what would go and why, and remove nothing");
        Option<bool> yes = RunOptions.Flag("--yes", "Accepted for the sake of scripts; nothing is asked here");
        Option<int> wait = RunOptions.Wait();
        var command = new Command("cleanup", """
            Removes old backups, and gives a reason for each that stays or goes. The newest verified backup of a database always stays,
            and nothing goes while the newest one is invalid.

            Examples:
              schoolbackup cleanup --path /backups --retention-days 30 --what-if
              schoolbackup cleanup --path /backups --external-path /mnt/vault --retention-days 30 --external-retention-days 2555
              schoolbackup cleanup --path /backups --keep-daily 7 --keep-weekly 4 --keep-monthly 12
            """)
        {
            whatIf, yes, wait,
        };
        retention.AddTo(command);
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            BackupConfiguration configuration = settings.Resolve(parsed, retention.Settings(parsed));
            return Run(shell, new CleanupOptions
            {
                Places = configuration.Repositories,
                Policy = configuration.Retention(retention.Asked(parsed)),
                ExternalPolicy = configuration.ExternalRetention(retention.Asked(parsed)),
                Mode = parsed.GetValue(whatIf) ? CleanupMode.WhatIf : CleanupMode.Remove,
                LockTimeout = TimeSpan.FromSeconds(parsed.GetValue(wait)),
            });
        });
        return command;
    }

    private static int Run(Shell shell, CleanupOptions options)
    {
        IReadOnlyList<CleanupDecision> decisions;
        using (ProgressDisplay progress = shell.ShowProgress())
            decisions = new CleanupOperation(shell.Clock, progress).Run(options, shell.Stop);
        CleanedRepository cleaned = CleanedRepository.From(decisions, options.Mode);
        string message = options.Mode == CleanupMode.WhatIf ? "Nothing was removed" : "Old backups cleaned up successfully";
        shell.Answer(new Answer<CleanedRepository>(message, cleaned), AnswerJson.Readable.AnswerCleanedRepository, cleaned.Text);
        return ExitCodes.Done;
    }
}
