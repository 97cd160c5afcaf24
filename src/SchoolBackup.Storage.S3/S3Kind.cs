using SchoolBackup.Errors;

namespace SchoolBackup.Storage.S3;

/// <summary>
/// Buckets of Amazon S3, and of every store that speaks its protocol: <c>s3://bucket/prefix</c>, with <c>?endpoint=https://minio.school.example</c>
/// behind it for a store that is not Amazon's.
/// </summary>
public sealed class S3Kind : IRepositoryKind
{
    public string Scheme => S3Location.Scheme;

    public IRepository At(string location) => new S3Repository(S3Location.Parse(location));

    public BackupRef Backup(string address)
    {
        (S3Location location, string name) = S3Location.ParseAddress(address);
        return name.Length > 0 ? new BackupRef(new S3Repository(location), name) : throw new BackupException(
            BackupError.PathInvalid, $"{address} names a place, and no backup in it", "name the backup: s3://BUCKET/PREFIX/NAME");
    }
}
