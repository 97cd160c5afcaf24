using Amazon.S3;
using Amazon.S3.Model;
using SchoolBackup.Errors;

namespace SchoolBackup.Storage.S3;

/// <summary>A prefix in a bucket. It has no lock: many machines may write there at once, and each file's name is claimed by itself.</summary>
internal sealed class S3Repository(S3Location location) : IRepository
{
    public string Location => location.Text;

    private AmazonS3Client Client => location.Store.Client;

    public string AddressOf(string name) => location.AddressOf(name);

    public void Require(CancellationToken stop) => Reading(Location, () => Client.ListObjectsV2Async(Asked(1), stop));

    /// <summary>Nobody knows: a bucket ends nowhere, or at a quota that the protocol does not tell.</summary>
    public long? FreeBytes(CancellationToken stop) => null;

    public IEnumerable<StoredItem> List(CancellationToken stop)
    {
        ListObjectsV2Request request = Asked(1000);
        while (true)
        {
            ListObjectsV2Response page = Reading(Location, () => Client.ListObjectsV2Async(request, stop));
            foreach (S3Object one in page.S3Objects ?? [])
            {
                string name = one.Key[location.Prefix.Length..];
                if (name.Length > 0 && name[0] != '.') yield return new StoredItem(name, one.Size ?? 0, Utc(one.LastModified));
            }

            if (page.IsTruncated is not true) yield break;
            request.ContinuationToken = page.NextContinuationToken;
        }
    }

    public StoredItem? Find(string name, CancellationToken stop) => Head(name, stop) is { } head ? Item(name, head) : null;

    public IStoredFile Open(string name, CancellationToken stop)
    {
        GetObjectMetadataResponse head = Head(name, stop) ?? throw NotThere(name);
        return new S3File(location, Item(name, head), head.ETag, stop);
    }

    public void WriteNote(string name, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        using var body = new MemoryStream(content.ToArray());
        Writing(AddressOf(name), () => Client.PutObjectAsync(new PutObjectRequest { BucketName = location.Bucket, Key = location.Key(name), InputStream = body }, stop));
    }

    public IRepositoryWriter Enter(TimeProvider clock, CancellationToken stop)
    {
        Require(stop);
        return S3Writer.Enter(this, location, clock, stop);
    }

    /// <inheritdoc/>
    public override string ToString() => Location;

    /// <summary>What a store knows of a file; null when there is none.</summary>
    internal GetObjectMetadataResponse? Head(string name, CancellationToken stop)
    {
        try
        {
            return Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = location.Bucket, Key = location.Key(name) }, stop).GetAwaiter().GetResult();
        }
        catch (Exception missing) when (S3Fault.IsNotThere(missing))
        {
            // A HEAD has no body that could tell a missing file from a missing bucket.
            Require(stop);
            return null;
        }
        catch (Exception fault) when (S3Fault.Is(fault))
        {
            throw S3Fault.OnRead(fault, AddressOf(name));
        }
    }

    internal BackupException NotThere(string name) => new(
        BackupError.BackupNotFound, $"there is no backup {name} in {Location}", "list the repository again: somebody else may have removed it");

    internal static T Reading<T>(string what, Func<Task<T>> call)
    {
        try
        {
            return call().GetAwaiter().GetResult();
        }
        catch (Exception fault) when (S3Fault.Is(fault))
        {
            throw S3Fault.OnRead(fault, what);
        }
    }

    internal static T Writing<T>(string what, Func<Task<T>> call)
    {
        try
        {
            return call().GetAwaiter().GetResult();
        }
        catch (Exception fault) when (S3Fault.Is(fault))
        {
            throw S3Fault.OnWrite(fault, what);
        }
    }

    internal static StoredItem Item(string name, GetObjectMetadataResponse head) => new(name, head.ContentLength, Utc(head.LastModified));

    private static DateTimeOffset Utc(DateTime? time) => time is { } known ? new DateTimeOffset(known.ToUniversalTime()) : DateTimeOffset.UnixEpoch;

    private ListObjectsV2Request Asked(int keys) => new() { BucketName = location.Bucket, Prefix = location.Prefix, Delimiter = "/", MaxKeys = keys };
}
