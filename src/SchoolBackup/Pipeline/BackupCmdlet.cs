using System.Management.Automation;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Recipes;

namespace SchoolBackup.Pipeline;

/// <summary>What every cmdlet is made of: a configuration, errors, and work on a thread of its own that is never left behind.</summary>
public abstract class BackupCmdlet : PSCmdlet, IDisposable
{
    /// <summary>Ten updates a second.</summary>
    private const int Beat = 100;

    private readonly CancellationTokenSource _stop = new();

    /// <summary>File of variables; by default <c>.env</c> in the current location, if there is one.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string? EnvFile { get; set; }

    private protected BackupConfiguration Configuration { get; private set; } = null!;

    private protected CancellationToken Stop => _stop.Token;

    private protected string Folder => SessionState.Path.CurrentFileSystemLocation.ProviderPath;

    public void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Wrong options and a wrong configuration end the pipeline: nothing could be done with them.</summary>
    protected sealed override void BeginProcessing()
    {
        try
        {
            Configuration = Form().Resolve();
            Prepare();
        }
        catch (BackupException failure)
        {
            ThrowTerminatingError(Errors.Record(failure, MyInvocation.MyCommand.Name));
        }
    }

    /// <summary>Ctrl+C, on another thread: the pipeline's own is in <see cref="Run"/>, and waits there until the engine has cleaned up.</summary>
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>What the parameters say about the configuration.</summary>
    private protected virtual ConfigurationForm Form() => new() { Folder = Folder, EnvFile = Resolve(EnvFile) };

    /// <summary>Reads the parameters that are the same for all input; what it throws ends the pipeline.</summary>
    private protected virtual void Prepare()
    {
    }

    /// <summary>Does the work for one input object. What goes wrong with it is written, and the next one has its turn.</summary>
    private protected void Attempt(object? target, Action work)
    {
        try
        {
            work();
        }
        catch (BackupException failure)
        {
            WriteError(Errors.Record(failure, target));
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Runs a recipe on another thread, and tells from the pipeline's how it goes.</summary>
    /// <exception cref="BackupException">Whatever the recipe throws.</exception>
    private protected T Run<T>(string activity, Func<IProgress<RunProgress>, T> recipe)
    {
        var feed = new ProgressFeed(activity);
        Task<T> running = Task.Factory.StartNew(() => recipe(feed), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            while (Task.WaitAny([running], Beat) < 0)
            {
                foreach (string step in feed.NewSteps()) WriteVerbose(step);
                foreach (ProgressRecord bar in feed.Bars()) WriteProgress(bar);
            }

            foreach (string step in feed.NewSteps()) WriteVerbose(step);
        }
        finally
        {
            // Something may have thrown here while the recipe still works. It removes what it had begun before anybody goes on.
            if (!running.IsCompleted) _stop.Cancel();
            Task.WaitAny(running);
            foreach (ProgressRecord end in feed.Ends()) WriteProgress(end);
        }

        return running.GetAwaiter().GetResult();
    }

    /// <summary>A path of the session (<c>~</c>, relative to its location, of one of its drives) as the file system knows it.</summary>
    /// <exception cref="BackupException">PathInvalid.</exception>
    private protected string? Resolve(string? path) => path is null ? null : SessionPaths.Resolve(SessionState.Path, path);
}
