using System.Globalization;
using System.CommandLine;
using SchoolBackup.Engine.Operations;

namespace SchoolBackup.Cli.Options;

/// <summary>Makes the options that several commands have in the same form.</summary>
internal static class RunOptions
{
    private const string WhatFileIs = "A path, or the name of a backup in --path or --external-path, or the first 8 or more digits of its id; latest, or latest:DATABASE, is the newest; * and ? are wildcards";

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    public static Option<string[]> Names(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description + " (may be repeated)", DefaultValueFactory = _ => [] };

    /// <summary>One of a few words.</summary>
    public static Option<string> Choice(string name, string standard, string[] words, string description)
    {
        var option = new Option<string>(name) { HelpName = string.Join('|', words), Description = description, DefaultValueFactory = _ => standard };
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    /// <summary><c>--parallel</c>: null for the engine's own choice.</summary>
    public static Option<int?> Parallel(string what = "Connections that work at the same time")
    {
        var option = new Option<int?>("--parallel") { HelpName = "N", Description = what + ", 1 to 16" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && (!int.TryParse(text, CultureInfo.InvariantCulture, out int number) || number is < 1 or > 16))
                result.AddError($"--parallel is '{text}', but must be a number from 1 to 16");
        });
        return option;
    }

    /// <summary><c>--wait</c>: how long a run of another process is waited for, which holds the repository.</summary>
    public static Option<int> Wait()
    {
        var option = new Option<int>("--wait") { HelpName = "SECONDS", Description = "Wait so long for another run that writes to the same folder, instead of failing at once" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && (!int.TryParse(text, CultureInfo.InvariantCulture, out int seconds) || seconds < 0))
                result.AddError($"--wait is '{text}', but must be a number of seconds");
        });
        return option;
    }

    /// <summary><c>--place-timeout</c>: how long one place may take for one step.</summary>
    public static Option<int> PlaceTimeout()
    {
        int standard = (int)BackupOptions.UsualPlaceTimeout.TotalSeconds;
        var option = new Option<int>("--place-timeout")
        {
            HelpName = "SECONDS",
            Description = Invariant($"Give up a place that has not taken the next block for so long [default: {standard}]"),
            DefaultValueFactory = _ => standard,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && (!int.TryParse(text, CultureInfo.InvariantCulture, out int seconds) || seconds < 1))
                result.AddError($"--place-timeout is '{text}', but must be a number of seconds");
        });
        return option;
    }

    /// <summary>Whether a text may mean several names.</summary>
    public static bool IsPattern(string text) => text.AsSpan().ContainsAny('*', '?');

    public static Argument<string> File() => new("FILE") { Description = WhatFileIs };

    /// <summary>Files, or none for all of them.</summary>
    public static Argument<string[]> FilesOrAll() => new("FILE") { Arity = ArgumentArity.ZeroOrMore, Description = WhatFileIs };

    /// <summary>One file or more.</summary>
    public static Argument<string[]> Files() => new("FILE") { Arity = ArgumentArity.OneOrMore, Description = WhatFileIs };
}
