using System.CommandLine;
using SchoolBackup.Cli.Answers;
using SchoolBackup.Cli.Options;
using SchoolBackup.Cli.Progress;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Export;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Errors;

namespace SchoolBackup.Cli.Commands;

/// <summary><c>schoolbackup export</c>.</summary>
internal static class ExportCommand
{
    public static Command Build(Shell shell)
    {
        var settings = new SettingOptions();
        Argument<string> file = RunOptions.File();
        Option<string> to = new("--to") { HelpName = "OUT", Required = true, Description = "File to write; its name says as what: .sql, .sql.gz, .csv (one table), .zip (with a password), .json (of a backup of the School ERP)" };
        Option<string> table = new("--table") { HelpName = "NAME", Description = "The table of a CSV" };
        Option<string> database = new("--source-database") { HelpName = "NAME", Description = "Its database, in a backup that holds several" };
        Option<string> password = new("--zip-password-file") { HelpName = "FILE", Description = "Password of a ZIP, in a file that its owner alone may read [asked for on the terminal]" };
        Option<bool> force = RunOptions.Flag("--force", "Replace OUT, if it is there");
        var command = new Command("export", """
            Hands out a backup as what others open: plain or gzipped SQL, one table as CSV, or a ZIP for 7-Zip (AES-256).
            A backup of the School ERP becomes its JSON; another tool's dump is packed, unpacked or zipped.

            Examples:
              schoolbackup export backup_2026-11-21T02-00-00_school.sql.gz.enc --path /backups --to school.sql.gz
              schoolbackup export backup_2026-11-21T02-00-00_school.sql.gz --path /backups --table grades --to grades.csv
              schoolbackup export backup_2026-11-21T02-00-00_school.sql.gz --path /backups --to school.zip
            """)
        {
            file, to, table, database, password, force,
        };
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            BackupConfiguration configuration = settings.Resolve(parsed);
            using KeyRing keys = settings.Keys(parsed, configuration, PassphraseUse.Open, shell);
            ExportFormat format = ExportOptions.FormatOf(parsed.GetRequiredValue(to));
            return Run(shell, new ExportOptions
            {
                Backup = BackupFile.Find(
                    parsed.GetRequiredValue(file), configuration.Repositories, Environment.CurrentDirectory, keys, shell.Stop),
                To = parsed.GetRequiredValue(to),
                Format = format,
                Existing = parsed.GetValue(force) ? ExistingFile.Replace : ExistingFile.Keep,
                Table = parsed.GetValue(table),
                Database = parsed.GetValue(database),
                Password = format == ExportFormat.Zip || parsed.GetValue(password) is not null
                    ? Password(shell, parsed.GetValue(password))
                    : null,
                Keys = keys,
            });
        });
        return command;
    }

    private static int Run(Shell shell, ExportOptions options)
    {
        ExportResult result;
        using (ProgressDisplay progress = shell.ShowProgress())
            result = new ExportOperation(shell.Clock, progress).Run(options, shell.Stop);
        ExportedBackup exported = ExportedBackup.From(result);
        shell.Answer(
            new Answer<ExportedBackup>("Backup exported successfully", exported), AnswerJson.Readable.AnswerExportedBackup, exported.Text);
        return ExitCodes.Done;
    }

    private static string Password(Shell shell, string? file)
    {
        if (file is not null) return KeyFile.ReadPassword(file);
        if (!shell.CanAsk)
            throw new BackupException(
                BackupError.InvalidOption, "a ZIP needs a password, and nobody is here to type it", "name a file by --zip-password-file");
        string words = shell.AskSecret("Password of the ZIP: ");
        return shell.AskSecret("The same again: ") == words
            ? words
            : throw new BackupException(BackupError.InvalidOption, "the two passwords differ", "run it again");
    }
}
