using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Rclone;

/// <summary>A file of a remote. Its parts are asked for by themselves.</summary>
internal sealed class RcloneFile(RcloneLocation location, RcloneService rclone, StoredItem item, CancellationToken stop) : IStoredFile
{
    private const int Attempts = 3;

    public string Address => location.AddressOf(item.Name);

    public StoredItem Item => item;

    public Stream Range(long offset, long length) => new Part(this, offset, Math.Min(length, item.Length - offset));

    public void Dispose()
    {
        // Nothing is open between two parts.
    }

    private RcloneAnswer Get(long offset, long length)
    {
        RcloneAnswer answer;
        try
        {
            answer = rclone.Get(location, item.Name, offset, length, stop);
        }
        catch (RcloneException missing) when (RcloneFault.IsNotThere(missing))
        {
            throw Replaced(missing);
        }

        if (answer.WholeLength == item.Length) return answer;
        answer.Dispose();
        throw Replaced(cause: null);
    }

    private BackupException Replaced(Exception? cause) =>
        new(BackupError.PathInvalid, $"{Address} was replaced or removed while it was read", "run it again", cause);

    /// <summary>One answer, or several: where a connection breaks, the next one goes on.</summary>
    private sealed class Part(RcloneFile file, long offset, long length) : ReadOnlyStream
    {
        private RcloneAnswer? _answer;
        private long _done;
        private int _failures;

        public override int Read(Span<byte> buffer)
        {
            while (_done < length && buffer.Length > 0)
            {
                try
                {
                    _answer ??= file.Get(offset + _done, length - _done);
                    int count = _answer.Read(buffer[..(int)Math.Min(buffer.Length, length - _done)], file.Stop);
                    if (count == 0) throw new IOException("the remote ended early");
                    _done += count;
                    return count;
                }
                catch (Exception fault) when (RcloneFault.Is(fault))
                {
                    _answer?.Dispose();
                    _answer = null;
                    if (++_failures >= Attempts) throw RcloneFault.OnRead(fault, file.Address);
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

    private CancellationToken Stop => stop;
}
