using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Rclone;

/// <summary>Writes to a remote. Nobody is kept out: what is written is claimed by its name, and seen when it is whole.</summary>
internal sealed class RcloneWriter : IRepositoryWriter
{
    /// <summary>
    /// Behind the name of a file that is whole and about to replace that of its name: should that be gone when a run dies, the next one
    /// finishes it.
    /// </summary>
    private const string Replacement = ".head";

    /// <summary>What nobody has touched for so long was left by a run that is dead.</summary>
    private static readonly TimeSpan Abandonment = TimeSpan.FromDays(1);

    private readonly RcloneRepository _repository;
    private readonly List<string> _abandoned = [];

    private RcloneWriter(RcloneRepository repository) => _repository = repository;

    public IRepository Repository => _repository;

    public IReadOnlyList<string> Abandoned => _abandoned;

    public static RcloneWriter Enter(RcloneRepository repository, TimeProvider clock, CancellationToken stop)
    {
        repository.Make(stop);
        CheckWritable(repository, stop);
        var writer = new RcloneWriter(repository);
        writer.FinishReplacements(stop);
        writer.RemoveAbandoned(clock.GetUtcNow() - Abandonment, stop);
        SpoolFile.RemoveAbandoned(SpoolFile.Folder, clock);
        return writer;
    }

    public IPendingFile Create(string name, CancellationToken stop) =>
        _repository.Find(name, stop) is null ? new RclonePendingFile(_repository, name, stop) : throw _repository.Exists(name);

    /// <summary>
    /// No remote writes into a file, so all of it comes here, is changed, and goes back: all parts of the head change at once.
    /// </summary>
    /// <inheritdoc/>
    public void WriteHead(string name, IReadOnlyList<(long Offset, byte[] Bytes)> writes, Action written, CancellationToken stop)
    {
        using SpoolFile spool = SpoolFile.Make(name);
        using (IStoredFile old = _repository.Open(name, stop))
        using (Stream content = old.Range(0, old.Item.Length)) content.CopyTo(spool.Content, 1 << 20);
        foreach ((long offset, byte[] bytes) in writes)
        {
            spool.Content.Position = offset;
            spool.Content.Write(bytes);
        }

        using (var part = new RclonePart(_repository, name))
        {
            part.Send(spool, stop);
            string whole = $"{RcloneRepository.OwnFolder}/{name}.{RclonePart.Token()}{Replacement}";
            part.MoveTo(whole, CancellationToken.None);
            _repository.Move(whole, name, CancellationToken.None);
            _repository.RequireLength(name, spool.Content.Length, CancellationToken.None);
        }

        RequireHead(name, writes);
        foreach (var _ in writes) written();
    }

    public void Delete(string name, CancellationToken stop)
    {
        if (_repository.Find(name, stop) is null) throw _repository.NotThere(name);
        // One that a dead run has left would come back as this file.
        foreach (StoredItem item in _repository.ListOwn(RcloneRepository.OwnFolder, stop).Where(item => NameBefore(item.Name,
            Replacement) == name))
            _repository.Remove($"{RcloneRepository.OwnFolder}/{item.Name}", stop);
        _repository.Remove(name, stop);
    }

    public void Dispose()
    {
        // There is no lock to let go.
    }

    /// <summary>Only writing tells, and a backup would find out at its end.</summary>
    private static void CheckWritable(RcloneRepository repository, CancellationToken stop)
    {
        using SpoolFile nothing = SpoolFile.Make("a probe");
        using var probe = new RclonePart(repository, "probe");
        probe.Send(nothing, stop);
    }

    private void RequireHead(string name, IReadOnlyList<(long Offset, byte[] Bytes)> writes)
    {
        using IStoredFile file = _repository.Open(name, CancellationToken.None);
        foreach ((long offset, byte[] bytes) in writes)
        {
            var found = new byte[bytes.Length];
            using Stream part = file.Range(offset, found.Length);
            if (part.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) < found.Length || !found.AsSpan().SequenceEqual(bytes))
                throw new BackupException(BackupError.WriteFailed, $"{file.Address} does not have the head that was sent",
                    "the remote kept an older one: run it again");
        }
    }

    private void FinishReplacements(CancellationToken stop)
    {
        foreach (StoredItem item in _repository.ListOwn(RcloneRepository.OwnFolder, stop))
        {
            if (NameBefore(item.Name, Replacement) is not { } name || _repository.Find(name, stop) is not null) continue;
            _repository.Move($"{RcloneRepository.OwnFolder}/{item.Name}", name, stop);
        }
    }

    private void RemoveAbandoned(DateTimeOffset before, CancellationToken stop)
    {
        foreach (string folder in (string[])[RcloneRepository.OwnFolder, RcloneClaim.Folder])
        {
            foreach (StoredItem item in _repository.ListOwn(folder, stop).Where(item => item.Modified < before))
            {
                _repository.Remove($"{folder}/{item.Name}", stop);
                if (NameBefore(item.Name, RclonePart.Extension) is { } name && BackupName.Parse(name) is not null) _abandoned.Add(name);
            }
        }
    }

    /// <summary>The name in <c>NAME.TOKEN.extension</c>.</summary>
    private static string? NameBefore(string file, string extension)
    {
        int end = file.Length - extension.Length - RclonePart.Token().Length - 1;
        return end > 0 && file.EndsWith(extension, StringComparison.Ordinal) && file[end] == '.' ? file[..end] : null;
    }
}
