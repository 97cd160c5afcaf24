using SchoolBackup.Engine.Archive;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>
/// Writes one backup to several places at once. The first is the repository itself: its failure ends the run. Another
/// one that fails is dropped, so that a dead share does not cost the school its local backup, and reported when the rest is published.
/// </summary>
internal sealed class Destinations : WriteOnlyStream
{
    private readonly List<Destination> _all = [];
    private readonly List<BackupException> _failures = [];

    public override bool CanSeek => true;

    public override long Position
    {
        get => _all[0].File.Content.Position;
        set => Each(destination => destination.File.Content.Position = value);
    }

    /// <summary>Opens every destination. Each place is locked for as long as the run lasts.</summary>
    /// <param name="options">Whose places these are.</param>
    /// <param name="repository">The right to write to the first of them.</param>
    /// <param name="name">The file's.</param>
    /// <param name="turn">The run's, of all places.</param>
    /// <param name="clock">The time to show to others.</param>
    /// <param name="stop">Ends every wait.</param>
    public static Destinations Create(BackupOptions options, IRepositoryWriter repository, BackupName name, RunQueue turn, TimeProvider clock, CancellationToken stop)
    {
        var destinations = new Destinations();
        try
        {
            destinations._all.Add(new Destination(repository.Create(name.FileName, stop), new BackupRef(repository.Repository, name.FileName), null));
            foreach (IRepository place in options.Copies) destinations.Add(place, name, turn, clock, stop);
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
        _all[0].File.Content.Write(bytes);
        for (int other = _all.Count - 1; other > 0; other--)
        {
            try
            {
                _all[other].File.Content.Write(bytes);
            }
            catch (BackupException failure)
            {
                Drop(other, failure);
            }
        }
    }

    public override void Flush() => Each(destination => destination.File.Content.Flush());

    /// <summary>ExternalCopyFailed when the backup is complete in the first repository only; null before <see cref="Publish"/>.</summary>
    public BackupException? CopyFailure { get; private set; }

    /// <summary>Publishes the file, everywhere; where that fails outside the first repository, <see cref="CopyFailure"/> says why.</summary>
    /// <returns>Where it lies.</returns>
    public List<BackupRef> Publish()
    {
        _all[0].File.Complete();
        for (int other = _all.Count - 1; other > 0; other--)
        {
            try
            {
                _all[other].File.Complete();
            }
            catch (BackupException failure)
            {
                Drop(other, failure);
            }
        }

        List<BackupRef> copies = [.. _all.Select(destination => destination.Backup)];
        if (_failures.Count > 0)
        {
            CopyFailure = new BackupException(
                BackupError.ExternalCopyFailed, $"the backup is complete at {string.Join(" and ", copies)}, but its external copy failed: {string.Join("; ", _failures.Select(failure => failure.Message))}", _failures[0].Hint, _failures[0]);
        }

        return copies;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            foreach (Destination destination in _all) destination.Dispose();
        _all.Clear();
        base.Dispose(disposing);
    }

    private void Add(IRepository place, BackupName name, RunQueue turn, TimeProvider clock, CancellationToken stop)
    {
        IRepositoryWriter? writer = null;
        try
        {
            writer = turn.Enter(place, clock);
            _all.Add(new Destination(writer.Create(name.FileName, stop), new BackupRef(place, name.FileName), writer));
        }
        catch (BackupException failure)
        {
            writer?.Dispose();
            _failures.Add(failure);
        }
    }

    private void Each(Action<Destination> action)
    {
        action(_all[0]);
        for (int other = _all.Count - 1; other > 0; other--)
        {
            try
            {
                action(_all[other]);
            }
            catch (BackupException failure)
            {
                Drop(other, failure);
            }
        }
    }

    private void Drop(int other, BackupException failure)
    {
        _failures.Add(failure);
        _all[other].Dispose();
        _all.RemoveAt(other);
    }

    private sealed record Destination(IPendingFile File, BackupRef Backup, IRepositoryWriter? Writer) : IDisposable
    {
        public void Dispose()
        {
            File.Dispose();
            Writer?.Dispose();
        }
    }
}
