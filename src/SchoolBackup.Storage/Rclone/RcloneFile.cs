using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Rclone;

/// <summary>A file of a remote. Its parts are asked for by themselves.</summary>
internal sealed class RcloneFile(RcloneLocation location, RcloneService rclone, StoredItem item, CancellationToken stop) : IStoredFile
{
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

    private sealed class Part(RcloneFile file, long offset, long length) : ResumedStream(offset, length)
    {
        protected override Stream Ask(long from, long count) => file.Get(from, count);

        protected override bool IsFault(Exception fault) => RcloneFault.Is(fault);

        protected override BackupException OnRead(Exception fault) => RcloneFault.OnRead(fault, file.Address);
    }
}
