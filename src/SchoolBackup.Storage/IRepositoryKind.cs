namespace SchoolBackup.Storage;

/// <summary>A kind of place, told from the others by how its locations begin.</summary>
public interface IRepositoryKind
{
    /// <summary>What its locations begin with, such as <c>s3://</c>; empty for folders, which are whatever is nothing else.</summary>
    string Scheme { get; }

    /// <summary>The place of a location. Nothing is asked of it yet.</summary>
    /// <exception cref="SchoolBackup.Errors.BackupException"><see cref="SchoolBackup.Errors.BackupError.PathInvalid"/>: it names no such place.</exception>
    IRepository At(string location);

    /// <summary>The backup of an address, which is a location with a name behind it.</summary>
    /// <exception cref="SchoolBackup.Errors.BackupException"><see cref="SchoolBackup.Errors.BackupError.PathInvalid"/>: it names no such file.</exception>
    BackupRef Backup(string address);
}
