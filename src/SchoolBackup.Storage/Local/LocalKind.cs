namespace SchoolBackup.Storage.Local;

/// <summary>Folders: every location that no other kind takes.</summary>
public sealed class LocalKind : IRepositoryKind
{
    public string Scheme => "";

    public IRepository At(string location) => new LocalRepository(location);

    public BackupRef Backup(string address)
    {
        string full = new LocalRepository(address).Location;
        return new BackupRef(new LocalRepository(Path.GetDirectoryName(full) ?? full), Path.GetFileName(full));
    }
}
