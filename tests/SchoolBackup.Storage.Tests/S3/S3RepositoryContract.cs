using SchoolBackup.Storage.S3;

namespace SchoolBackup.Storage.Tests.S3;

public sealed class S3RepositoryContract(MotoServer store) : RepositoryContract, IClassFixture<MotoServer>
{
    private protected override IRepository Empty => new S3Kind().At(store.Location());
}
