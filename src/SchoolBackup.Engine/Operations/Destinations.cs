using SchoolBackup.Engine.Archive;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>
/// Writes one backup to several places at once. The first is the repository itself: its failure ends the run. Another
/// one that fails or hangs is dropped, so that a dead share does not cost the school its local backup, and reported when the rest is published.
/// </summary>
internal sealed class Destinations : WriteOnlyStream
{
    private readonly List<Destination> _all = [];
    private readonly List<BackupException> _failures = [];
    private readonly BackupOptions _options;
    private readonly RunQueue _turn;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _stop;
    private SharedBlock? _block;
    private long _position;

    private Destinations(BackupOptions options, RunQueue turn, TimeProvider clock, CancellationToken stop) =>
        (_options, _turn, _clock, _stop) = (options, turn, clock, stop);

    public override bool CanSeek => true;

    public override long Position
    {
        get => _position;
        set
        {
            Flush();
            Each(destination => destination.Post(content => content.Position = value));
            _position = value;
        }
    }

    /// <summary>When the backup was begun, and its name.</summary>
    public BackupStart Start { get; private set; } = null!;

    /// <summary>ExternalCopyFailed when the backup is complete in the first repository only; null before <see cref="Publish"/>.</summary>
    public BackupException? CopyFailure { get; private set; }

    /// <summary>Opens every destination. Each place is locked for as long as the run lasts.</summary>
    /// <param name="options">Whose places these are.</param>
    /// <param name="turn">The run's, of all places.</param>
    /// <param name="clock">The time to show to others.</param>
    /// <param name="stop">Ends every wait.</param>
    public static Destinations Open(BackupOptions options, RunQueue turn, TimeProvider clock, CancellationToken stop)
    {
        var destinations = new Destinations(options, turn, clock, stop);
        try
        {
            destinations.Add(options.Repository, given => destinations.Start = BackupStart.Next(options, options.Repository, clock, given));
            foreach (IRepository place in options.Copies) destinations.Attempt(() => destinations.Add(place, _ => { }));
            destinations.Each(destination => destination.Thread.Do(() => MountCheck.Remember(
                destination.Backup.Repository, destinations._all.Select(other => other.Backup.Repository), destination.Thread.Given)));
            return destinations;
        }
        catch
        {
            destinations.Dispose();
            throw;
        }
    }

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        _position += bytes.Length;
        while (bytes.Length > 0)
        {
            _block ??= new SharedBlock();
            bytes = bytes[_block.Add(bytes)..];
            if (_block.IsFull) Flush();
        }
    }

    /// <summary>Sends on what is gathered.</summary>
    public override void Flush()
    {
        if (_block is not { } block) return;
        _block = null;
        block.Share(_all.Count);
        Each(destination => destination.Post(content => content.Write(block.Bytes), block.Release));
    }

    /// <summary>Publishes the file, everywhere; where that fails outside the first repository, <see cref="CopyFailure"/> says why.</summary>
    /// <returns>Where it lies.</returns>
    public List<BackupRef> Publish()
    {
        Flush();
        _all[0].Thread.Do(_all[0].Complete);
        Dictionary<Destination, PlaceThread.Step> steps = [];
        for (int other = _all.Count - 1; other > 0; other--) Unless(other, destination => steps[destination] = destination.Thread.Post(destination.Complete));
        for (int other = _all.Count - 1; other > 0; other--) Unless(other, destination => destination.Thread.Await(steps[destination]));
        List<BackupRef> copies = [.. _all.Select(destination => destination.Backup)];
        if (_failures.Count > 0)
        {
            CopyFailure = new BackupException(
                BackupError.ExternalCopyFailed,
                $"the backup is complete at {string.Join(" and ", copies)}, but its external copy failed: {string.Join("; ", _failures.Select(failure => failure.Message))}",
                _failures[0].Hint,
                _failures[0]);
        }

        return copies;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            foreach (Destination destination in _all) destination.Thread.Dispose();
        _all.Clear();
        base.Dispose(disposing);
    }

    private void Add(IRepository place, Action<CancellationToken> entered)
    {
        var thread = new PlaceThread(place, _options.PlaceTimeout, _clock, _stop);
        try
        {
            thread.Do(() => MountCheck.Require(place, _options.Places));
            IRepositoryWriter writer = thread.Hold(() => _turn.Enter(place, _clock, thread.Given), _turn.Patience);
            thread.Do(() => entered(thread.Given));
            _all.Add(new Destination(thread, thread.Hold(() => writer.Create(Start.Name.FileName, thread.Given)), new BackupRef(place, Start.Name.FileName)));
        }
        catch
        {
            thread.Dispose();
            throw;
        }
    }

    private void Each(Action<Destination> action)
    {
        action(_all[0]);
        for (int other = _all.Count - 1; other > 0; other--) Unless(other, action);
    }

    /// <summary>Does something at one of the other places, and drops the place where that fails.</summary>
    private void Unless(int other, Action<Destination> action)
    {
        int failures = _failures.Count;
        Attempt(() => action(_all[other]));
        if (_failures.Count == failures) return;
        _all[other].Thread.Dispose();
        _all.RemoveAt(other);
    }

    private void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (BackupException failure)
        {
            _failures.Add(failure);
        }
    }

    private sealed record Destination(PlaceThread Thread, IPendingFile File, BackupRef Backup)
    {
        public void Complete() => File.Complete(Thread.Moved);

        public void Post(Action<Stream> work, Action? release = null) => _ = Thread.Post(() => work(File.Content), release);
    }
}
