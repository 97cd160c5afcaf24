using System.CommandLine;
using System.IO.Enumeration;
using SchoolBackup.Cli.Answers;
using SchoolBackup.Cli.Options;
using SchoolBackup.Cli.Progress;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.History;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Errors;
using SchoolBackup.MySql;
using SchoolBackup.Storage;

namespace SchoolBackup.Cli.Commands;

/// <summary><c>schoolbackup create</c>.</summary>
internal static class CreateCommand
{
    private sealed record Form
    {
        public Option<string[]> Databases { get; } =
            RunOptions.Names("--database", "NAME", "Database to back up; * and ? are wildcards, and several make a file each [DB_NAME]");

        public Option<bool> All { get; } = RunOptions.Flag(
            "--all-databases", "Every database that the account can see, but for the server's own");

        public Option<bool> Together { get; } = RunOptions.Flag("--together", "Put several databases into one file, of one moment");

        public Option<string[]> Tables { get; } = RunOptions.Names("--table", "PATTERN", "Only these tables; * and ? are wildcards");

        public Option<string[]> Excluded { get; } = RunOptions.Names("--exclude-table", "PATTERN", "All but these tables");

        public Option<string[]> Structure { get; } = RunOptions.Names(
            "--structure-only", "PATTERN", "Of these tables the definition without rows");

        public Option<bool> Partial { get; } =
            RunOptions.Flag("--allow-partial", "Leave out what the account cannot see, and say so in the backup, instead of failing");

        public Option<bool> Plain { get; } = RunOptions.Flag("--no-compression", "Write .sql instead of .sql.gz");

        public Option<string> Format { get; } = RunOptions.Choice(
            "--format",
            "sql",
            ["sql", "json"],
            "sql: everything, as an archive that any client restores; json: the rows alone, in the School ERP's encrypted format");

        public Option<bool> Unencrypted { get; } = RunOptions.Flag("--no-encryption", "Do not encrypt the backup, though there is a key");

        public Option<string> History { get; } = RecordHistory();

        public Option<int?> Parallel { get; } = RunOptions.Parallel();

        public Option<int> Wait { get; } = RunOptions.Wait();

        public Option<int> PlaceTimeout { get; } = RunOptions.PlaceTimeout();

        public SettingOptions Settings { get; } = new();
    }

    public static Command Build(Shell shell)
    {
        var form = new Form();
        var command = new Command("create", """
            Backs up databases, each into one file. One that fails is an error, and the next is backed up all the same.

            Examples:
              schoolbackup create --database school --path /backups
              schoolbackup create --all-databases --path /backups
              schoolbackup create --database school --database library --together
              schoolbackup create --database school --exclude-table 'cache_*' --external-path /mnt/nas --json
              schoolbackup create --database school --key-file /etc/schoolbackup/key
              schoolbackup create --database school --format json
              schoolbackup create --database school --record-history scheduled
            """)
        {
            form.Databases, form.All, form.Together, form.Tables, form.Excluded, form.Structure, form.Partial, form.Plain, form.Format,
            form.Unencrypted, form.History, form.Parallel, form.Wait, form.PlaceTimeout,
        };
        form.Settings.AddTo(command);
        command.SetAction(parsed =>
        {
            BackupConfiguration configuration = form.Settings.Resolve(parsed);
            using KeyRing keys = parsed.GetValue(form.Unencrypted)
                ? KeyRing.Empty
                : form.Settings.Keys(parsed, configuration, PassphraseUse.Encrypt, shell);
            ConnectionOptions connection = LogIn.Connection(configuration, shell);
            string[] named = Named(parsed.GetRequiredValue(form.Databases), parsed.GetValue(form.All), configuration);
            BackupOptions options =
                Options(parsed, form, configuration, connection) with { Databases = Meant(named, connection, shell), Key = keys.Current };
            return parsed.GetValue(form.Together) || (named is [var only] && !RunOptions.IsPattern(only))
                ? Run(shell, options)
                : RunEach(shell, options);
        });
        return command;
    }

    private static Option<string> RecordHistory()
    {
        Option<string> history = new("--record-history")
        {
            HelpName = "manual|scheduled",
            Arity = ArgumentArity.ZeroOrOne,
            Description = "Add a row to the server's table schoolbackup.history, which is made when it is not there: "
                + "as a manual run, or as a scheduled one [default: manual]",
        };
        history.AcceptOnlyFromAmong("manual", "scheduled");
        return history;
    }

    private static BackupOptions Options(ParseResult parsed, Form form, BackupConfiguration configuration, ConnectionOptions connection)
    {
        var options = new BackupOptions
        {
            Databases = [],
            Connection = connection,
            Repository = configuration.Repository,
            Copies = configuration.Copies,
            Selection = new DumpSelection
            {
                Tables = parsed.GetRequiredValue(form.Tables),
                ExcludeTables = parsed.GetRequiredValue(form.Excluded),
                StructureOnly = parsed.GetRequiredValue(form.Structure),
            },
            Container = parsed.GetValue(form.Format) == "json" ? BackupContainer.SchoolErp
                : configuration.Compression && !parsed.GetValue(form.Plain) ? BackupContainer.Gzip : BackupContainer.Sql,
            History = TypeOf(parsed, form.History),
            BlindSpots = parsed.GetValue(form.Partial) ? BlindSpots.Allow : BlindSpots.Refuse,
            LockTimeout = TimeSpan.FromSeconds(parsed.GetValue(form.Wait)),
            PlaceTimeout = TimeSpan.FromSeconds(parsed.GetValue(form.PlaceTimeout)),
        };
        return parsed.GetValue(form.Parallel) is { } readers ? options with { Readers = readers } : options;
    }

    private static int Run(Shell shell, BackupOptions options)
    {
        CreatedBackup created = Make(shell, options);
        shell.Answer(
            new Answer<CreatedBackup>("Backup created successfully", created), AnswerJson.Readable.AnswerCreatedBackup, created.Text);
        return ExitCodes.Done;
    }

    private static int RunEach(Shell shell, BackupOptions options)
    {
        IReadOnlyList<CreatedBackup> made = InTurn.Run(
            options.Databases,
            database =>
            {
                CreatedBackup created = Make(shell, options with { Databases = [database] });
                shell.Tell(created.Text);
                return created;
            },
            "databases could not be backed up",
            created => created.Path);
        shell.AnswerPrograms(
            new Answer<IReadOnlyList<CreatedBackup>>("Backups created successfully", made, new AnswerMeta(made.Count)),
            AnswerJson.Readable.AnswerIReadOnlyListCreatedBackup);
        return ExitCodes.Done;
    }

    private static CreatedBackup Make(Shell shell, BackupOptions options)
    {
        BackupResult result;
        using (ProgressDisplay progress = shell.ShowProgress())
            result = new BackupOperation(shell.Clock, progress).Run(options, shell.Stop);
        CreatedBackup created = CreatedBackup.From(result);
        shell.WarnWhereQuiet([.. created.Warnings, .. created.Omitted.Select(omitted => "not in the backup: " + omitted)]);
        return created;
    }

    private static RunType? TypeOf(ParseResult parsed, Option<string> history) =>
        parsed.GetResult(history) is null ? null : parsed.GetValue(history) == "scheduled" ? RunType.Scheduled : RunType.Manual;

    private static string[] Named(string[] named, bool areAll, BackupConfiguration configuration) =>
        (named, areAll, configuration.Database) switch
    {
        ([], true, _) => ["*"],
        (_, true, _) => throw new BackupException(
            BackupError.InvalidOption, "--all-databases and --database say different things", "leave one of them out"),
        ([_, ..], _, _) => named,
        (_, _, { } database) => [database],
        _ => throw new BackupException(
            BackupError.InvalidOption, "no database is named", "name it by --database, DB_NAME or DATABASE_URL, or say --all-databases"),
    };

    /// <summary>The databases that are named or fit a pattern; the server is asked only where there is one.</summary>
    private static string[] Meant(string[] named, ConnectionOptions connection, Shell shell) => named.Any(RunOptions.IsPattern)
        ? [.. ServerNames.Matching(named, pattern => name => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false), connection, shell.Stop)]
        : [.. named.Distinct(StringComparer.Ordinal)];
}
