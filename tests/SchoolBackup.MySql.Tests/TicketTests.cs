using System.Text;
using SchoolBackup.MySql.LogIn;

namespace SchoolBackup.MySql.Tests;

/// <summary>
/// For whom a ticket is asked, before any library of Kerberos is; the log-in itself is tested with a realm, by the command line.
/// </summary>
public sealed class TicketTests
{
    [Theory]
    [InlineData("")]
    [InlineData("@SCHOOL.TEST")]
    [InlineData("mariadb/@SCHOOL.TEST")]
    [InlineData("/localhost")]
    [InlineData("mariadb/localhost/more@SCHOOL.TEST")]
    [InlineData("mariadb/local host")]
    [InlineData("mariadb/localhost@SCHOOL.TEST@OTHER.TEST")]
    [InlineData("mariadb/\u001b[31mlocalhost")]
    [InlineData("mariadb/localhost\n")]
    public void What_is_no_service_on_a_host_is_asked_of_nobody(string principal)
    {
        string refusal = Refusal(principal, onlyHost: null);

        Assert.Equal("the server names no service/host@REALM for which there could be a Kerberos ticket", refusal);
    }

    [Theory]
    [InlineData("ldap/dc.school.test@SCHOOL.TEST", "db.school.test")]
    [InlineData("mariadb/db2.school.test", "db")]
    [InlineData("mariadb/db.school.test.evil.test", "db.school.test")]
    [InlineData("mariadb/db.school.test", "192.0.2.7")]
    public void A_server_that_nobody_verified_gets_no_ticket_for_another_host(string principal, string host)
    {
        Assert.Contains($"nobody has verified that {host} is that host", Refusal(principal, host), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mariadb/db.school.test@SCHOOL.TEST", "DB.school.test")]
    [InlineData("mariadb/db.school.test", "db")]
    [InlineData("ldap/dc.school.test", null)]
    public void A_ticket_that_does_not_come_in_time_is_waited_for_no_longer(string principal, string? host)
    {
        string refusal = Refusal(principal, host, new CancellationToken(canceled: true));

        Assert.Equal($"there is no Kerberos ticket for {principal}: the realm did not answer in time", refusal);
    }

    private static string Refusal(string principal, string? onlyHost, CancellationToken deadline = default)
    {
        using var secret = new AuthSecret("chalk", [.. Encoding.UTF8.GetBytes(principal), 0, .. "Kerberos"u8, 0], ChannelPrivacy.Open)
        {
            Rules = new PasswordRules(MaySendClear: false, MayTakeServerKey: false, PublicKeyFile: null, onlyHost),
            Deadline = deadline,
        };
        var e = Assert.Throws<MySqlConnectException>(() => AuthPlugin.Find("auth_gssapi_client").Answer(secret));
        Assert.Equal(ConnectFailure.Ticket, e.Failure);
        return e.Message;
    }
}
