using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SchoolBackup.Completion;

/// <summary>Completes names that the parameters given so far lead to, and paths, because a backup may lie anywhere.</summary>
public abstract class NameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            if (Candidates.IsPath(wordToComplete)) return CompletionCompleters.CompleteFilename(wordToComplete);
            using var stop = new CancellationTokenSource(TypedCommand.Patience);
            return [.. Candidates.Of(Names(new TypedCommand(fakeBoundParameters), stop.Token), wordToComplete)
                .Select(candidate => new CompletionResult(candidate.Text, candidate.Name, CompletionResultType.ParameterValue, candidate.Name))];
        }
        catch (Exception)
        {
            // Somebody is typing: what is wrong with the server or the configuration will be said when the command runs.
            return [];
        }
    }

    /// <summary>All names there are.</summary>
    private protected abstract IEnumerable<string> Names(TypedCommand given, CancellationToken stop);
}
