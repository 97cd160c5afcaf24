using System.CommandLine;
using SchoolBackup.Cli.Answers;
using SchoolBackup.Cli.Options;
using SchoolBackup.Cli.Progress;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Storage;

namespace SchoolBackup.Cli.Commands;

/// <summary><c>schoolbackup verify</c>.</summary>
internal static class VerifyCommand
{
    public static Command Build(Shell shell)
    {
        var settings = new SettingOptions();
        Argument<string[]> files = RunOptions.Files();
        Option<VerifyLevel> level = new("--level")
        {
            HelpName = "LEVEL",
            Description =
                "checksum: every byte; content: every chunk decoded and counted; restore: restored into a scratch database and compared",
            DefaultValueFactory = _ => VerifyLevel.Content,
        };
        level.AcceptOnlyFromAmong([.. Enum.GetValues<VerifyLevel>().Select(VerifiedBackup.Word)]);
        Option<int?> parallel = RunOptions.Parallel();
        var command = new Command("verify", """
            Checks that backups are whole. Exit code 3 says that one is not.

            Examples:
              schoolbackup verify backup_2026-11-21T02-00-00_school.sql.gz --path /backups
              schoolbackup verify latest --path /backups --quiet
              schoolbackup verify '*_school*' --path /backups
              schoolbackup verify /mnt/usb/school.sql.gz --level restore --user root
            """)
        {
            files, level, parallel,
        };
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            BackupConfiguration configuration = settings.Resolve(parsed);
            using KeyRing keys = settings.Keys(parsed, configuration, PassphraseUse.Open, shell);
            string[] named = parsed.GetRequiredValue(files);
            BackupRef[] found =
            [
                .. named.SelectMany(file => BackupFile.All(file, configuration.Repositories, Environment.CurrentDirectory, keys, shell.Stop)).DistinctBy(file => file.Address, StringComparer.Ordinal),
            ];
            var options = new VerifyOptions
            {
                Backup = found[0],
                Level = parsed.GetValue(level),
                Keys = keys,
                Connection = parsed.GetValue(level) == VerifyLevel.Restore ? LogIn.Connection(configuration, shell) : null,
            };
            if (parsed.GetValue(parallel) is { } loaders) options = options with { Loaders = loaders };
            return named is [var only] && !RunOptions.IsPattern(only) ? Run(shell, options) : RunEach(shell, options, found);
        });
        return command;
    }

    private static int Run(Shell shell, VerifyOptions options)
    {
        VerifiedBackup verified = Verify(shell, options);
        shell.Answer(new Answer<VerifiedBackup>(null, verified), AnswerJson.Readable.AnswerVerifiedBackup, verified.Text);
        return verified.Valid is false ? ExitCodes.Invalid : ExitCodes.Done;
    }

    private static int RunEach(Shell shell, VerifyOptions options, BackupRef[] files)
    {
        IReadOnlyList<VerifiedBackup> verified = InTurn.Run(
            files,
            file =>
            {
                VerifiedBackup one = Verify(shell, options with { Backup = file });
                shell.Tell(one.Text);
                return one;
            },
            "backups could not be verified",
            one => $"{one.Filename} ({one.Valid switch { true => "valid", false => "INVALID", null => "not checked" }})");
        shell.AnswerPrograms(
            new Answer<IReadOnlyList<VerifiedBackup>>(null, verified, new AnswerMeta(verified.Count)),
            AnswerJson.Readable.AnswerIReadOnlyListVerifiedBackup);
        return verified.Any(one => one.Valid is false) ? ExitCodes.Invalid : ExitCodes.Done;
    }

    private static VerifiedBackup Verify(Shell shell, VerifyOptions options)
    {
        VerifyResult result;
        using (ProgressDisplay progress = shell.ShowProgress())
            result = new VerifyOperation(shell.Clock, progress).Run(options, shell.Stop);
        VerifiedBackup verified = VerifiedBackup.From(result);
        shell.WarnWhereQuiet([.. verified.Problems.Select(problem => $"{verified.Filename} is not valid: {problem}"), .. verified.Remarks]);
        return verified;
    }
}
