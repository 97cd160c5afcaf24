using System.Text;
using SchoolBackup.MySql.Tests.Servers;

namespace SchoolBackup.Cli.Tests;

/// <summary>
/// Accounts that log in by a Kerberos ticket, in a realm of the tests' own. The command line is a process of its own, as the library of
/// Kerberos reads its environment once.
/// </summary>
[Trait("Needs", "server"), Trait("Server", "mariadb")]
public sealed class KerberosTests : IClassFixture<KerberosSchool>, IDisposable
{
    private const string NeverSent = "Zq7-n0t-f0r-k3rb3r0s";

    private readonly KerberosSchool _school;
    private readonly Cli _cli;

    public KerberosTests(KerberosSchool school)
    {
        _school = school;
        Assert.SkipUnless(
            school.IsThere, "krb5-kdc, krb5-admin-server, krb5-user or mariadb-plugin-gssapi-server is not installed");
        _cli = new Cli();
        _cli["KRB5_CONFIG"] = school.Realm.Configuration;
        _cli["DB_PASSWORD"] = NeverSent;
    }

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("teacher")]
    [InlineData("backup")]
    public void A_ticket_makes_a_backup_and_proves_it(string user)
    {
        _cli["KRB5CCNAME"] = _school.Realm.Ticket("teacher");

        CliResult created = Run("create", user, "--database", "school");
        Assert.True(created.ExitCode == 0, created.ToString());
        string file = created.Json.GetProperty("data").GetProperty("path").GetString()!;
        CliResult proven = Run("verify", user, file, "--level", "restore");

        Assert.True(proven.ExitCode == 0, proven.ToString());
        Assert.True(proven.Json.GetProperty("data").GetProperty("valid").GetBoolean());
    }

    [Fact]
    public void Over_the_socket_it_is_the_same_ticket()
    {
        _cli["KRB5CCNAME"] = _school.Realm.Ticket("teacher");

        Assert.Equal(0, _cli.Run("create", "--database", "school", "--user", "teacher", "--socket", _school.Server.Socket).ExitCode);
    }

    [Fact]
    public void Without_a_ticket_it_is_said_how_to_get_one()
    {
        _cli["KRB5CCNAME"] = "FILE:/nowhere/tickets";

        Refused(Create("teacher"), $"there is no Kerberos ticket for {KerberosSchool.Service}: nobody is logged in at a realm");
    }

    [Fact]
    public void A_ticket_that_has_expired_is_none()
    {
        string tickets = _school.Realm.Ticket("teacher", life: "1s");
        _school.Realm.WaitForEnd(tickets);
        _cli["KRB5CCNAME"] = tickets;

        Refused(Create("teacher"), $"there is no Kerberos ticket for {KerberosSchool.Service}: the log-in at the realm has expired");
    }

    [Fact]
    public void Somebody_elses_ticket_is_refused_in_the_servers_words()
    {
        _cli["KRB5CCNAME"] = _school.Realm.Ticket("pupil");

        Refused(
            Create("teacher"),
            "the server refuses the ticket: GSSAPI name mismatch, requested 'teacher', actual name 'pupil@SCHOOL.TEST'");
    }

    [Fact]
    public void A_machine_without_Kerberos_says_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere it is part of the system");
        File.WriteAllText(Path.Combine(_cli.Folder, "libgssapi_krb5.so.2"), "");
        _cli["LD_LIBRARY_PATH"] = _cli.Folder;
        _cli["KRB5CCNAME"] = _school.Realm.Ticket("teacher");

        Refused(Create("teacher"), $"there is no Kerberos ticket for {KerberosSchool.Service}: this machine has no Kerberos library");
    }

    [Theory]
    [InlineData("mariadb/elsewhere@SCHOOL.TEST", "the realm does not know the service, or does not answer")]
    [InlineData("", "the server names no service/host@REALM")]
    public void For_a_service_that_nobody_knows_there_is_no_ticket(string principal, string why)
    {
        _cli["KRB5CCNAME"] = _school.Realm.Ticket("teacher");

        Refused(Against(principal, s => Assert.Throws<EndOfStreamException>(() => s.Receive())), why);
    }

    [Theory]
    [InlineData(new byte[] { 1, 1, 2, 3 })]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { })]
    public void A_server_that_asks_for_more_than_a_ticket_gets_nothing(byte[] message)
    {
        _cli["KRB5CCNAME"] = _school.Realm.Ticket("teacher");

        CliResult result = Against(KerberosSchool.Service, s =>
        {
            s.Receive();
            s.Send(message);
            Assert.Throws<EndOfStreamException>(() => s.Receive());
        });

        Assert.Equal("ServerUnsupported", result.ErrorCode);
        Assert.Contains("the server went on with auth_gssapi_client where that is over", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_giant_answer_to_a_ticket_is_beyond_a_bound()
    {
        _cli["KRB5CCNAME"] = _school.Realm.Ticket("teacher");

        CliResult result = Against(KerberosSchool.Service, s =>
        {
            s.Receive();
            s.Send(new byte[70_000]);
        });

        Assert.Contains("LogInPacketBytes", result.Output, StringComparison.Ordinal);
    }

    /// <summary>The identifiers of the mechanisms are in the first token: RFC 4121 has that of Kerberos, MS-NLMP that of NTLM.</summary>
    [Fact]
    public void What_is_sent_is_a_ticket_of_Kerberos_and_nothing_else()
    {
        byte[] heard = [];
        _cli["KRB5CCNAME"] = _school.Realm.Ticket("teacher");

        Against(KerberosSchool.Service, s => heard = s.Receive());

        string token = Encoding.Latin1.GetString(heard);
        Assert.Contains("\u002a\u0086\u0048\u0086\u00f7\u0012\u0001\u0002\u0002", token, StringComparison.Ordinal);
        Assert.DoesNotContain("\u002b\u0006\u0001\u0004\u0001\u0082\u0037\u0002\u0002\u000a", token, StringComparison.Ordinal);
        Assert.DoesNotContain(NeverSent, token, StringComparison.Ordinal);
    }

    private CliResult Create(string user) => Run("create", user, "--database", "school");

    private CliResult Run(string command, string user, params string[] args) =>
        _cli.Run([command, .. args, "--json", "--server", "127.0.0.1", "--port", $"{_school.Server.Port}", "--user", user]);

    /// <summary>The backup of a server that asks for a ticket and goes on as it likes.</summary>
    private CliResult Against(string principal, Action<Conversation> goOn)
    {
        using var server = new ScriptedServer(s =>
        {
            s.Greet("mysql_native_password");
            s.Receive();
            s.Send([0xFE, .. "auth_gssapi_client"u8, 0, .. Encoding.ASCII.GetBytes(principal), 0, .. "Kerberos"u8, 0]);
            goOn(s);
        });
        return _cli.Run(
            "create", "--database", "school", "--json", "--server", "127.0.0.1", "--port", $"{server.Options.Port}", "--user", "teacher");
    }

    private static void Refused(CliResult result, string why)
    {
        Assert.Equal(5, result.ExitCode);
        Assert.Equal("AccessDenied", result.ErrorCode);
        string error = result.Json.GetProperty("error").GetProperty("message").GetString()!;
        Assert.Contains(why, error, StringComparison.Ordinal);
        Assert.Contains("kinit", result.Json.GetProperty("error").GetProperty("hint").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(NeverSent, result.ToString(), StringComparison.Ordinal);
    }
}
