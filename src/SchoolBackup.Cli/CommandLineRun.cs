using System.CommandLine;
using SchoolBackup.Cli.Commands;
using SchoolBackup.Cli.Options;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Errors;

namespace SchoolBackup.Cli;

/// <summary>One run of the program: arguments in, exit code out, every error on its way turned into words or a document.</summary>
internal static class CommandLineRun
{
    public static int Run(string[] args)
    {
        using var interruption = new Interruption();
        // The arguments may be wrong, and a script that asked for JSON shall read even that as JSON.
        AnswerForm form = args.Contains("--json", StringComparer.Ordinal) ? AnswerForm.Json
            : args.Contains("--quiet", StringComparer.Ordinal) ? AnswerForm.Quiet : AnswerForm.Text;
        return Run(args, new Shell(form, interruption.Token));
    }

    /// <summary>Runs one command line in a shell that is there already.</summary>
    public static int Run(IReadOnlyList<string> args, Shell shell)
    {
        return Answered(args, shell, () =>
        {
            ParseResult parsed = Parse(args, shell);
            if (!IsBare(parsed) || !shell.IsForPeople) return Invoke(parsed);
            // Who says nothing wants to know what there is to say; a script that says nothing made a mistake.
            Invoke(Parse([.. args, "--help"], shell));
            return ExitCodes.Usage;
        });
    }

    /// <summary>Turns whatever a run throws into words or a document, and an exit code.</summary>
    internal static int Answered(IReadOnlyList<string> args, Shell shell, Func<int> run)
    {
        try
        {
            return run();
        }
        catch (BackupException failure)
        {
            shell.Fail(failure.Code.ToString(), failure.Message, failure.Hint);
            return ExitCodes.For(failure.Code);
        }
        catch (OperationCanceledException) when (shell.Stop.IsCancellationRequested)
        {
            shell.Fail("Cancelled", "cancelled; nothing half-done was left behind", "run again when it suits");
            return ExitCodes.Cancelled;
        }
        catch (DeclinedException declined)
        {
            shell.Fail("Cancelled", declined.Message, "type yes to go on");
            return ExitCodes.Cancelled;
        }
        catch (Exception fault)
        {
            BackupException failure = FaultReport.Of(fault, ["schoolbackup", .. args]);
            shell.Fail(failure.Code.ToString(), failure.Message, failure.Hint);
            return ExitCodes.For(failure.Code);
        }
    }

    private static ParseResult Parse(IReadOnlyList<string> args, Shell shell) =>
        CommandTree.Build(shell).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>Whether a command is named that only has others below it, and nothing else is wrong.</summary>
    private static bool IsBare(ParseResult parsed) => IsFault(parsed) && parsed.UnmatchedTokens.Count == 0
        && parsed.CommandResult.Command is { Subcommands.Count: > 0, Action: null };

    private static bool IsFault(ParseResult parsed) =>
        parsed.Errors.Count > 0 && parsed.Action is null or System.CommandLine.Invocation.ParseErrorAction;

    private static int Invoke(ParseResult parsed)
    {
        if (IsFault(parsed))
        {
            string command = string.Join(' ', parsed.CommandResult.Command.Parents.OfType<Command>().Reverse().Append(parsed.CommandResult.Command).Select(part => part.Name));
            throw new BackupException(
                BackupError.InvalidOption,
                string.Join("; ", parsed.Errors.Select(error => error.Message.TrimEnd('.'))),
                $"{Spelling.Hint(parsed)}see {command} --help");
        }

        // Signals are ours (see Interruption), and so are exceptions.
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }
}
