using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SchoolBackup.MySql.Tests.Servers;

namespace SchoolBackup.MySql.Tests;

/// <summary>Log-ins that no MariaDB asks for, byte for byte as the protocol's manual describes them.</summary>
public sealed class LoginTests
{
    private const string Password = "chalk and blackboard";

    private static readonly byte[] PasswordWithNul = [.. Encoding.UTF8.GetBytes(Password), 0];
    private static readonly byte[] Sha256Switch = [0xFE, .. "sha256_password"u8, 0, .. Conversation.Scramble, 0];

    [Fact]
    public void The_answer_to_the_greeting_is_the_manuals_to_the_byte()
    {
        byte[] answer = [];
        using var server = new ScriptedServer(s =>
        {
            s.Greet("mysql_native_password");
            answer = s.Receive();
            s.Ok();
        });

        MySqlConnection.Open(server.Options with { Database = "school" }, CancellationToken.None).Dispose();

        server.AssertPlayed();
        byte[] expected =
        [
            // LONG_PASSWORD, LONG_FLAG, CONNECT_WITH_DB, LOCAL_FILES, PROTOCOL_41, TRANSACTIONS, SECURE_CONNECTION,
            // MULTI_RESULTS, PLUGIN_AUTH, PLUGIN_AUTH_LENENC; then 1 GiB, utf8mb4_general_ci, 23 zeros
            0x8D, 0xA2, 0x2A, 0x00, 0, 0, 0, 0x40, 45, .. new byte[23],
            .. "teacher"u8, 0, 20, .. NativeAnswer(Conversation.Scramble), .. "school"u8, 0, .. "mysql_native_password"u8, 0,
        ];
        Assert.Equal(expected, answer);
    }

    [Fact]
    public void Caching_sha2_is_let_in_by_the_fast_path()
    {
        using var server = new ScriptedServer(s =>
        {
            s.Greet("caching_sha2_password");
            Assert.Equal([32, .. Sha2Answer(Conversation.Scramble)], s.Receive().AsSpan(32 + 8, 33).ToArray());
            s.Send(1, 3);
            s.Ok();
        });

        MySqlConnection.Open(server.Options, CancellationToken.None).Dispose();

        server.AssertPlayed();
    }

    [Fact]
    public void Caching_sha2_encrypts_the_password_with_the_servers_key_on_an_open_line()
    {
        using var key = RSA.Create(2048);
        using var server = new ScriptedServer(s =>
        {
            s.Greet("caching_sha2_password");
            s.Receive();
            s.Send(1, 4);
            Assert.Equal([2], s.Receive());
            s.Send([1, .. Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem())]);
            byte[] hidden = key.Decrypt(s.Receive(), RSAEncryptionPadding.OaepSHA1);
            for (int i = 0; i < hidden.Length; i++) hidden[i] ^= Conversation.Scramble[i % 20];
            Assert.Equal(PasswordWithNul, hidden);
            s.Ok();
        });

        MySqlConnection.Open(server.Options, CancellationToken.None).Dispose();

        server.AssertPlayed();
    }

    [Fact]
    public void Caching_sha2_sends_the_password_itself_over_TLS()
    {
        using X509Certificate2 certificate = TestCertificate.SelfSigned("localhost");
        using var server = new ScriptedServer(s =>
        {
            s.Greet("caching_sha2_password", capabilities: 0xDFFF_FFFF);
            byte[] request = s.Receive();
            Assert.Equal(32, request.Length);
            Assert.Equal(0x08, request[1] & 0x08); // SSL
            s.StartTls(certificate);
            s.Receive();
            s.Send(1, 4);
            Assert.Equal(PasswordWithNul, s.Receive());
            s.Ok();
        });

        using MySqlConnection connection = MySqlConnection.Open(server.Options, CancellationToken.None);

        Assert.True(connection.IsEncrypted);
        server.AssertPlayed();
    }

    [Fact]
    public void A_useless_public_key_is_an_authentication_failure()
    {
        using var server = new ScriptedServer(s =>
        {
            s.Greet("caching_sha2_password");
            s.Receive();
            s.Send(1, 4);
            s.Receive();
            s.Send([1, .. "no key at all"u8]);
        });

        Assert.Equal(ConnectFailure.Authentication, FailureOf(server.Options).Failure);
    }

    [Fact]
    public void An_empty_password_is_told_as_the_servers_own_client_tells_it()
    {
        using var server = new ScriptedServer(s =>
        {
            s.Greet("caching_sha2_password");
            Assert.Equal([1, 0, .. "caching_sha2_password"u8, 0], s.Receive()[40..]);
            s.Ok();
        });

        MySqlConnection.Open(server.Options with { Password = "" }, CancellationToken.None).Dispose();

        server.AssertPlayed();
    }

    [Fact]
    public void The_plugin_is_changed_when_the_account_uses_another()
    {
        byte[] other = [.. Conversation.Scramble.Reverse()];
        using var server = new ScriptedServer(s =>
        {
            s.Greet("caching_sha2_password");
            s.Receive();
            s.Send([0xFE, .. "mysql_native_password"u8, 0, .. other, 0]);
            Assert.Equal(NativeAnswer(other), s.Receive());
            s.Ok();
        });

        MySqlConnection.Open(server.Options, CancellationToken.None).Dispose();

        server.AssertPlayed();
    }

    [Theory]
    [InlineData(SslMode.Required, false, false)]
    [InlineData(SslMode.Preferred, false, false)]
    [InlineData(SslMode.Required, true, true)]
    [InlineData(SslMode.VerifyCA, false, true)]
    public void The_clear_password_goes_to_a_verified_server_or_where_it_is_allowed(SslMode mode, bool allowed, bool sent)
    {
        using X509Certificate2 certificate = TestCertificate.SelfSigned("localhost");
        string authority = Path.GetTempFileName();
        File.WriteAllText(authority, certificate.ExportCertificatePem());
        using var server = new ScriptedServer(s =>
        {
            s.Greet("mysql_clear_password", capabilities: 0xDFFF_FFFF);
            s.Receive();
            s.StartTls(certificate);
            Assert.DoesNotContain(Password, Encoding.Latin1.GetString(s.Receive()), StringComparison.Ordinal);
            s.Send([0xFE, .. "mysql_clear_password"u8, 0]);
            if (!sent)
            {
                Assert.ThrowsAny<IOException>(() => s.Receive());
                return;
            }

            Assert.Equal(PasswordWithNul, s.Receive());
            s.Ok();
        });
        ConnectionOptions options = server.Options with { SslMode = mode, SslCa = authority, EnableCleartextPlugin = allowed };

        if (sent) MySqlConnection.Open(options, CancellationToken.None).Dispose();
        else Assert.Equal(ConnectFailure.UnsafePassword, FailureOf(options).Failure);

        File.Delete(authority);
        server.AssertPlayed();
    }

    [Fact]
    public void The_clear_password_goes_over_no_open_network_at_all()
    {
        using var server = new ScriptedServer(s =>
        {
            s.Greet("mysql_native_password");
            s.Receive();
            s.Send([0xFE, .. "mysql_clear_password"u8, 0]);
        });

        Assert.Equal(ConnectFailure.UnsafePassword, FailureOf(server.Options with { EnableCleartextPlugin = true }).Failure);
    }

    [Fact]
    public void Sha256_password_asks_for_the_servers_key()
    {
        using var key = RSA.Create(2048);
        using var server = new ScriptedServer(s =>
        {
            s.Greet("caching_sha2_password");
            s.Receive();
            s.Send([0xFE, .. "sha256_password"u8, 0, .. Conversation.Scramble, 0]);
            Assert.Equal([1], s.Receive());
            s.Send([1, .. Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem())]);
            byte[] hidden = key.Decrypt(s.Receive(), RSAEncryptionPadding.OaepSHA1);
            Assert.Equal(PasswordWithNul, hidden.Select((b, i) => (byte)(b ^ Conversation.Scramble[i % 20])));
            s.Ok();
        });

        MySqlConnection.Open(server.Options, CancellationToken.None).Dispose();

        server.AssertPlayed();
    }

    [Fact]
    public void Sha256_password_is_sent_as_it_is_over_TLS()
    {
        using X509Certificate2 certificate = TestCertificate.SelfSigned("localhost");
        using var server = new ScriptedServer(s =>
        {
            s.Greet("caching_sha2_password", capabilities: 0xDFFF_FFFF);
            s.Receive();
            s.StartTls(certificate);
            s.Receive();
            s.Send(Sha256Switch);
            Assert.Equal(PasswordWithNul, s.Receive());
            s.Ok();
        });

        MySqlConnection.Open(server.Options, CancellationToken.None).Dispose();

        server.AssertPlayed();
    }

    [Fact]
    public void Sha256_password_is_one_NUL_where_it_is_empty()
    {
        using var server = new ScriptedServer(s =>
        {
            s.Greet("caching_sha2_password");
            s.Receive();
            s.Send(Sha256Switch);
            Assert.Equal([0], s.Receive());
            s.Ok();
        });

        MySqlConnection.Open(server.Options with { Password = "" }, CancellationToken.None).Dispose();

        server.AssertPlayed();
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key at all")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")]
    public void Sha256_password_is_told_to_no_useless_key(string key)
    {
        using var server = new ScriptedServer(s =>
        {
            s.Greet("caching_sha2_password");
            s.Receive();
            s.Send(Sha256Switch);
            Assert.Equal([1], s.Receive());
            s.Send([1, .. Encoding.ASCII.GetBytes(key)]);
            Assert.Throws<EndOfStreamException>(() => s.Receive());
        });

        MySqlConnectException e = FailureOf(server.Options);

        Assert.Equal(ConnectFailure.Authentication, e.Failure);
        Assert.Contains("the server's public key for sha256_password is not usable", e.Message, StringComparison.Ordinal);
        server.AssertPlayed();
    }

    [Fact]
    public void Sha256_password_that_is_refused_is_access_denied()
    {
        using var key = RSA.Create(2048);
        using var server = new ScriptedServer(s =>
        {
            s.Greet("caching_sha2_password");
            s.Receive();
            s.Send(Sha256Switch);
            s.Receive();
            s.Send([1, .. Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem())]);
            s.Receive();
            s.Err(1045, "28000", "Access denied for user 'teacher'");
        });

        Assert.Equal(ConnectFailure.AccessDenied, FailureOf(server.Options).Failure);
        server.AssertPlayed();
    }

    /// <summary>A second key, and a second request for the password, could only be somebody else's.</summary>
    [Theory]
    [InlineData("sha256_password")]
    [InlineData("caching_sha2_password")]
    public void The_password_is_encrypted_once(string plugin)
    {
        using var key = RSA.Create(2048);
        byte[] pem = [1, .. Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem())];
        using var server = new ScriptedServer(Asking(pem), Asking([1, 4]));

        foreach (string _ in (string[])["with a key", "for the password"])
            Assert.Equal(ConnectFailure.Unsupported, FailureOf(server.Options).Failure);

        server.AssertPlayed();

        Action<Conversation> Asking(byte[] again) => s =>
        {
            s.Greet("mysql_native_password");
            s.Receive();
            s.Send([0xFE, .. Encoding.ASCII.GetBytes(plugin), 0, .. Conversation.Scramble, 0]);
            if (plugin == "caching_sha2_password")
            {
                s.Receive();
                s.Send(1, 4);
            }

            Assert.Single(s.Receive());
            s.Send(pem);
            Assert.Equal(256, s.Receive().Length);
            s.Send(again);
            Assert.Throws<EndOfStreamException>(() => s.Receive());
        };
    }

    [Theory]
    [InlineData("mysql_old_password")]
    [InlineData("authentication_kerberos_client")]
    public void A_plugin_that_is_not_to_be_had_is_named(string plugin)
    {
        using var server = new ScriptedServer(s =>
        {
            s.Greet("mysql_native_password");
            s.Receive();
            s.Send([0xFE, .. Encoding.ASCII.GetBytes(plugin), 0, .. Conversation.Scramble, 0]);
        });

        MySqlConnectException e = FailureOf(server.Options);

        Assert.Equal(ConnectFailure.Authentication, e.Failure);
        Assert.Contains(plugin, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_password_hash_of_before_MySQL_4_1_is_refused()
    {
        using var server = new ScriptedServer(s =>
        {
            s.Greet("mysql_native_password");
            s.Receive();
            s.Send(0xFE);
        });

        Assert.Equal(ConnectFailure.Authentication, FailureOf(server.Options).Failure);
    }

    [Fact]
    public void TLS_that_is_required_and_not_offered_is_a_failure_of_TLS()
    {
        using var server = new ScriptedServer(s => s.Greet("mysql_native_password"));

        Assert.Equal(ConnectFailure.Tls, FailureOf(server.Options with { SslMode = SslMode.Required }).Failure);
    }

    [Fact]
    public void Bytes_slipped_in_before_the_encryption_are_not_taken_for_the_servers()
    {
        using var server = new ScriptedServer(s =>
        {
            using var both = new MemoryStream();
            using (var recorded = new Conversation(both))
            {
                recorded.Greet("mysql_native_password", capabilities: 0xDFFF_FFFF);
                recorded.Sequence = 2;
                recorded.Ok();
                s.SendRaw(both.ToArray());
            }
        });

        Assert.Equal(ConnectFailure.Tls, FailureOf(server.Options).Failure);
    }

    [Theory]
    [InlineData(1040, ConnectFailure.Unreachable)]
    [InlineData(1130, ConnectFailure.AccessDenied)]
    [InlineData(1251, ConnectFailure.Authentication)]
    [InlineData(3159, ConnectFailure.Tls)]
    [InlineData(1049, ConnectFailure.UnknownDatabase)]
    public void An_error_instead_of_the_greeting_is_told_in_the_servers_words(int number, ConnectFailure expected)
    {
        using var server = new ScriptedServer(s => s.Send([0xFF, (byte)number, (byte)(number >> 8), .. "sorry"u8]));

        MySqlConnectException e = FailureOf(server.Options);

        Assert.Equal(expected, e.Failure);
        Assert.Contains("sorry", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2p1\r\n")]
    [InlineData("220 mail.example.org ESMTP\r\n")]
    [InlineData("\u0005\0\0\0\u0009old\0")]
    public void Something_that_is_no_server_of_ours_is_unsupported(string greeting)
    {
        using var server = new ScriptedServer(s =>
        {
            s.SendRaw(Encoding.Latin1.GetBytes(greeting));
            Assert.Throws<EndOfStreamException>(() => s.Receive()); // the client hangs up
        });

        Assert.Equal(ConnectFailure.Unsupported, FailureOf(server.Options).Failure);
        server.AssertPlayed();
    }

    [Fact]
    public void A_line_that_breaks_during_the_log_in_is_unreachable()
    {
        using var server = new ScriptedServer(s => s.Greet("mysql_native_password"));

        Assert.Equal(ConnectFailure.Unreachable, FailureOf(server.Options).Failure);
    }

    [Fact]
    public void A_server_that_never_speaks_is_unreachable_after_the_timeout()
    {
        using var met = new ManualResetEventSlim();
        using var server = new ScriptedServer(_ => met.Wait(TimeSpan.FromSeconds(20)));

        MySqlConnectException e = FailureOf(server.Options with { ConnectTimeout = TimeSpan.FromMilliseconds(300) });
        met.Set();

        Assert.Equal(ConnectFailure.Unreachable, e.Failure);
        Assert.Contains("0.3 s", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_connect_that_nobody_answers_is_given_up(bool cancelled)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a full backlog to leave a connect unanswered, as Linux does");
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        Socket[] waiting = [.. Enumerable.Range(0, 4).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))];
        foreach (Socket socket in waiting) _ = socket.ConnectAsync(listener.LocalEndPoint!);
        using var stop = new CancellationTokenSource();
        if (cancelled) stop.CancelAfter(300);
        ConnectionOptions options = new()
        {
            Server = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndPoint!).Port,
            ConnectTimeout = cancelled ? TimeSpan.FromMinutes(5) : TimeSpan.FromMilliseconds(300),
        };

        Exception e = Assert.ThrowsAny<Exception>(() => MySqlConnection.Open(options, stop.Token));

        foreach (Socket socket in waiting) socket.Dispose();
        if (cancelled) Assert.Equal(stop.Token, Assert.IsType<OperationCanceledException>(e).CancellationToken);
        else Assert.Contains("within 0.3 s", Assert.IsType<MySqlConnectException>(e).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Opening_is_cancelled_while_the_server_does_not_speak()
    {
        using var stop = new CancellationTokenSource();
        using var server = new ScriptedServer(s =>
        {
            stop.CancelAfter(50);
            Assert.ThrowsAny<IOException>(() => s.Receive());
        });

        var e = Assert.Throws<OperationCanceledException>(() => MySqlConnection.Open(server.Options, stop.Token));

        Assert.Equal(stop.Token, e.CancellationToken);
        server.AssertPlayed();
    }

    private static MySqlConnectException FailureOf(ConnectionOptions options)
    {
        var e = Assert.Throws<MySqlConnectException>(() => MySqlConnection.Open(options, CancellationToken.None));
        Assert.DoesNotContain(Password, e.ToString(), StringComparison.Ordinal);
        return e;
    }

    private static byte[] NativeAnswer(byte[] scramble)
    {
        byte[] once = SHA1.HashData(Encoding.UTF8.GetBytes(Password));
        return Xor(once, SHA1.HashData([.. scramble, .. SHA1.HashData(once)]));
    }

    private static byte[] Sha2Answer(byte[] scramble)
    {
        byte[] once = SHA256.HashData(Encoding.UTF8.GetBytes(Password));
        return Xor(once, SHA256.HashData([.. SHA256.HashData(once), .. scramble]));
    }

    private static byte[] Xor(byte[] a, byte[] b) => [.. a.Zip(b, (x, y) => (byte)(x ^ y))];
}
