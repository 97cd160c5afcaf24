using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Faults;

/// <summary>Who cannot even begin says why, without the password, and leaves nothing.</summary>
[Collection(OnServer.Name)]
public sealed class ConnectionFaultTests(TestServer server)
{
    [Fact]
    public void Wrong_host() => Refused(BackupError.CannotConnect, connection => connection with { Server = "nowhere.invalid" });

    [Fact]
    public void A_host_with_its_port()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        BackupException failure = Run.Fails(BackupError.CannotConnect, () => Run.Backup(school.BackupOptions with { Connection = school.Connection with { Server = "127.0.0.1:3306" } }));
        Assert.Contains("holds a port", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--port", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_port() => Refused(BackupError.CannotConnect, connection => connection with { Port = 1 });

    [Fact]
    public void Wrong_socket() => Refused(BackupError.CannotConnect, connection => connection with { Socket = "/nowhere/mysqld.sock" });

    [Fact]
    public void Wrong_password() => Refused(BackupError.AccessDenied, connection => connection with { Password = "chalk and blackboard" });

    [Fact]
    public void Wrong_user() => Refused(BackupError.AccessDenied, connection => connection with { User = "headmaster", Password = "chalk and blackboard" });

    [Fact]
    public void A_line_that_must_be_encrypted_and_cannot_be() => Refused(BackupError.TlsFailed, connection => connection with { SslMode = SslMode.VerifyIdentity });

    [Fact]
    public void An_expired_password()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        ConnectionOptions account = school.Account("SELECT ON {db}.*");
        server.Server.RunSql($"ALTER USER {account.User}@'%' PASSWORD EXPIRE");
        BackupException failure = Run.Fails(BackupError.PasswordExpired, () => Run.Backup(school.BackupOptions with { Connection = account }));
        Assert.Contains("ALTER USER", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void No_connection_left_for_the_account()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        ConnectionOptions account = school.Account("ALL PRIVILEGES ON *.*");
        server.Server.RunSql($"ALTER USER {account.User}@'%' WITH MAX_USER_CONNECTIONS 1");
        using MySqlConnection only = MySqlConnection.Open(account, CancellationToken.None);
        BackupException failure = Run.Fails(BackupError.TooManyConnections, () => Run.Backup(school.BackupOptions with { Connection = account }));
        Assert.Contains("max_user_connections", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_database()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        var before = new Before(school);
        BackupException failure = Run.Fails(BackupError.DatabaseNotFound, () => Run.Backup(school.BackupOptions with { Databases = ["shcool"] }));
        Assert.Contains("shcool", failure.Message, StringComparison.Ordinal);
        Assert.Contains(school.Name, failure.Hint, StringComparison.Ordinal);
        before.AssertNothingChanged();
    }

    [Theory]
    [InlineData("5.5.62")]
    [InlineData("5.6.51-log")]
    [InlineData("5.5.5-10.4.34-MariaDB-1:10.4.34+maria~deb10")]
    [InlineData("5.5.5-10.3.39-MariaDB")]
    public void A_server_that_is_too_old(string version)
    {
        using var old = new OldServer(version);
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        var before = new Before(school);
        BackupException failure = Run.Fails(BackupError.ServerUnsupported, () => Run.Backup(school.BackupOptions with { Connection = old.Connection }));
        Assert.Contains(version.Replace("5.5.5-", "", StringComparison.Ordinal), failure.Message, StringComparison.Ordinal);
        before.AssertNothingChanged();
    }

    private void Refused(BackupError code, Func<ConnectionOptions, ConnectionOptions> change)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        var before = new Before(school);
        ConnectionOptions wrong = change(school.Connection);

        foreach (Action run in (Action[])
        [
            () => Run.Backup(school.BackupOptions with { Connection = wrong }),
            () => Run.Restore(school.RestoreOptions(file) with { Connection = wrong }),
            () => Run.Verify(new VerifyOptions { Backup = Places.Backup(file), Level = VerifyLevel.Restore, Connection = wrong }),
        ])
        {
            BackupException failure = Run.Fails(code, run);
            Assert.DoesNotContain("chalk and blackboard", failure.ToString(), StringComparison.Ordinal);
        }

        before.AssertNothingChanged();
    }
}
