using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using SchoolBackup.Errors;

namespace SchoolBackup.Storage.S3;

/// <summary>
/// A file on its way to a bucket. Its first part waits in memory, because the head is written last; the others are sent as they fill. Nothing is put into a file of this machine.
/// </summary>
/// <remarks>
/// Two runs may want one name. Stores are asked to refuse the second (<c>If-None-Match: *</c>), and some silently do not: so a run first claims the name by a small object,
/// reads the claim back, and looks afterwards whose content has the name. Who finds another's has lost.
/// </remarks>
internal sealed class S3PendingFile : Stream, IPendingFile
{
    /// <summary>Where claims lie, below the prefix; no list shows it.</summary>
    internal const string ClaimFolder = ".schoolbackup/";

    private readonly S3Repository _repository;
    private readonly S3Location _location;
    private readonly string _name;
    private readonly CancellationToken _stop;
    private readonly byte[] _claim = Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("N"));
    private readonly byte[] _first = new byte[S3Upload.FirstPart];
    private byte[] _part = [];
    private int _partNumber = 1;
    private int _inPart;
    private long _position;
    private long _length;
    private S3Upload? _upload;
    private bool _claimed;
    private bool _ended;

    public S3PendingFile(S3Repository repository, S3Location location, string name, CancellationToken stop) =>
        (_repository, _location, _name, _stop) = (repository, location, name, stop);

    public string Address => _location.AddressOf(_name);

    public Stream Content => this;

    public string? LeftBehind { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 && (value <= IPendingFile.HeadRoom || value == _length) ? value : throw new NotSupportedException("only the head can be written over");
    }

    private string ClaimKey => _location.Key($"{ClaimFolder}{_name}.claim");

    public static BackupException Exists(S3Location location, string name) => new(
        BackupError.BackupExists, $"there is a backup {name} in {location.Text} already", "somebody else made it meanwhile, or the clock was set back; run it again");

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _stop.ThrowIfCancellationRequested();
        while (buffer.Length > 0)
        {
            int count = _position < S3Upload.FirstPart ? WriteFirst(buffer) : WriteNext(buffer);
            buffer = buffer[count..];
            _position += count;
            _length = Math.Max(_length, _position);
        }
    }

    public void Complete(Action? moved = null)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        Claim();
        string version = _upload is null ? PutWhole() : CompleteParts(_upload, moved);
        GetObjectMetadataResponse? there = _repository.Head(_name, _stop);
        if (there is null || there.ETag != version) throw Exists(_location, _name);
        if (there.ContentLength != _length)
            throw new BackupException(BackupError.WriteFailed, Invariant($"{Address} has {there.ContentLength} bytes, and {_length} were sent"), "the store loses bytes: do not trust it; try ?checksums=true, or another store");
        _ended = true;
        _upload?.Dispose();
        Release();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_ended)
        {
            _ended = true;
            _upload?.Dispose();
            LeftBehind = _upload?.LeftBehind;
            Release();
        }

        base.Dispose(disposing);
    }

    public override void Flush()
    {
        // Parts are sent when they are full; the rest when the file is complete.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    private int WriteFirst(ReadOnlySpan<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, S3Upload.FirstPart - _position);
        buffer[..count].CopyTo(_first.AsSpan((int)_position));
        return count;
    }

    private int WriteNext(ReadOnlySpan<byte> buffer)
    {
        if (_position < _length) throw new InvalidOperationException("what lies behind the first part is sent already");
        if (_inPart == _part.Length) Turn();
        int count = Math.Min(buffer.Length, _part.Length - _inPart);
        buffer[..count].CopyTo(_part.AsSpan(_inPart));
        _inPart += count;
        return count;
    }

    private void Turn()
    {
        _upload ??= new S3Upload(_location, _name, _stop);
        if (_inPart > 0) _upload.Send(_partNumber, _part, _inPart);
        _partNumber++;
        _part = _upload.Room(_partNumber);
        _inPart = 0;
    }

    private string PutWhole()
    {
        using var body = new MemoryStream(_first, 0, (int)_length);
        var request = new PutObjectRequest { BucketName = _location.Bucket, Key = _location.Key(_name), InputStream = body, IfNoneMatch = "*" };
        return Conditionally(() => S3Repository.Writing(Address, () => _location.Store.Client.PutObjectAsync(request, _stop)).ETag);
    }

    private string CompleteParts(S3Upload upload, Action? moved)
    {
        if (_inPart > 0) upload.Send(_partNumber, _part, _inPart);
        upload.Send(1, _first, S3Upload.FirstPart);
        return Conditionally(() => upload.Complete(ifNoneMatch: "*", ifMatch: null, moved));
    }

    private T Conditionally<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (BackupException refused) when (refused.InnerException is { } cause && S3Fault.IsCondition(cause))
        {
            throw Exists(_location, _name);
        }
    }

    private void Claim()
    {
        using var body = new MemoryStream(_claim);
        var request = new PutObjectRequest { BucketName = _location.Bucket, Key = ClaimKey, InputStream = body, IfNoneMatch = "*" };
        _claimed = Conditionally(() => S3Repository.Writing(Address, () => _location.Store.Client.PutObjectAsync(request, _stop))) is not null;
        using GetObjectResponse read = S3Repository.Reading(Address, () => _location.Store.Client.GetObjectAsync(_location.Bucket, ClaimKey, _stop));
        var found = new byte[_claim.Length];
        if (read.ResponseStream.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == found.Length && found.AsSpan().SequenceEqual(_claim)) return;
        _claimed = false; // it is another's
        throw Exists(_location, _name);
    }

    private void Release()
    {
        if (!_claimed) return;
        _claimed = false;
        using var patience = new CancellationTokenSource(S3Store.Patience);
        try
        {
            _location.Store.Client.DeleteObjectAsync(_location.Bucket, ClaimKey, patience.Token).GetAwaiter().GetResult();
        }
        catch (Exception fault) when (S3Fault.Is(fault) || fault is OperationCanceledException)
        {
            LeftBehind = $"the claim {ClaimKey}: {fault.Message}"; // it keeps nobody from anything but this very name
        }
    }
}
