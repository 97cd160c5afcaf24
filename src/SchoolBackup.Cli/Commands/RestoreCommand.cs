using System.CommandLine;
using SchoolBackup.Cli.Answers;
using SchoolBackup.Cli.Options;
using SchoolBackup.Cli.Progress;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;

namespace SchoolBackup.Cli.Commands;

/// <summary><c>schoolbackup restore</c>.</summary>
internal static class RestoreCommand
{
    private sealed record Form
    {
        public Argument<string> File { get; } = RunOptions.File();

        public Option<string> Target { get; } = new("--database") { HelpName = "NAME", Description = "Database to restore into [default: the one that was backed up]" };

        public Option<string> Source { get; } = new("--source-database") { HelpName = "NAME", Description = "Which database of a backup that holds several" };

        public Option<string[]> Tables { get; } = RunOptions.Names("--table", "PATTERN", "Only these tables; * and ? are wildcards");

        public Option<string> Mode { get; } = RunOptions.Choice("--mode", "swap", ["swap", "upsert"], "swap: loaded beside the live tables and swapped in; upsert: each row inserted, or updated where its key is, and nothing removed");

        public Option<bool> InPlace { get; } = RunOptions.Flag(
            "--in-place",
            "Drop the live tables and load them anew, for want of room or rights: if it fails midway, the safety backup is the way back");

        public Option<bool> KeepPrevious { get; } = RunOptions.Flag("--keep-previous", "Keep the replaced tables in a database beside");

        public Option<bool> NoSafety { get; } = RunOptions.Flag("--no-safety-backup", "Do not back up first what is about to be replaced");

        public Option<string[]> Definers { get; } =
            RunOptions.Names("--definer", "keep|strip|OLD=NEW", "Who owns views, routines, triggers and events: as backed up, whoever restores, or another account, such as app@localhost=app@%");

        public Option<int?> Parallel { get; } = RunOptions.Parallel();

        public Option<int> Wait { get; } = RunOptions.Wait();

        public Option<bool> WhatIf { get; } = RunOptions.Flag("--what-if", "Say what would be replaced, and change nothing");

        public Option<bool> Yes { get; } = RunOptions.Flag("--yes", "Do not ask; scripts need it");

        public SettingOptions Settings { get; } = new();
    }

    public static Command Build(Shell shell)
    {
        var form = new Form();
        var command = new Command("restore", """
            Restores a backup: loads it beside the live tables, checks it, and swaps it in by one statement.

            Examples:
              schoolbackup restore backup_2026-11-21T02-00-00_school.sql.gz --path /backups
              schoolbackup restore backup_2026-11-21T02-00-00_school.sql.gz --path /backups --database school_test --yes
              schoolbackup restore backup_2026-11-21T02-00-00_school.sql.gz --path /backups --table grades --keep-previous
              schoolbackup restore backup_2025-11-21T10-28-30_school.json.enc --path /backups --mode upsert
            """)
        {
            form.File, form.Target, form.Source, form.Tables, form.Mode, form.InPlace, form.KeepPrevious, form.NoSafety, form.Definers,
            form.Parallel, form.Wait, form.WhatIf, form.Yes,
        };
        form.Settings.AddTo(command);
        command.SetAction(parsed =>
        {
            BackupConfiguration configuration = form.Settings.Resolve(parsed);
            using KeyRing keys = form.Settings.Keys(parsed, configuration, PassphraseUse.Open, shell);
            RestoreOptions options = Options(parsed, form, configuration, keys, shell);
            if (parsed.GetValue(form.WhatIf)) return Preview(shell, options);
            Confirm(shell, options, parsed.GetValue(form.Yes) ? Consent.Given : Consent.Needed);
            return Run(shell, options);
        });
        return command;
    }

    private enum Consent
    {
        Needed,
        Given,
    }

    private static RestoreOptions Options(ParseResult parsed, Form form, BackupConfiguration configuration, KeyRing keys, Shell shell)
    {
        var options = new RestoreOptions
        {
            Backup = BackupFile.Find(
                parsed.GetRequiredValue(form.File), configuration.Repositories, Environment.CurrentDirectory, keys, shell.Stop),
            Keys = keys,
            Definers = DefinerPolicy.Parse(parsed.GetRequiredValue(form.Definers)),
            Connection = LogIn.Connection(configuration, shell),
            SourceDatabase = parsed.GetValue(form.Source),
            TargetDatabase = parsed.GetValue(form.Target),
            Tables = parsed.GetRequiredValue(form.Tables),
            Placement = PlacementOf(parsed, form),
            Replaced = parsed.GetValue(form.KeepPrevious) ? ReplacedTables.Keep : ReplacedTables.Drop,
            SafetyRepository = parsed.GetValue(form.NoSafety) ? null : configuration.Repository,
            LockTimeout = TimeSpan.FromSeconds(parsed.GetValue(form.Wait)),
        };
        return parsed.GetValue(form.Parallel) is { } loaders ? options with { Loaders = loaders } : options;
    }

    private static Placement PlacementOf(ParseResult parsed, Form form) =>
        (parsed.GetValue(form.Mode), parsed.GetValue(form.InPlace)) switch
    {
        ("upsert", false) => Placement.Upsert,
        ("upsert", true) => throw new BackupException(
            BackupError.InvalidOption, "--mode upsert drops nothing, and --in-place drops everything", "leave one of them out"),
        (_, true) => Placement.InPlace,
        _ => Placement.Swap,
    };

    private static int Preview(Shell shell, RestoreOptions options)
    {
        RestorePreview preview = Look(shell, options);
        shell.Answer(
            new Answer<RestoredBackup>("Nothing was changed", RestoredBackup.From(preview)),
            AnswerJson.Readable.AnswerRestoredBackup,
            _ => RestoredBackup.Text(preview, options));
        return ExitCodes.Done;
    }

    private static void Confirm(Shell shell, RestoreOptions options, Consent consent)
    {
        if (consent == Consent.Given) return;
        if (!shell.CanAsk)
            throw new BackupException(
                BackupError.NotConfirmed,
                "a restore changes live data, and nobody is here to confirm it",
                "look with --what-if, then say --yes");
        Console.Error.WriteLine(RestoredBackup.Text(Look(shell, options), options));
        if (shell.Ask("Type yes to go on: ") != "yes")
            throw new DeclinedException();
    }

    private static int Run(Shell shell, RestoreOptions options)
    {
        RestoreResult result;
        using (ProgressDisplay progress = shell.ShowProgress())
            result = new RestoreOperation(shell.Clock, progress).Run(options, shell.Stop);
        RestoredBackup restored = RestoredBackup.From(result);
        shell.WarnWhereQuiet(restored.Warnings);
        shell.Answer(
            new Answer<RestoredBackup>("Database restored successfully", restored),
            AnswerJson.Readable.AnswerRestoredBackup,
            restored.Text);
        return ExitCodes.Done;
    }

    private static RestorePreview Look(Shell shell, RestoreOptions options)
    {
        using ProgressDisplay progress = shell.ShowProgress();
        return new RestoreOperation(shell.Clock, progress).Preview(options, shell.Stop);
    }
}
