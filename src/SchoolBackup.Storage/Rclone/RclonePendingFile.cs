using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Rclone;

/// <summary>
/// A file on its way to a remote: it waits in a file of this machine, because its head is written last, and is sent when it is whole.
/// </summary>
internal sealed class RclonePendingFile : IPendingFile
{
    private readonly RcloneRepository _repository;
    private readonly string _name;
    private readonly CancellationToken _stop;
    private readonly SpoolFile _spool;
    private bool _ended;

    public RclonePendingFile(RcloneRepository repository, string name, CancellationToken stop)
    {
        (_repository, _name, _stop) = (repository, name, stop);
        _spool = SpoolFile.Make(name);
    }

    public string Address => _repository.AddressOf(_name);

    public Stream Content => _spool.Content;

    public string? LeftBehind { get; private set; }

    public void Complete(Action? moved = null)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        var part = new RclonePart(_repository, _name);
        try
        {
            part.Send(_spool, _stop, moved);
            Publish(part);
        }
        finally
        {
            part.Dispose();
            LeftBehind ??= part.LeftBehind;
        }

        Dispose();
    }

    public void Dispose()
    {
        _ended = true;
        _spool.Dispose();
    }

    private void Publish(RclonePart part)
    {
        RcloneClaim claim = RcloneClaim.Take(_repository, _name, _stop);
        try
        {
            if (_repository.Find(_name, _stop) is not null) throw _repository.Exists(_name);
            try
            {
                part.MoveTo(_name, _stop);
            }
            catch
            {
                // The name was free, and is ours as long as the claim is there: what failed has never happened.
                LeftBehind = RclonePart.TryRemove(_repository, _name);
                throw;
            }
        }
        finally
        {
            claim.Dispose();
            LeftBehind ??= claim.LeftBehind;
        }
    }
}
