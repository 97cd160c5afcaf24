using System.Management.Automation;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Errors;

namespace SchoolBackup.Pipeline;

/// <summary>What every cmdlet is made of: errors, and work on a thread of its own that is never left behind.</summary>
public abstract class BackupCmdlet : PSCmdlet, IDisposable
{
    /// <summary>Ten updates a second.</summary>
    private const int Beat = 100;

    private readonly CancellationTokenSource _stop = new();

    private protected CancellationToken Stop => _stop.Token;

    public virtual void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Ctrl+C, on another thread: the pipeline's own is in <see cref="Run"/>, and waits there until the engine has cleaned up.
    /// </summary>
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>Whether only a plan is wanted.</summary>
    private protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? ((SwitchParameter)given).IsPresent
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>Whether each input object names a server of its own, so that trouble with one says nothing of the next.</summary>
    private protected virtual bool IsServerOfInput => false;

    /// <summary>Whether something may be done, after the question or <c>-WhatIf</c>.</summary>
    /// <param name="what">The summary, as a sentence without its end.</param>
    private protected bool Agreed(string what) => ShouldProcess(what, what + "?", MyInvocation.MyCommand.Name);

    /// <summary>
    /// Does the work for one input object. What goes wrong with it is written, and the next one has its turn, unless that would fail the
    /// same way: without a server, or an account on it.
    /// </summary>
    private protected void Attempt(object? target, Action work)
    {
        try
        {
            work();
        }
        catch (BackupException failure)
        {
            ErrorRecord record = ErrorRecords.Record(failure, target);
            // What is left after a stop has to be said, and a pipeline that is being stopped takes no errors any more.
            if (Stop.IsCancellationRequested)
                Host.UI?.WriteErrorLine($"{record.ErrorDetails.Message}\n{record.ErrorDetails.RecommendedAction}");
            if (failure.IsOfServer && !IsServerOfInput) ThrowTerminatingError(record);
            WriteError(record);
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception fault) when (ErrorRecords.IsUnforeseen(fault))
        {
            WriteError(ErrorRecords.Unforeseen(fault, MyInvocation, target));
        }
    }

    /// <summary>Runs an operation on another thread, and tells from the pipeline's how it goes.</summary>
    /// <exception cref="BackupException">Whatever the operation throws.</exception>
    private protected T Run<T>(string activity, Func<IProgress<RunProgress>, T> operation)
    {
        var feed = new ProgressFeed(activity);
        Task<T> running = Task.Factory.StartNew(
            () => operation(feed), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            while (Task.WaitAny([running], Beat) < 0) Tell(feed, feed.Bars());
        }
        finally
        {
            // Something may have thrown here while the operation still works. It removes what it had begun before anybody goes on.
            if (!running.IsCompleted) _stop.Cancel();
            Task.WaitAny(running);
            Tell(feed, feed.Ends());
        }

        return running.GetAwaiter().GetResult();
    }

    /// <summary>
    /// Tells how a run goes. A pipeline that is being stopped takes that no more, and the run has yet to say how it ended.
    /// </summary>
    private void Tell(ProgressFeed feed, IEnumerable<ProgressRecord> bars)
    {
        try
        {
            foreach (string step in feed.NewSteps()) WriteVerbose(step);
            foreach (ProgressRecord bar in bars) WriteProgress(bar);
        }
        catch (PipelineStoppedException)
        {
            _stop.Cancel();
        }
    }

    /// <summary>A path of the session (<c>~</c>, relative to its location, of one of its drives) as the file system knows it.</summary>
    /// <exception cref="BackupException">PathInvalid.</exception>
    private protected string Resolve(string path) => SessionPaths.Resolve(SessionState.Path, path);
}
