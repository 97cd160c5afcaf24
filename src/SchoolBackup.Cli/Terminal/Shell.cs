using System.Text.Json.Serialization.Metadata;
using SchoolBackup.Cli.Answers;
using SchoolBackup.Cli.Progress;

namespace SchoolBackup.Cli.Terminal;

/// <summary>In which form a run answers.</summary>
internal enum AnswerForm
{
    /// <summary>For people: results on standard output, progress and errors on standard error.</summary>
    Text,

    /// <summary>For programs: exactly one document on standard output, and nothing else anywhere.</summary>
    Json,

    /// <summary>For cron: warnings and errors, and nothing else, so that a mail means trouble.</summary>
    Quiet,
}

/// <summary>The outside of one run: where answers, errors, questions and progress go, and what stops it.</summary>
internal sealed class Shell(AnswerForm form, CancellationToken stop)
{
    public CancellationToken Stop { get; } = stop;

    public TimeProvider Clock { get; } = TimeProvider.System;

    /// <summary>True when the run may tell as it goes, and not only answer.</summary>
    public bool IsForPeople => form == AnswerForm.Text;

    /// <summary>True when somebody sits there who can be asked.</summary>
    public bool CanAsk => form == AnswerForm.Text && !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>The colours of standard output.</summary>
    public Palette Colours { get; } = form == AnswerForm.Text && !Console.IsOutputRedirected ? Palette.OfEnvironment() : Palette.None;

    /// <summary>Gives the run's one answer.</summary>
    /// <param name="document">For programs.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="text">For people, without the line end.</param>
    public void Answer<T>(Answer<T> document, JsonTypeInfo<Answer<T>> type, Func<Palette, string> text)
    {
        if (!IsQuiet) Console.Out.WriteLine(form == AnswerForm.Json ? AnswerJson.Write(document, type) : text(Colours));
    }

    /// <summary>Tells people one of several answers as soon as it is there.</summary>
    /// <inheritdoc cref="Answer"/>
    public void Tell(Func<Palette, string> text)
    {
        if (IsForPeople) Console.Out.WriteLine(text(Colours));
    }

    /// <summary>Gives programs the one document of all answers, which people were told one by one.</summary>
    /// <inheritdoc cref="Answer"/>
    public void AnswerPrograms<T>(Answer<T> document, JsonTypeInfo<Answer<T>> type)
    {
        if (form == AnswerForm.Json) Console.Out.WriteLine(AnswerJson.Write(document, type));
    }

    /// <summary>True when only trouble is wanted.</summary>
    public bool IsQuiet => form == AnswerForm.Quiet;

    /// <summary>The columns of the terminal; 80 where there is none, as in a mail.</summary>
    public static int Width => !Console.IsOutputRedirected && Console.WindowWidth is > 0 and var width ? width : 80;

    /// <summary>Tells what an answer that is not given would have said of trouble.</summary>
    public void WarnWhereQuiet(IEnumerable<string> warnings)
    {
        if (IsQuiet) foreach (string warning in warnings) Warn(warning);
    }

    /// <summary>Tells people what an answer lacks; programs read it in the document.</summary>
    public void Warn(string message)
    {
        if (form != AnswerForm.Json) Console.Error.WriteLine($"warning: {Letters.Printable(message)}");
    }

    /// <summary>Says why there is no answer.</summary>
    public void Fail(string code, string message, string hint)
    {
        if (form == AnswerForm.Json)
        {
            Console.Out.WriteLine(AnswerJson.Write(new FailureAnswer(new Failure(code, message, hint)), AnswerJson.Readable.FailureAnswer));
            return;
        }

        Palette colours = Console.IsErrorRedirected ? Palette.None : Palette.OfEnvironment();
        Console.Error.WriteLine($"schoolbackup: {colours.Bad(code)}: {Letters.Printable(message)}");
        Console.Error.WriteLine($"hint: {Letters.Printable(hint)}");
    }

    /// <summary>Begins to show how far the run is, in the way that suits where it runs; disposing takes the line away again.</summary>
    public ProgressDisplay ShowProgress()
    {
        if (form != AnswerForm.Text) return new NoProgress(Clock);
        bool isTerminal = !Console.IsOutputRedirected && !Console.IsErrorRedirected
            && Environment.GetEnvironmentVariable("TERM") is not "dumb";
        return isTerminal ? new ProgressBar(Clock, Console.Error) : new ProgressLog(Clock, Console.Error);
    }

    /// <summary>Asks a question on the terminal.</summary>
    /// <returns>The answer, trimmed.</returns>
    /// <exception cref="OperationCanceledException">The run was stopped while waiting.</exception>
    public string Ask(string question) => Wait(question, () => Console.ReadLine() ?? "").Trim();

    /// <summary>Asks for a password; nothing of it is shown.</summary>
    /// <inheritdoc cref="Ask"/>
    public string AskSecret(string question)
    {
        using var silence = new SilentTerminal();
        string secret = Wait(question, SilentTerminal.ReadLine);
        Console.Error.WriteLine();
        return secret;
    }

    /// <summary>
    /// A read on the terminal cannot be interrupted; so another thread waits there, and is left behind when the run is stopped.
    /// </summary>
    private string Wait(string question, Func<string> read)
    {
        Console.Error.Write(question);
        Task<string> answer = Task.Run(read);
        answer.Wait(Stop);
        return answer.Result;
    }
}
