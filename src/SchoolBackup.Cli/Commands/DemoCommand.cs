using System.CommandLine;
using SchoolBackup.Cli.Demonstration;
using SchoolBackup.Cli.Options;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Demo;
using SchoolBackup.Errors;

namespace SchoolBackup.Cli.Commands;

/// <summary><c>schoolbackup demo</c>.</summary>
internal static class DemoCommand
{
    public static Command Build(Shell shell)
    {
        Option<double> scale = new("--scale")
        {
            HelpName = "N",
            Description = "Size of the sample school; 1 is 12,000 students and about 1.45 GB as SQL",
            DefaultValueFactory = _ => 0.02,
        };
        scale.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.GetValueOrDefault<double>() is > 0 and <= 100) return;
            result.AddError("--scale must be a number above 0, and 100 at most");
        });
        Option<bool> keep = RunOptions.Flag("--keep", "Keep the folder with the backups that it makes");
        var command = new Command("demo", """
            Tells the whole story on a throwaway MariaDB server of its own: a sample school is backed up, verified, lost, restored and compared.
            It needs mariadb-server installed, touches no other server, and leaves nothing behind.

            Example:
              schoolbackup demo
            """)
        {
            scale, keep,
        };
        command.SetAction(parsed =>
        {
            if (!shell.IsForPeople)
                throw new BackupException(
                    BackupError.InvalidOption, "demo has no JSON answer", "leave --json out: the demo is a story for people");
            return Run(shell, parsed.GetValue(scale), parsed.GetValue(keep) ? Leftovers.Keep : Leftovers.Remove);
        });
        return command;
    }

    private static int Run(Shell shell, double scale, Leftovers leftovers)
    {
        try
        {
            using DemoStage stage = DemoStage.Set(leftovers);
            new DemoStory(shell, stage).Tell(scale);
            return ExitCodes.Done;
        }
        catch (ServerProgramsMissingException missing)
        {
            throw new BackupException(BackupError.NotSupported, "the demo needs a MariaDB server to start", missing.Message, missing);
        }
        catch (SqlFailedException failure) when (shell.Stop.IsCancellationRequested)
        {
            // Ctrl+C reaches the mariadb client, too, which then fails.
            throw new OperationCanceledException("cancelled", failure, shell.Stop);
        }
    }
}
