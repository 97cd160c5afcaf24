using System.CommandLine;
using SchoolBackup.Cli.Answers;
using SchoolBackup.Cli.Options;
using SchoolBackup.Cli.Progress;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Formatting;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Errors;

namespace SchoolBackup.Cli.Commands;

/// <summary><c>schoolbackup copy</c>.</summary>
internal static class CopyCommand
{
    private sealed record Form
    {
        public Argument<string[]> Files { get; } = RunOptions.FilesOrAll();

        public Option<string[]> To { get; } = RunOptions.Names("--to", "PLACE", "Folder, s3://BUCKET/PREFIX or other place that gets the copies");

        public Option<bool> Mirror { get; } = RunOptions.Flag("--mirror", "Bring every --external-path up to date, from whichever place has what it lacks");

        public Option<long?> BytesPerSecond { get; } = new("--bytes-per-second") { HelpName = "N", Description = "Send no more than this, of all files together" };

        public Option<int?> Parallel { get; } = RunOptions.Parallel("Files on their way at the same time");

        public Option<bool> WhatIf { get; } = RunOptions.Flag("--what-if", "Say what would be copied, and copy nothing");

        public Option<int> Wait { get; } = RunOptions.Wait();

        public Option<int> PlaceTimeout { get; } = RunOptions.PlaceTimeout();

        public SettingOptions Settings { get; } = new();
    }

    public static Command Build(Shell shell)
    {
        var form = new Form();
        form.BytesPerSecond.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out long bytes) && bytes > 0))
                result.AddError($"--bytes-per-second is '{text}', but must be a number of bytes");
        });
        var command = new Command("copy", """
            Copies backups to other places: only what is missing there, and each copy is read back. Without a name, all of the repository.

            Examples:
              schoolbackup copy latest:school --path /backups --to /mnt/usb
              schoolbackup copy --path /backups --to 's3://school-backups/main' --bytes-per-second 2000000
              schoolbackup copy --mirror --path /backups --external-path /mnt/nas --external-path s3://school-backups
            """)
        {
            form.Files, form.To, form.Mirror, form.BytesPerSecond, form.Parallel, form.WhatIf, form.Wait, form.PlaceTimeout,
        };
        form.Settings.AddTo(command);
        command.SetAction(parsed =>
        {
            BackupConfiguration configuration = form.Settings.Resolve(parsed);
            using KeyRing keys = form.Settings.Keys(parsed, configuration, use: null, shell);
            CopyOptions terms = Terms(parsed, form);
            Check(parsed, form, configuration);
            return parsed.GetValue(form.Mirror)
                ? Mirror(shell, configuration, terms)
                : Copy(shell, terms with { Backups = Chosen(parsed.GetRequiredValue(form.Files), configuration, keys, shell) });
        });
        return command;
    }

    private static void Check(ParseResult parsed, Form form, BackupConfiguration configuration)
    {
        bool mirrors = parsed.GetValue(form.Mirror);
        if (mirrors == (parsed.GetRequiredValue(form.To).Length > 0))
            throw new BackupException(BackupError.InvalidOption, "a copy needs --to or --mirror, one of them", "name the place that gets the copies by --to, or say --mirror to fill those of --external-path");
        if (mirrors && parsed.GetRequiredValue(form.Files).Length > 0)
            throw new BackupException(BackupError.InvalidOption, "--mirror copies whatever a place lacks, and single backups are named", "leave --mirror out, and name the place by --to");
        if (mirrors && configuration.ExternalPaths.Count == 0)
            throw new BackupException(BackupError.InvalidOption, "there is no other place to fill", "name it by --external-path or BACKUP_EXTERNAL_PATH");
    }

    private static CopyOptions Terms(ParseResult parsed, Form form)
    {
        var terms = new CopyOptions
        {
            Backups = [],
            Destinations = [.. parsed.GetRequiredValue(form.To).Select(place => Places.At(Places.Absolute(place, Environment.CurrentDirectory)))],
            BytesPerSecond = parsed.GetValue(form.BytesPerSecond),
            LockTimeout = TimeSpan.FromSeconds(parsed.GetValue(form.Wait)),
            PlaceTimeout = TimeSpan.FromSeconds(parsed.GetValue(form.PlaceTimeout)),
            Mode = parsed.GetValue(form.WhatIf) ? CopyMode.WhatIf : CopyMode.Copy,
        };
        return parsed.GetValue(form.Parallel) is { } files ? terms with { Parallel = files } : terms;
    }

    private static IReadOnlyList<CatalogueEntry> Chosen(string[] files, BackupConfiguration configuration, KeyRing keys, Shell shell) => files.Length == 0
        ? Catalogue.List(configuration.Repositories, keys, shell.Stop)
        :
        [
            .. files.SelectMany(file => BackupFile.All(file, configuration.Repositories, Environment.CurrentDirectory, keys, shell.Stop))
                .DistinctBy(file => file.Address, StringComparer.Ordinal)
                .Select(file => Catalogue.At(file, [file.Repository], keys, shell.Stop)),
        ];

    private static int Copy(Shell shell, CopyOptions options)
    {
        IReadOnlyList<CopyResult> results;
        using (ProgressDisplay progress = shell.ShowProgress())
            results = new CopyOperation(shell.Clock, progress).Run(options, shell.Stop);
        Refuse(results, []);
        var copied = CopiedBackups.From(results, options.Mode);
        shell.Answer(new Answer<CopiedBackups>(Message(options.Mode), copied), AnswerJson.Readable.AnswerCopiedBackups, copied.Text);
        return ExitCodes.Done;
    }

    private static int Mirror(Shell shell, BackupConfiguration configuration, CopyOptions terms)
    {
        IReadOnlyList<MirroredPlace> places;
        using (ProgressDisplay progress = shell.ShowProgress())
            places = new MirrorOperation(shell.Clock, progress).Run(configuration.Repositories, terms, shell.Stop);
        Refuse([.. places.SelectMany(place => place.Copies)], [.. places.Select(place => place.Problem).OfType<BackupException>()]);
        var mirrored = new MirroredPlaces([.. places.Select(MirroredLocation.From)], terms.Mode == CopyMode.WhatIf);
        shell.Answer(new Answer<MirroredPlaces>(Message(terms.Mode), mirrored), AnswerJson.Readable.AnswerMirroredPlaces, mirrored.Text);
        return ExitCodes.Done;
    }

    /// <exception cref="BackupException">Some failed; the message names them, and how many were copied all the same.</exception>
    private static void Refuse(IReadOnlyList<CopyResult> results, IReadOnlyList<BackupException> problems)
    {
        BackupException[] failures = [.. problems, .. results.Select(result => result.Failure).OfType<BackupException>()];
        if (failures.Length == 0) return;
        int copied = results.Count(result => result.Outcome == CopyOutcome.Copied);
        throw new BackupException(
            failures[0].Code,
            $"{string.Join("; ", failures.Select(failure => failure.Message).Distinct(StringComparer.Ordinal))}; {Figures.Count(copied, "other backup")} copied",
            failures[0].Hint,
            failures[0]);
    }

    private static string Message(CopyMode mode) => mode == CopyMode.WhatIf ? "Nothing was copied" : "Backups copied successfully";
}
