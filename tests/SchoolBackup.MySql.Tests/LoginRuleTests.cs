using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SchoolBackup.MySql.LogIn;
using SchoolBackup.MySql.Tests.Servers;
using SchoolBackup.MySql.Transport;

namespace SchoolBackup.MySql.Tests;

/// <summary>What each authentication plug-in tells a server that asks for more than it should, to the byte.</summary>
public sealed class LoginRuleTests
{
    private const string Password = "chalk and blackboard";
    private const uint WithTls = 0xDFFF_FFFF;

    private static readonly byte[] PasswordWithNul = [.. Encoding.UTF8.GetBytes(Password), 0];
    private static readonly byte[] Challenge32 = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Theory]
    [InlineData("mysql_native_password")]
    [InlineData("caching_sha2_password")]
    [InlineData("sha256_password")]
    [InlineData("mysql_clear_password")]
    [InlineData("client_ed25519")]
    [InlineData("parsec")]
    [InlineData("auth_gssapi_client")]
    [InlineData("mysql_old_password")]
    [InlineData("dialog")]
    [InlineData("authentication_ldap_sasl_client")]
    public void The_password_itself_never_goes_over_an_open_connection(string plugin)
    {
        using var key = RSA.Create(2048);
        byte[][] questions = [[1, 4], [4], [1, 2], [2, .. "Password: "u8], [1, .. Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem())], [1, 3], [(byte)'P', 0, 1, 2, 3], [0xFE]];
        foreach (byte[] question in questions)
        {
            byte[] heard = HeardBy(server => server.Options, s =>
            {
                s.Greet("mysql_native_password");
                byte[] answer = s.Receive();
                s.Send(Switch(plugin));
                byte[] second = s.Receive();
                s.Send(question);
                return [.. answer, .. second, .. s.Receive()];
            });

            Assert.DoesNotContain(Password, Encoding.Latin1.GetString(heard), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("caching_sha2_password", true)]
    [InlineData("sha256_password", true)]
    [InlineData("mysql_clear_password", false)]
    [InlineData("mysql_native_password", false)]
    [InlineData("client_ed25519", false)]
    [InlineData("parsec", false)]
    public void Over_TLS_that_nobody_verified_only_those_tell_it_that_do_so_by_the_manual(string plugin, bool tells)
    {
        using X509Certificate2 certificate = TestCertificate.SelfSigned("localhost");
        byte[] heard = HeardBy(server => server.Options with { SslMode = SslMode.Required }, s =>
        {
            s.Greet("mysql_native_password", capabilities: WithTls);
            s.Receive();
            s.StartTls(certificate);
            s.Receive();
            s.Send(Switch(plugin));
            byte[] answer = s.Receive();
            if (answer.AsSpan().SequenceEqual(PasswordWithNul)) return answer;
            s.Send(1, 4);
            return s.Receive();
        });

        Assert.Equal(tells ? PasswordWithNul : [], heard);
    }

    [Fact]
    public void Each_switch_of_the_plugin_is_answered_by_its_own_rule()
    {
        byte[] other = [.. Conversation.Scramble.Reverse()];
        using var server = new ScriptedServer(s =>
        {
            s.Greet("mysql_native_password");
            s.Receive();
            s.Send(Switch("client_ed25519"));
            Assert.Equal(Ed25519.Sign(SHA512.HashData(Encoding.UTF8.GetBytes(Password)), Challenge32), s.Receive());
            s.Send([0xFE, .. "mysql_native_password"u8, 0, .. other, 0]);
            byte[] once = SHA1.HashData(Encoding.UTF8.GetBytes(Password));
            byte[] mask = SHA1.HashData([.. other, .. SHA1.HashData(once)]);
            Assert.Equal(once.Zip(mask, (a, b) => (byte)(a ^ b)), s.Receive());
            s.Ok();
        });

        MySqlConnection.Open(server.Options, CancellationToken.None).Dispose();

        server.AssertPlayed();
    }

    [Fact]
    public void An_unknown_plugin_behind_a_known_one_is_named_and_hears_nothing()
    {
        using var server = new ScriptedServer(s =>
        {
            s.Greet("mysql_native_password");
            s.Receive();
            s.Send(Switch("caching_sha2_password"));
            s.Receive();
            s.Send([0xFE, .. "tell_me_all"u8, 0, 1, 2, 3]);
            Assert.Throws<EndOfStreamException>(() => s.Receive());
        });

        var e = Assert.Throws<MySqlConnectException>(() => MySqlConnection.Open(server.Options, CancellationToken.None));

        Assert.Equal(ConnectFailure.Authentication, e.Failure);
        Assert.Contains("tell_me_all", e.Message, StringComparison.Ordinal);
        server.AssertPlayed();
    }

    [Theory]
    [InlineData("caching_sha2_password", new byte[] { 1, 3 }, nameof(WireLimits.LogInPackets))]
    [InlineData("parsec", new byte[] { 1, (byte)'P', 0, 1, 2 }, nameof(WireLimits.LogInPackets))]
    [InlineData("mysql_native_password", new byte[] { 1, 3 }, "where that is over")]
    [InlineData("client_ed25519", new byte[] { 1, 3 }, "where that is over")]
    [InlineData("mysql_clear_password", new byte[] { 1, 3 }, "where that is over")]
    public void More_data_without_end_is_refused(string plugin, byte[] more, string word)
    {
        using X509Certificate2 certificate = TestCertificate.SelfSigned("localhost");
        using var server = new ScriptedServer(s =>
        {
            s.Greet("mysql_native_password", capabilities: WithTls);
            s.Receive();
            s.StartTls(certificate);
            s.Receive();
            s.Send(Switch(plugin));
            Assert.ThrowsAny<IOException>(SendForEver);

            void SendForEver()
            {
                s.Receive();
                while (true)
                {
                    s.Send(more);
                    if (plugin == "parsec") s.Receive();
                }
            }
        });

        var e = Assert.Throws<MySqlConnectException>(() =>
            MySqlConnection.Open(server.Options with { SslMode = SslMode.Required, EnableCleartextPlugin = true }, CancellationToken.None));

        Assert.Equal(ConnectFailure.Unsupported, e.Failure);
        Assert.Contains(word, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mysql_native_password", 0)]
    [InlineData("mysql_native_password", 8)]
    [InlineData("caching_sha2_password", 32)]
    [InlineData("sha256_password", 1)]
    [InlineData("client_ed25519", 20)]
    [InlineData("parsec", 31)]
    public void A_challenge_of_another_length_is_not_answered(string plugin, int length)
    {
        using var server = new ScriptedServer(s =>
        {
            s.Greet("mysql_native_password");
            s.Receive();
            s.Send([0xFE, .. Encoding.ASCII.GetBytes(plugin), 0, .. Challenge32.AsSpan(0, length)]);
            if (plugin == "sha256_password")
            {
                Assert.Equal([1], s.Receive());
                using var key = RSA.Create(2048);
                s.Send([1, .. Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem())]);
            }

            Assert.Throws<EndOfStreamException>(() => s.Receive());
        });

        Assert.Equal(ConnectFailure.Unsupported, Assert.Throws<MySqlConnectException>(() => MySqlConnection.Open(server.Options, CancellationToken.None)).Failure);
        server.AssertPlayed();
    }

    [Theory]
    [InlineData(SslMode.Required)]
    [InlineData(SslMode.VerifyCA)]
    [InlineData(SslMode.VerifyIdentity)]
    public void A_server_that_takes_its_TLS_back_hears_nothing(SslMode mode)
    {
        using var server = new ScriptedServer(s =>
        {
            s.Greet("mysql_native_password");
            Assert.Throws<EndOfStreamException>(() => s.Receive());
        });

        Assert.Equal(ConnectFailure.Tls, Assert.Throws<MySqlConnectException>(() => MySqlConnection.Open(server.Options with { SslMode = mode }, CancellationToken.None)).Failure);
        server.AssertPlayed();
    }

    /// <summary>TLS that was offered and fails is not followed by a log-in without it, whatever the mode.</summary>
    [Theory]
    [InlineData(SslMode.Preferred)]
    [InlineData(SslMode.Required)]
    public void A_server_that_answers_TLS_in_the_open_is_not_answered_in_the_open(SslMode mode)
    {
        byte[] heard = [];
        using var server = new ScriptedServer(s =>
        {
            s.Greet("mysql_native_password", capabilities: WithTls);
            s.Receive();
            s.Ok();
            heard = s.ReceiveAll();
        });

        Assert.Equal(ConnectFailure.Tls, Assert.Throws<MySqlConnectException>(() => MySqlConnection.Open(server.Options with { SslMode = mode }, CancellationToken.None)).Failure);
        server.AssertPlayed();
        Assert.DoesNotContain("teacher", Encoding.Latin1.GetString(heard), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SslMode.VerifyIdentity, true, false, false, false, true, true)]
    [InlineData(SslMode.VerifyCA, true, false, false, false, true, true)]
    [InlineData(SslMode.VerifyCA, false, true, false, false, false, true)]
    [InlineData(SslMode.Required, true, false, false, false, false, true)]
    [InlineData(SslMode.Required, true, false, false, true, true, true)]
    [InlineData(SslMode.Preferred, false, false, false, true, false, false)]
    [InlineData(SslMode.Preferred, false, false, true, true, false, true)]
    [InlineData(SslMode.Preferred, false, true, false, false, false, true)]
    [InlineData(SslMode.Preferred, false, true, false, true, true, true)]
    public void What_may_be_told_follows_from_who_may_have_answered(
        SslMode mode, bool isEncrypted, bool isLocal, bool isLoopback, bool isClearAllowed, bool maySendClear, bool mayTakeServerKey)
    {
        using var channel = new Channel(isEncrypted ? new SslStream(new MemoryStream()) : new MemoryStream(), "a server", isLocal) { IsLoopback = isLoopback };
        var options = new ConnectionOptions { SslMode = mode, EnableCleartextPlugin = isClearAllowed };

        bool isVerified = isEncrypted && mode is SslMode.VerifyCA or SslMode.VerifyIdentity;
        string? ticketHost = isVerified || isLocal || isLoopback ? null : "localhost";
        Assert.Equal(new PasswordRules(maySendClear, mayTakeServerKey, null, ticketHost), PasswordRules.Of(options, channel));
        Assert.True(PasswordRules.Of(options with { GetServerPublicKey = true }, channel).MayTakeServerKey);
    }

    private static byte[] Switch(string plugin)
    {
        bool isLong = plugin is "client_ed25519" or "parsec";
        return [0xFE, .. Encoding.ASCII.GetBytes(plugin), 0, .. isLong ? Challenge32 : [.. Conversation.Scramble, 0]];
    }

    /// <summary>What a client tells a server before one of the two gives up.</summary>
    private static byte[] HeardBy(Func<ScriptedServer, ConnectionOptions> how, Func<Conversation, byte[]> ask)
    {
        byte[] heard = [];
        using var server = new ScriptedServer(s =>
        {
            try
            {
                heard = ask(s);
            }
            catch (IOException)
            {
                // The client has hung up, which is what it should.
            }
        });

        Assert.Throws<MySqlConnectException>(() => MySqlConnection.Open(how(server), CancellationToken.None).Dispose());
        server.AssertPlayed();
        return heard;
    }
}
