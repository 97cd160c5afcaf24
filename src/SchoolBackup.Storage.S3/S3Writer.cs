using Amazon.S3;
using Amazon.S3.Model;
using SchoolBackup.Errors;

namespace SchoolBackup.Storage.S3;

/// <summary>Writes to a bucket. Nobody is kept out: what is written is claimed by its name, and seen when it is whole.</summary>
internal sealed class S3Writer : IRepositoryWriter
{
    /// <summary>An upload that nobody has ended for so long was left by a run that is dead.</summary>
    private static readonly TimeSpan Abandonment = TimeSpan.FromDays(1);

    private readonly S3Repository _repository;
    private readonly S3Location _location;

    private S3Writer(S3Repository repository, S3Location location) => (_repository, _location) = (repository, location);

    public IRepository Repository => _repository;

    public IReadOnlyList<string> Abandoned { get; private init; } = [];

    private AmazonS3Client Client => _location.Store.Client;

    public static S3Writer Enter(S3Repository repository, S3Location location, TimeProvider clock, CancellationToken stop) =>
        new(repository, location) { Abandoned = Tidied(location, clock.GetUtcNow() - Abandonment, stop) };

    public IPendingFile Create(string name, CancellationToken stop)
    {
        if (_repository.Find(name, stop) is not null) throw S3PendingFile.Exists(_location, name);
        return new S3PendingFile(_repository, _location, name, stop);
    }

    /// <summary>The store makes the new file of the changed head and of the old one's rest, and shows it when it is whole: so all parts of the head change at once.</summary>
    /// <inheritdoc/>
    public void WriteHead(string name, IReadOnlyList<(long Offset, byte[] Bytes)> writes, Action written, CancellationToken stop)
    {
        GetObjectMetadataResponse old = _repository.Head(name, stop) ?? throw _repository.NotThere(name);
        byte[] head = new byte[Math.Min(old.ContentLength, S3Upload.FirstPart)];
        using (var file = new S3File(_location, S3Repository.Item(name, old), old.ETag, stop))
        using (Stream start = file.Range(0, head.Length)) start.ReadExactly(head);
        foreach ((long offset, byte[] bytes) in writes) bytes.CopyTo(head, offset);

        string key = _location.Key(name);
        if (head.Length == old.ContentLength)
        {
            using var body = new MemoryStream(head);
            S3Repository.Writing(_location.AddressOf(name), () => Client.PutObjectAsync(new PutObjectRequest { BucketName = _location.Bucket, Key = key, InputStream = body, IfMatch = old.ETag }, stop));
        }
        else
        {
            using var upload = new S3Upload(_location, name, stop);
            upload.Send(1, head, head.Length);
            upload.Copy(2, head.Length, old.ContentLength - head.Length, old.ETag);
            upload.Complete(ifNoneMatch: null, ifMatch: old.ETag);
        }

        foreach (var _ in writes) written();
    }

    public void Delete(string name, CancellationToken stop)
    {
        if (_repository.Find(name, stop) is null) throw _repository.NotThere(name);
        S3Repository.Writing(_location.AddressOf(name), () => Client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _location.Bucket, Key = _location.Key(name) }, stop));
    }

    public void Dispose()
    {
        // There is no lock to let go.
    }

    private static List<string> Tidied(S3Location location, DateTimeOffset before, CancellationToken stop)
    {
        List<string> aborted = AbortAbandoned(location, before, stop);
        RemoveClaims(location, before, stop);
        return aborted;
    }

    /// <summary>Only uploads of our own names: another program may upload below the same prefix.</summary>
    private static List<string> AbortAbandoned(S3Location location, DateTimeOffset before, CancellationToken stop)
    {
        List<string> aborted = [];
        var request = new ListMultipartUploadsRequest { BucketName = location.Bucket, Prefix = location.Prefix, Delimiter = "/" };
        while (true)
        {
            ListMultipartUploadsResponse page = S3Repository.Reading(location.Text, () => location.Store.Client.ListMultipartUploadsAsync(request, stop));
            foreach (MultipartUpload upload in page.MultipartUploads ?? [])
            {
                string name = upload.Key[location.Prefix.Length..];
                if (BackupName.Parse(name) is null || !(upload.Initiated?.ToUniversalTime() < before.UtcDateTime)) continue;
                if (HasPartSince(location, upload, before, stop)) continue;
                S3Repository.Writing(location.AddressOf(name), () => location.Store.Client.AbortMultipartUploadAsync(
                    new AbortMultipartUploadRequest { BucketName = location.Bucket, Key = upload.Key, UploadId = upload.UploadId }, stop));
                aborted.Add(name);
            }

            if (page.IsTruncated is not true) return aborted;
            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
    }

    /// <summary>Over a slow line an upload may take days, and is at work as long as parts arrive.</summary>
    private static bool HasPartSince(S3Location location, MultipartUpload upload, DateTimeOffset before, CancellationToken stop)
    {
        var request = new ListPartsRequest { BucketName = location.Bucket, Key = upload.Key, UploadId = upload.UploadId };
        while (true)
        {
            ListPartsResponse page = S3Repository.Reading(location.Text, () => location.Store.Client.ListPartsAsync(request, stop));
            if ((page.Parts ?? []).Exists(part => part.LastModified?.ToUniversalTime() >= before.UtcDateTime)) return true;
            if (page.IsTruncated is not true) return false;
            request.PartNumberMarker = Invariant($"{page.NextPartNumberMarker}");
        }
    }

    /// <summary>A claim lasts as long as the completion of a file.</summary>
    private static void RemoveClaims(S3Location location, DateTimeOffset before, CancellationToken stop)
    {
        var request = new ListObjectsV2Request { BucketName = location.Bucket, Prefix = location.Key(S3PendingFile.ClaimFolder) };
        while (true)
        {
            ListObjectsV2Response page = S3Repository.Reading(location.Text, () => location.Store.Client.ListObjectsV2Async(request, stop));
            foreach (S3Object claim in (page.S3Objects ?? []).Where(claim => claim.LastModified?.ToUniversalTime() < before.UtcDateTime))
                S3Repository.Writing(location.Text, () => location.Store.Client.DeleteObjectAsync(location.Bucket, claim.Key, stop));
            if (page.IsTruncated is not true) return;
            request.ContinuationToken = page.NextContinuationToken;
        }
    }
}
