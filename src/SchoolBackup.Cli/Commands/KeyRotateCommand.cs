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

/// <summary><c>schoolbackup key rotate</c>.</summary>
internal static class KeyRotateCommand
{
    public static Command Build(Shell shell)
    {
        var settings = new SettingOptions();
        Option<string> newKey = new("--new-key-file") { HelpName = "FILE", Description = "The key that shall open the backups" };
        Option<string> newPassphrase = new("--new-passphrase-file") { HelpName = "FILE", Description = "A passphrase instead" };
        Option<bool> removeOld = RunOptions.Flag(
            "--remove-old", "From now on the new key alone opens them; without this, the old one does, too");
        Option<bool> whatIf = RunOptions.Flag("--what-if", "Say what would be rotated, and write nothing");
        Option<int> wait = RunOptions.Wait();
        var command = new Command("rotate", """
            Gives every encrypted backup of the repository (and of --external-path) another key. The data stay encrypted as they are: only the
            key blocks are written, each in one step that a power cut cannot break. Run it again to go on where it was interrupted.

            Examples:
              schoolbackup key rotate --path /backups --key-file OLD --new-key-file NEW
              schoolbackup key rotate --path /backups --key-file OLD --new-key-file NEW --remove-old
            """)
        {
            newKey, newPassphrase, removeOld, whatIf, wait,
        };
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            BackupConfiguration configuration = settings.Resolve(parsed);
            using KeyRing keys = settings.Keys(parsed, configuration, PassphraseUse.Open, shell);
            using MasterKey next = NewKey(parsed.GetValue(newKey), parsed.GetValue(newPassphrase));
            return Run(shell, new RotationOptions
            {
                Places = configuration.Repositories,
                Keys = keys,
                NewKey = next,
                OldKeys = parsed.GetValue(removeOld) ? OldKeys.Remove : OldKeys.Keep,
                Mode = parsed.GetValue(whatIf) ? RotationMode.WhatIf : RotationMode.Rotate,
                LockTimeout = TimeSpan.FromSeconds(parsed.GetValue(wait)),
            });
        });
        return command;
    }

    private static MasterKey NewKey(string? keyFile, string? passphraseFile) => (keyFile, passphraseFile) switch
    {
        ({ } file, null) => KeyFile.ReadKey(file),
        (null, { } file) => KeyFile.ReadPassphrase(file),
        _ => throw new BackupException(
            BackupError.InvalidOption, "a rotation needs one new key", "say --new-key-file FILE, or --new-passphrase-file FILE"),
    };

    private static int Run(Shell shell, RotationOptions options)
    {
        IReadOnlyList<RotatedBackup> backups;
        using (ProgressDisplay progress = shell.ShowProgress())
            backups = new RotationOperation(shell.Clock, progress).Run(options, shell.Stop);
        RotatedKeys rotated = RotatedKeys.From(backups, options);
        string message = options.Mode == RotationMode.WhatIf ? "Nothing was changed" : "Keys rotated successfully";
        shell.Answer(new Answer<RotatedKeys>(message, rotated), AnswerJson.Readable.AnswerRotatedKeys, rotated.Text);
        return ExitCodes.Done;
    }
}
