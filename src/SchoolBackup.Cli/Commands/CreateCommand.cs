using System.CommandLine;
using SchoolBackup.Cli.Answers;
using SchoolBackup.Cli.Options;
using SchoolBackup.Cli.Progress;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.History;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;

namespace SchoolBackup.Cli.Commands;

/// <summary><c>schoolbackup create</c>.</summary>
internal static class CreateCommand
{
    public static Command Build(Shell shell)
    {
        var settings = new SettingOptions();
        Option<string[]> databases = RunOptions.Names("--database", "NAME", "Database to back up; several make one file, of one moment [DB_NAME]");
        Option<string[]> tables = RunOptions.Names("--table", "PATTERN", "Only these tables; * and ? are wildcards");
        Option<string[]> excluded = RunOptions.Names("--exclude-table", "PATTERN", "All but these tables");
        Option<string[]> structure = RunOptions.Names("--structure-only", "PATTERN", "Of these tables the definition without rows");
        Option<bool> partial = RunOptions.Flag("--allow-partial", "Leave out what the account cannot see, and say so in the backup, instead of failing");
        Option<bool> plain = RunOptions.Flag("--no-compression", "Write .sql instead of .sql.gz");
        Option<string> format = RunOptions.Choice("--format", "sql", ["sql", "json"], "sql: everything, as an archive that any client restores; json: the rows alone, in the School ERP's encrypted format");
        Option<bool> unencrypted = RunOptions.Flag("--no-encryption", "Do not encrypt the backup, though there is a key");
        Option<string> history = new("--record-history")
        {
            HelpName = "manual|scheduled",
            Arity = ArgumentArity.ZeroOrOne,
            Description = "Add a row to the server's table schoolbackup.history, which is made when it is not there: as a manual run, or as a scheduled one [default: manual]",
        };
        history.AcceptOnlyFromAmong("manual", "scheduled");
        Option<int?> parallel = RunOptions.Parallel();
        var command = new Command("create", """
            Backs up one or several databases into one file.

            Examples:
              schoolbackup create --database school --path /backups
              schoolbackup create --database school --exclude-table 'cache_*' --external-path /mnt/nas --json
              schoolbackup create --database school --key-file /etc/schoolbackup/key
              schoolbackup create --database school --format json
              schoolbackup create --database school --record-history scheduled
            """)
        {
            databases, tables, excluded, structure, partial, plain, format, unencrypted, history, parallel,
        };
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            BackupConfiguration configuration = settings.Resolve(parsed);
            using KeyRing keys = parsed.GetValue(unencrypted) ? KeyRing.Empty : settings.Keys(parsed, configuration, PassphraseUse.Encrypt, shell);
            var options = new BackupOptions
            {
                Databases = Databases(parsed.GetRequiredValue(databases), configuration),
                Connection = LogIn.Connection(configuration, shell),
                Path = configuration.Path,
                ExternalPath = configuration.ExternalPath,
                Selection = new DumpSelection
                {
                    Tables = parsed.GetRequiredValue(tables),
                    ExcludeTables = parsed.GetRequiredValue(excluded),
                    StructureOnly = parsed.GetRequiredValue(structure),
                },
                Container = parsed.GetValue(format) == "json" ? BackupContainer.SchoolErp
                    : configuration.Compression && !parsed.GetValue(plain) ? BackupContainer.Gzip : BackupContainer.Sql,
                Key = keys.Current,
                History = TypeOf(parsed, history),
                BlindSpots = parsed.GetValue(partial) ? BlindSpots.Allow : BlindSpots.Refuse,
            };
            return Run(shell, parsed.GetValue(parallel) is { } readers ? options with { Readers = readers } : options);
        });
        return command;
    }

    private static int Run(Shell shell, BackupOptions options)
    {
        BackupResult result;
        using (ProgressDisplay progress = shell.ShowProgress())
            result = new BackupOperation(shell.Clock, progress).Run(options, shell.Stop);
        CreatedBackup created = CreatedBackup.From(result);
        shell.WarnWhereQuiet([.. created.Warnings, .. created.Omitted.Select(omitted => "not in the backup: " + omitted)]);
        shell.Answer(new Answer<CreatedBackup>("Backup created successfully", created), AnswerJson.Readable.AnswerCreatedBackup, created.Text);
        return ExitCodes.Done;
    }

    private static RunType? TypeOf(ParseResult parsed, Option<string> history) =>
        parsed.GetResult(history) is null ? null : parsed.GetValue(history) == "scheduled" ? RunType.Scheduled : RunType.Manual;

    private static string[] Databases(string[] named, BackupConfiguration configuration) =>
        named.Length > 0 ? [.. named.Distinct(StringComparer.Ordinal)]
        : configuration.Database is { } database ? [database]
        : throw new BackupException(BackupError.InvalidOption, "no database is named", "name it by --database, DB_NAME or DATABASE_URL");
}
