using SchoolBackup.MySql.Tests.Servers;

namespace SchoolBackup.MySql.Tests;

/// <summary>A server that dies has a server of its own.</summary>
[Trait("Needs", "server")]
public sealed class KilledServerTests
{
    [Fact]
    public void Rows_that_break_off_with_the_server_are_an_error()
    {
        using var server = new MariaDbServer();
        using MySqlConnection connection = MySqlConnection.Open(server.Teacher, CancellationToken.None);
        using RowReader rows = connection.Query($"SELECT a.seq {MariaDbServer.Endless}");
        Assert.True(rows.Read());

        server.Kill();

        Assert.ThrowsAny<MySqlConnectionException>(() => { while (rows.Read()) { } });
        Assert.ThrowsAny<MySqlConnectionException>(() => connection.Execute("SELECT 1"));
        var e = Assert.Throws<MySqlConnectException>(() => MySqlConnection.Open(server.Teacher, CancellationToken.None));
        Assert.Equal(ConnectFailure.Unreachable, e.Failure);
    }
}
