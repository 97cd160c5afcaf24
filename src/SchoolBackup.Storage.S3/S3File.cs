using Amazon.S3.Model;
using SchoolBackup.Errors;

namespace SchoolBackup.Storage.S3;

/// <summary>A file in a bucket. Its parts are asked for by themselves; should it be replaced meanwhile, the store says so, and no two versions are mixed.</summary>
internal sealed class S3File(S3Location location, StoredItem item, string version, CancellationToken stop) : IStoredFile
{
    public string Address => location.AddressOf(item.Name);

    public StoredItem Item => item;

    public Stream Range(long offset, long length) => new Part(this, offset, Math.Min(length, item.Length - offset));

    public void Dispose()
    {
        // Nothing is open between two parts.
    }

    private GetObjectResponse Get(long offset, long length)
    {
        var request = new GetObjectRequest
        {
            BucketName = location.Bucket,
            Key = location.Key(item.Name),
            ByteRange = new ByteRange(offset, offset + length - 1),
            EtagToMatch = version,
        };
        try
        {
            return location.Store.Client.GetObjectAsync(request, stop).GetAwaiter().GetResult();
        }
        catch (Exception changed) when (S3Fault.IsCondition(changed) || S3Fault.IsNotThere(changed))
        {
            throw new BackupException(BackupError.PathInvalid, $"{Address} was replaced or removed while it was read", "run it again", changed);
        }
        catch (Exception fault) when (S3Fault.Is(fault))
        {
            throw S3Fault.OnRead(fault, Address);
        }
    }

    private sealed class Part(S3File file, long offset, long length) : ResumedStream(offset, length)
    {
        protected override Stream Ask(long from, long count) => file.Get(from, count).ResponseStream;

        protected override bool IsFault(Exception fault) => S3Fault.Is(fault);

        protected override BackupException OnRead(Exception fault) => S3Fault.OnRead(fault, file.Address);
    }
}
