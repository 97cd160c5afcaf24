using System.CommandLine;
using SchoolBackup.Cli.Answers;
using SchoolBackup.Cli.Options;
using SchoolBackup.Cli.Progress;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;

namespace SchoolBackup.Cli.Commands;

/// <summary><c>schoolbackup verify</c>.</summary>
internal static class VerifyCommand
{
    public static Command Build(Shell shell)
    {
        var settings = new SettingOptions();
        Argument<string> file = RunOptions.File();
        Option<VerifyLevel> level = new("--level")
        {
            HelpName = "LEVEL",
            Description = "checksum: every byte; content: every chunk decoded and counted; restore: restored into a scratch database and compared",
            DefaultValueFactory = _ => VerifyLevel.Content,
        };
        level.AcceptOnlyFromAmong([.. Enum.GetValues<VerifyLevel>().Select(VerifiedBackup.Word)]);
        Option<int?> parallel = RunOptions.Parallel();
        var command = new Command("verify", """
            Checks that a backup is whole. Exit code 3 says that it is not.

            Examples:
              schoolbackup verify backup_2026-11-21T02-00-00_school.sql.gz --path /backups
              schoolbackup verify latest --path /backups --quiet
              schoolbackup verify /mnt/usb/school.sql.gz --level restore --user root
            """)
        {
            file, level, parallel,
        };
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            BackupConfiguration configuration = settings.Resolve(parsed);
            using KeyRing keys = settings.Keys(parsed, configuration, PassphraseUse.Open, shell);
            var options = new VerifyOptions
            {
                File = BackupFile.Find(parsed.GetRequiredValue(file), configuration.Path, configuration.ExternalPath, Environment.CurrentDirectory, keys),
                Level = parsed.GetValue(level),
                Keys = keys,
                Connection = parsed.GetValue(level) == VerifyLevel.Restore ? LogIn.Connection(configuration, shell) : null,
            };
            return Run(shell, parsed.GetValue(parallel) is { } loaders ? options with { Loaders = loaders } : options);
        });
        return command;
    }

    private static int Run(Shell shell, VerifyOptions options)
    {
        VerifyResult result;
        using (ProgressDisplay progress = shell.ShowProgress())
            result = new VerifyOperation(shell.Clock, progress).Run(options, shell.Stop);
        VerifiedBackup verified = VerifiedBackup.From(result);
        shell.WarnWhereQuiet([.. verified.Problems.Select(problem => $"{verified.Filename} is not valid: {problem}"), .. verified.Remarks]);
        shell.Answer(new Answer<VerifiedBackup>(null, verified), AnswerJson.Readable.AnswerVerifiedBackup, verified.Text);
        return verified.Valid is false ? ExitCodes.Invalid : ExitCodes.Done;
    }
}
