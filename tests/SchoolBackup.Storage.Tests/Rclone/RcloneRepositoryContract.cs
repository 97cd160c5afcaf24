using SchoolBackup.Storage.Rclone;
using SchoolBackup.Storage.Tests.S3;

namespace SchoolBackup.Storage.Tests.Rclone;

/// <summary>A folder of a remote for each test.</summary>
public abstract class RcloneRepositoryContract(string kind) : RepositoryContract, IDisposable
{
    private readonly RcloneRemotes _remotes = new();
    private readonly string _folder = Guid.NewGuid().ToString("N");

    private protected override IRepository Empty => new RcloneKind(_remotes.Service()).At($"rclone:{_remotes.Remote(kind)}{_folder}");

    /// <summary>The server of WebDAV needs minutes for so many.</summary>
    private protected override void Fill(IRepository place, string[] names)
    {
        foreach (string name in names) File.WriteAllText(Path.Combine(_remotes.Served, _folder, name), "x");
    }

    public void Dispose()
    {
        _remotes.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class RcloneLocalContract() : RcloneRepositoryContract("local");

public sealed class RcloneWebDavContract() : RcloneRepositoryContract("webdav");

public sealed class RcloneSftpContract() : RcloneRepositoryContract("sftp");

/// <summary>Buckets have no folders, and rclone moves by copying there.</summary>
public sealed class RcloneBucketContract(MotoServer store) : RepositoryContract, IClassFixture<MotoServer>, IDisposable
{
    private readonly RcloneRemotes _remotes = new();

    private protected override IRepository Empty
    {
        get
        {
            store.Location(); // skips where there is no store
            _remotes.Add("bucket", $"type = s3\nprovider = Other\nendpoint = {store.Endpoint}\nregion = us-east-1\nenv_auth = true");
            // This one would be for a store on the network, and rclone refuses some.
            return new RcloneKind(_remotes.Service(("AWS_CA_BUNDLE", ""))).At($"rclone:bucket:{MotoServer.Bucket}/{Guid.NewGuid():N}");
        }
    }

    public void Dispose() => _remotes.Dispose();
}
