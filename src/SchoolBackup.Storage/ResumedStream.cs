using SchoolBackup.Errors;

namespace SchoolBackup.Storage;

/// <summary>Part of a file that comes over a network, by one answer or several: where a connection breaks, the next one goes on.</summary>
public abstract class ResumedStream(long offset, long length) : ReadOnlyStream
{
    private const int Attempts = 4;

    private Stream? _answer;
    private long _done;
    private int _failures;

    public sealed override int Read(Span<byte> buffer)
    {
        while (_done < length && buffer.Length > 0)
        {
            try
            {
                _answer ??= Ask(offset + _done, length - _done);
                int count = _answer.Read(buffer[..(int)Math.Min(buffer.Length, length - _done)]);
                if (count == 0) throw new IOException("the connection was closed early");
                _done += count;
                return count;
            }
            catch (Exception fault) when (IsFault(fault))
            {
                _answer?.Dispose();
                _answer = null;
                if (++_failures >= Attempts) throw OnRead(fault);
            }
        }

        return 0;
    }

    /// <summary>Asks for these bytes of the file.</summary>
    protected abstract Stream Ask(long from, long count);

    /// <summary>Whether asking once more may help.</summary>
    protected abstract bool IsFault(Exception fault);

    /// <summary>What to throw when it did not.</summary>
    protected abstract BackupException OnRead(Exception fault);

    protected override void Dispose(bool disposing)
    {
        if (disposing) _answer?.Dispose();
        base.Dispose(disposing);
    }
}
