using System.CommandLine;
using SchoolBackup.Cli.Answers;
using SchoolBackup.Cli.Options;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Errors;

namespace SchoolBackup.Cli.Commands;

/// <summary><c>schoolbackup key new</c>.</summary>
internal static class KeyNewCommand
{
    public static Command Build(Shell shell)
    {
        Option<string> file = new("--key-file") { HelpName = "FILE", Description = "New file for the key, readable by its owner alone; a file that is there is never written over" };
        Option<bool> show = RunOptions.Flag(
            "--stdout", "Print the key instead, for a secret store: whoever sees the output can open the backups");
        var command = new Command("new", """
            Makes a random key. Keep a copy of it apart from the backups: what is encrypted with a lost key is lost.

            Example:
              schoolbackup key new --key-file /etc/schoolbackup/key
            """)
        {
            file, show,
        };
        command.SetAction(parsed => Run(shell, parsed.GetValue(file), parsed.GetValue(show)));
        return command;
    }

    private static int Run(Shell shell, string? file, bool show)
    {
        if (file is null == !show)
            throw new BackupException(
                BackupError.InvalidOption, "a new key goes either to a file or to standard output", "say --key-file FILE, or --stdout");
        using RawKey key = RawKey.NewRandom();
        if (file is not null) KeyFile.Write(key, file);
        var made = new NewKey(key.Id, file is null ? null : Path.GetFullPath(file), show ? new string(key.ToDigits()) : null);
        shell.Answer(new Answer<NewKey>("Key created successfully", made), AnswerJson.Readable.AnswerNewKey, made.Text);
        return ExitCodes.Done;
    }
}
