using SchoolBackup.Engine.Archive;
using SchoolBackup.Errors;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Operations;

/// <summary>
/// Writes one backup to several repositories at once. The first is the repository itself: its failure ends the run. Another
/// one that fails is dropped, so that a dead share does not cost the school its local backup, and reported when the rest is published.
/// </summary>
internal sealed class Destinations : WriteOnlyStream
{
    private readonly List<Destination> _all = [];
    private readonly List<BackupException> _failures = [];

    public override bool CanSeek => true;

    public override long Position
    {
        get => _all[0].Partial.Content.Position;
        set => Each(destination => destination.Partial.Content.Position = value);
    }

    /// <summary>Opens every destination. The second repository is locked for as long as the run lasts, like the first.</summary>
    public static Destinations Create(BackupOptions options, LocalRepository repository, RepositoryLock held, BackupName name, RunQueue turn, TimeProvider clock)
    {
        var destinations = new Destinations();
        try
        {
            destinations._all.Add(new Destination(repository.Create(name, held), null));
            if (options.ExternalPath is not null) destinations.AddExternal(options.ExternalPath, name, turn, clock);
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
        _all[0].Partial.Content.Write(bytes);
        for (int other = _all.Count - 1; other > 0; other--)
        {
            try
            {
                _all[other].Partial.Content.Write(bytes);
            }
            catch (BackupException failure)
            {
                Drop(other, failure);
            }
        }
    }

    public override void Flush() => Each(destination => destination.Partial.Content.Flush());

    /// <summary>ExternalCopyFailed when the backup is complete in the first repository only; null before <see cref="Publish"/>.</summary>
    public BackupException? CopyFailure { get; private set; }

    /// <summary>Flushes to disk and renames, everywhere; where that fails outside the first repository, <see cref="CopyFailure"/> says why.</summary>
    /// <returns>The published files.</returns>
    public List<string> Publish()
    {
        var files = new List<string>();
        _all[0].Partial.Complete();
        files.Add(_all[0].Partial.Path);
        for (int other = _all.Count - 1; other > 0; other--)
        {
            try
            {
                _all[other].Partial.Complete();
                files.Add(_all[other].Partial.Path);
            }
            catch (BackupException failure)
            {
                Drop(other, failure);
            }
        }

        if (_failures.Count > 0)
        {
            CopyFailure = new BackupException(
                BackupError.ExternalCopyFailed, $"the backup is complete at {files[0]}, but its external copy failed: {_failures[0].Message}", _failures[0].Hint, _failures[0]);
        }

        return files;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            foreach (Destination destination in _all) destination.Dispose();
        _all.Clear();
        base.Dispose(disposing);
    }

    private void AddExternal(string path, BackupName name, RunQueue turn, TimeProvider clock)
    {
        RepositoryLock? held = null;
        try
        {
            LocalRepository external = LocalRepository.OpenForWriting(path);
            held = turn.Lock(external, clock);
            _all.Add(new Destination(external.Create(name, held), held));
        }
        catch (BackupException failure)
        {
            held?.Dispose();
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

    private sealed record Destination(PartialBackup Partial, RepositoryLock? Held) : IDisposable
    {
        public void Dispose()
        {
            Partial.Dispose();
            Held?.Dispose();
        }
    }
}
