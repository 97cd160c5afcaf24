using System.Net;
using System.Net.Sockets;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Operations;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Faults;

/// <summary>A place that takes the connection and then says nothing is given up when its time is over.</summary>
[Collection(OnServer.Name)]
public sealed class SilentPlaceTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TestServer _server;
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    public SilentPlaceTests(TestServer server)
    {
        _server = server;
        _silent.Start();
        // Without any, the search for credentials would ask the network.
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "testing");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "testing");
    }

    private IRepository Silent => Places.At($"s3://school/backups?region=none&endpoint=http://{_silent.LocalEndpoint}");

    public void Dispose() => _silent.Dispose();

    [Fact]
    public void Outside_the_repository_it_costs_its_own_copy()
    {
        using TestDatabase school = _server.NewDatabase(School.OfEachKind);
        BackupException failure = Run.Fails(BackupError.ExternalCopyFailed, () => Run.Backup(school.BackupOptions with { Copies = [Silent], PlaceTimeout = Patience }));
        Assert.Contains("does not answer", failure.Message, StringComparison.Ordinal);
        string published = Assert.Single(Directory.GetFiles(school.Repository, "backup_*.gz"));
        Assert.Equal(BackupValidity.Valid, Run.Verify(new VerifyOptions { Backup = Places.Backup(published) }).Validity);
    }

    [Fact]
    public void As_the_repository_it_ends_the_run()
    {
        using TestDatabase school = _server.NewDatabase(School.OfEachKind);
        BackupException failure = Run.Fails(BackupError.WriteFailed, () => Run.Backup(school.BackupOptions with { Repository = Silent, PlaceTimeout = Patience }));
        Assert.Contains("does not answer", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void As_the_end_of_a_copy_it_fails_that_copy()
    {
        using TestDatabase school = _server.NewDatabase(School.OfEachKind);
        school.BackUpToFile();
        var options = new CopyOptions { Backups = Catalogue.List([Places.At(school.Repository)]), Destinations = [Silent], PlaceTimeout = Patience };
        CopyResult result = Assert.Single(new CopyOperation(TimeProvider.System, new NoProgress()).Run(options, default));
        Assert.Contains("does not answer", result.Failure?.Message, StringComparison.Ordinal);
    }
}
