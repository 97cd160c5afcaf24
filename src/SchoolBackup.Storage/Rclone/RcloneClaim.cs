using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Rclone;

/// <summary>
/// The right to give a file its name, for the moment that this takes. Remotes cannot be asked to refuse a name that is taken, so whoever
/// wants one first writes a claim, and then looks at all claims of that name. Of two that do so at once, at least one sees the other: it
/// withdraws where the other's claim is smaller, and otherwise waits until that is gone. So no two ever go on together.
/// </summary>
internal sealed class RcloneClaim : IDisposable
{
    public const string Folder = RcloneRepository.OwnFolder + "/claims";

    private const int Looks = 120;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    private readonly RcloneRepository _repository;
    private readonly string _name;
    private readonly string _claim;

    private RcloneClaim(RcloneRepository repository, string name) =>
        (_repository, _name, _claim) = (repository, name, $"{name}.{RclonePart.Token()}");

    /// <summary>What could not be removed, or null: it keeps nobody from anything but this very name.</summary>
    public string? LeftBehind { get; private set; }

    /// <exception cref="BackupException"><see cref="BackupError.BackupExists"/>: another run is about to take the name.</exception>
    public static RcloneClaim Take(RcloneRepository repository, string name, CancellationToken stop)
    {
        var claim = new RcloneClaim(repository, name);
        try
        {
            using SpoolFile spool = SpoolFile.Make(claim._claim);
            repository.Send(spool, $"{Folder}/{claim._claim}", stop);
            claim.WaitUntilAlone(stop);
            return claim;
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    public void Dispose() => LeftBehind = RclonePart.TryRemove(_repository, $"{Folder}/{_claim}");

    private void WaitUntilAlone(CancellationToken stop)
    {
        for (int look = 0; look < Looks; look++)
        {
            string[] claims = [.. _repository.ListOwn(Folder, stop).Select(item => item.Name).Where(IsOfThisName)];
            if (claims is [var only] && only == _claim) return;
            if (claims.Any(other => string.CompareOrdinal(other, _claim) < 0)) break;
            stop.WaitHandle.WaitOne(BetweenLooks);
            stop.ThrowIfCancellationRequested();
        }

        throw _repository.Exists(_name);
    }

    private bool IsOfThisName(string claim) => claim.Length == _claim.Length && claim.StartsWith(_name + ".", StringComparison.Ordinal);
}
