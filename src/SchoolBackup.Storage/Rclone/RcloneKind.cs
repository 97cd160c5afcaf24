using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Rclone;

/// <summary>
/// Whatever the installed <c>rclone</c> reaches: <c>rclone:remote:path</c>, where the remote is one of its configuration, or
/// <c>:local:</c> and the like.
/// </summary>
/// <seealso href="https://rclone.org/overview/"/>
public sealed class RcloneKind : IRepositoryKind
{
    private readonly RcloneService _rclone;

    public RcloneKind() : this(RcloneService.Shared)
    {
    }

    internal RcloneKind(RcloneService rclone) => _rclone = rclone;

    public string Scheme => RcloneLocation.Scheme;

    public IRepository At(string location) => new RcloneRepository(RcloneLocation.Parse(location), _rclone);

    public BackupRef Backup(string address)
    {
        (RcloneLocation location, string name) = RcloneLocation.ParseAddress(address);
        return name.Length > 0 ? new BackupRef(new RcloneRepository(location, _rclone), name) : throw new BackupException(
            BackupError.PathInvalid, $"{address} names a place, and no backup in it", "name the backup: rclone:REMOTE:PATH/NAME");
    }
}
