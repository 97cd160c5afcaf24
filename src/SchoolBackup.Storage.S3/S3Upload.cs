using System.Collections.Concurrent;
using Amazon.S3;
using Amazon.S3.Model;
using SchoolBackup.Errors;

namespace SchoolBackup.Storage.S3;

/// <summary>A file that is sent in parts, a few at once. The store shows it when it is complete; disposed before that, it is aborted and leaves no parts.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html"/>
internal sealed class S3Upload : IDisposable
{
    /// <summary>Bytes of the first part, which waits in memory for the head: more than a head may have, and than the store's smallest part (5 MiB).</summary>
    public const int FirstPart = 8 << 20;

    /// <summary>Parts on their way at once: with the one that is being filled, memory is bounded by this and the length of a part.</summary>
    private const int AtOnce = 3;

    private const int MostParts = 10_000;

    private readonly S3Location _location;
    private readonly string _name;
    private readonly CancellationTokenSource _stop;
    private readonly string _id;
    private readonly SemaphoreSlim _free = new(AtOnce);
    private readonly ConcurrentBag<PartETag> _parts = [];
    private readonly ConcurrentBag<byte[]> _spare = [];
    private readonly List<Task> _inFlight = [];
    private bool _ended;

    /// <exception cref="BackupException">The store refuses it.</exception>
    public S3Upload(S3Location location, string name, CancellationToken stop)
    {
        (_location, _name) = (location, name);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _id = S3Repository.Writing(location.AddressOf(name), () => Client.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = location.Bucket, Key = location.Key(name) }, stop)).UploadId;
    }

    /// <summary>What could not be aborted, or null.</summary>
    public string? LeftBehind { get; private set; }

    private AmazonS3Client Client => _location.Store.Client;

    /// <summary>Bytes of a part: they grow, so that ten thousand parts are enough for any backup.</summary>
    public static int PartLength(int number) => FirstPart * (1 + (number / 1000));

    /// <summary>Room for a part: that of one that has been sent, where there is any.</summary>
    public byte[] Room(int number) => _spare.TryTake(out byte[]? spare) && spare.Length == PartLength(number) ? spare : new byte[PartLength(number)];

    /// <summary>Sends a part in the background, and waits while too many are on their way.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="bytes">They belong to this from then on.</param>
    /// <param name="count">How many of them.</param>
    /// <exception cref="BackupException">An earlier part has failed.</exception>
    public void Send(int number, byte[] bytes, int count)
    {
        if (number > MostParts) throw new BackupException(BackupError.NotSupported, $"{_location.AddressOf(_name)} is too large for a store of this kind", "back up its databases into several files");
        _free.Wait(_stop.Token);
        ThrowIfFailed();
        _inFlight.Add(Task.Run(async () =>
        {
            try
            {
                using var body = new MemoryStream(bytes, 0, count);
                UploadPartResponse sent = await Client.UploadPartAsync(
                    new UploadPartRequest { BucketName = _location.Bucket, Key = _location.Key(_name), UploadId = _id, PartNumber = number, InputStream = body, PartSize = count }, _stop.Token).ConfigureAwait(false);
                _parts.Add(new PartETag(number, sent.ETag));
            }
            finally
            {
                _spare.Add(bytes);
                _free.Release();
            }
        }));
    }

    /// <summary>Lets the store take a part from the file of this name as it is now.</summary>
    public void Copy(int number, long offset, long length, string version)
    {
        const long longest = 4L << 30;
        for (; length > 0; number++)
        {
            long count = length > longest ? longest : length;
            CopyPartResponse copied = S3Repository.Writing(_location.AddressOf(_name), () => Client.CopyPartAsync(
                new CopyPartRequest
                {
                    SourceBucket = _location.Bucket,
                    SourceKey = _location.Key(_name),
                    DestinationBucket = _location.Bucket,
                    DestinationKey = _location.Key(_name),
                    UploadId = _id,
                    PartNumber = number,
                    FirstByte = offset,
                    LastByte = offset + count - 1,
                    ETagToMatch = [version],
                }, _stop.Token));
            _parts.Add(new PartETag(number, copied.ETag));
            (offset, length) = (offset + count, length - count);
        }
    }

    /// <summary>Waits for all parts, and lets the store make the file of them.</summary>
    /// <param name="ifNoneMatch">A condition of the store's, or null.</param>
    /// <param name="ifMatch">The same.</param>
    /// <param name="moved">Called as parts arrive: over a slow line the last ones take longer than a place may be silent.</param>
    /// <returns>The store's mark of this content.</returns>
    /// <exception cref="BackupException">A part failed, or a condition does not hold.</exception>
    public string Complete(string? ifNoneMatch, string? ifMatch, Action? moved = null)
    {
        WaitForAll(moved);
        ThrowIfFailed();
        CompleteMultipartUploadResponse done = S3Repository.Writing(_location.AddressOf(_name), () => Client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest
            {
                BucketName = _location.Bucket,
                Key = _location.Key(_name),
                UploadId = _id,
                PartETags = [.. _parts.OrderBy(part => part.PartNumber)],
                IfNoneMatch = ifNoneMatch,
                IfMatch = ifMatch,
            }, _stop.Token));
        _ended = true;
        return done.ETag;
    }

    public void Dispose()
    {
        if (!_ended) Abort();
        _stop.Dispose();
        _free.Dispose();
    }

    private void Abort()
    {
        _ended = true;
        _stop.Cancel();
        WaitForAll();
        using var patience = new CancellationTokenSource(S3Store.Patience);
        try
        {
            Client.AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest { BucketName = _location.Bucket, Key = _location.Key(_name), UploadId = _id }, patience.Token).GetAwaiter().GetResult();
        }
        catch (Exception fault) when (S3Fault.Is(fault) || fault is OperationCanceledException)
        {
            LeftBehind = $"parts of {_location.AddressOf(_name)}: {fault.Message}";
        }
    }

    /// <summary>What became of them is asked for by <see cref="ThrowIfFailed"/>.</summary>
    private void WaitForAll(Action? moved = null)
    {
        foreach (Task part in _inFlight)
        {
            Task.WhenAny(part).Wait();
            moved?.Invoke();
        }
    }

    private void ThrowIfFailed()
    {
        if (_inFlight.Find(part => part.IsFaulted || part.IsCanceled) is { } failed)
        {
            _stop.Token.ThrowIfCancellationRequested();
            Exception fault = failed.Exception?.InnerException ?? new TimeoutException("the store did not answer in time");
            throw S3Fault.Is(fault) ? S3Fault.OnWrite(fault, _location.AddressOf(_name)) : fault;
        }

        _inFlight.RemoveAll(part => part.IsCompletedSuccessfully);
    }
}
