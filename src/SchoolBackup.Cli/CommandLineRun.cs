using System.CommandLine;
using SchoolBackup.Cli.Commands;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Errors;

namespace SchoolBackup.Cli;

/// <summary>One run of the program: arguments in, exit code out, every error on its way turned into words or a document.</summary>
internal static class CommandLineRun
{
    public static int Run(string[] args)
    {
        using var interruption = new Interruption();
        // The arguments may be wrong, and a script that asked for JSON shall read even that as JSON.
        AnswerForm form = args.Contains("--json", StringComparer.Ordinal) ? AnswerForm.Json : AnswerForm.Text;
        return Run(args, new Shell(form, interruption.Token));
    }

    /// <summary>Runs one command line in a shell that is there already.</summary>
    public static int Run(IReadOnlyList<string> args, Shell shell)
    {
        try
        {
            return Invoke(CommandTree.Build(shell).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null }));
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
            // Nobody foresaw this one, so the trace is the most useful thing to say; a script still gets its document and its code.
            shell.Fail("Unexpected", $"{fault.GetType().Name}: {fault.Message}", "this is a mistake of the program: please report it with the trace");
            Console.Error.WriteLine(fault.StackTrace);
            return ExitCodes.Failed;
        }
    }

    private static int Invoke(ParseResult parsed)
    {
        if (parsed.Errors.Count > 0 && parsed.Action is null or System.CommandLine.Invocation.ParseErrorAction)
        {
            string command = string.Join(' ', parsed.CommandResult.Command.Parents.OfType<Command>().Reverse().Append(parsed.CommandResult.Command).Select(part => part.Name));
            throw new BackupException(
                BackupError.InvalidOption,
                string.Join("; ", parsed.Errors.Select(error => error.Message.TrimEnd('.'))),
                $"see {command} --help");
        }

        // Signals are ours (see Interruption), and so are exceptions.
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }
}
