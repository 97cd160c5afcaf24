using System.Security.Cryptography;
using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Rclone;

/// <summary>
/// A file that is on its way to a name: it lies beside the backups, where nobody looks, until it is moved. Disposed before that, it is
/// removed.
/// </summary>
internal sealed class RclonePart(RcloneRepository repository, string name) : IDisposable
{
    public const string Extension = ".part";

    /// <summary>What clean-up waits for a remote: somebody may have pressed Ctrl+C.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    private readonly string _path = $"{RcloneRepository.OwnFolder}/{name}.{Token()}{Extension}";
    private long _length;
    private bool _sent;

    /// <summary>What could not be removed, or null.</summary>
    public string? LeftBehind { get; private set; }

    /// <summary>
    /// Twelve digits that no other run has: with them, the longest name of a backup still fits into the 255 bytes of a file's name.
    /// </summary>
    public static string Token() => RandomNumberGenerator.GetHexString(12, lowercase: true);

    /// <summary>Sends it, and looks whether all of it has arrived.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.NoSpace"/>, <see cref="BackupError.PathNotWritable"/>, <see cref="BackupError.WriteFailed"/>.
    /// </exception>
    public void Send(SpoolFile spool, CancellationToken stop, Action? moved = null)
    {
        _length = spool.Content.Length;
        _sent = true;
        repository.Send(spool, _path, stop, moved);
        repository.RequireLength(_path, _length, stop);
    }

    /// <summary>Gives it its path, in the place of what has it, and looks whether all of it is there.</summary>
    /// <inheritdoc cref="Send"/>
    public void MoveTo(string path, CancellationToken stop)
    {
        repository.Move(_path, path, stop);
        _sent = false;
        repository.RequireLength(path, _length, stop);
    }

    public void Dispose()
    {
        if (!_sent) return;
        _sent = false;
        LeftBehind = TryRemove(repository, _path);
    }

    /// <summary>Removes what must not stay, within a short time.</summary>
    /// <returns>What was left, and why; null when nothing was.</returns>
    public static string? TryRemove(RcloneRepository repository, string path)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            repository.Remove(path, patience.Token);
            return null;
        }
        catch (Exception fault) when (fault is BackupException or OperationCanceledException)
        {
            return $"{repository.AddressOf(path)}: {fault.Message}";
        }
    }
}
