using Amazon.S3.Model;
using SchoolBackup.Errors;

namespace SchoolBackup.Storage.S3;

/// <summary>A file in a bucket. Its parts are asked for by themselves; should it be replaced meanwhile, the store says so, and no two versions are mixed.</summary>
internal sealed class S3File(S3Location location, StoredItem item, string version, CancellationToken stop) : IStoredFile
{
    private const int Attempts = 4;

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

    /// <summary>One answer, or several: where a connection breaks, the next one goes on.</summary>
    private sealed class Part(S3File file, long offset, long length) : ReadOnlyStream
    {
        private GetObjectResponse? _answer;
        private long _done;
        private int _failures;

        public override int Read(Span<byte> buffer)
        {
            while (_done < length && buffer.Length > 0)
            {
                try
                {
                    _answer ??= file.Get(offset + _done, length - _done);
                    int count = _answer.ResponseStream.Read(buffer[..(int)Math.Min(buffer.Length, length - _done)]);
                    if (count == 0) throw new IOException("the store closed the connection early");
                    _done += count;
                    return count;
                }
                catch (Exception fault) when (S3Fault.Is(fault))
                {
                    _answer?.Dispose();
                    _answer = null;
                    if (++_failures >= Attempts) throw S3Fault.OnRead(fault, file.Address);
                }
            }

            return 0;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _answer?.Dispose();
            base.Dispose(disposing);
        }
    }
}
