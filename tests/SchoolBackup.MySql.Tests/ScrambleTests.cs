using System.Security.Cryptography;
using SchoolBackup.MySql.LogIn;

namespace SchoolBackup.MySql.Tests;

/// <summary>The answers to the password challenges, against numbers that others have published.</summary>
public sealed class ScrambleTests
{
    private static readonly byte[] Scramble = [10, 47, 74, 111, 75, 73, 34, 48, 88, 76, 114, 74, 37, 13, 3, 80, 82, 2, 23, 21];

    /// <summary>The server undoes the answer with the hash that it keeps; MySQL's manual prints that hash for this password.</summary>
    [Fact]
    public void The_native_answer_opens_with_the_hash_that_the_manual_prints()
    {
        byte[] kept = Convert.FromHexString("6C8989366EAF75BB670AD8EA7A7FC1176A95CEF4");

        byte[] answer = Answer(new NativePassword(), "mypass");

        byte[] mask = SHA1.HashData([.. Scramble, .. kept]);
        Assert.Equal(kept, SHA1.HashData([.. answer.Zip(mask, (a, m) => (byte)(a ^ m))]));
    }

    [Theory]
    [InlineData("secret", "f490e76f66d9d86665ce54d98c78d0acfe2fb0b08b423da807144873d30b312c")]
    [InlineData("secret2", "abc3934a012cf342e876071c8ee202de51785b430258a7a0138bc79c4d800bc6")]
    public void The_caching_sha2_answer_is_that_of_the_go_drivers_tests(string password, string expected)
    {
        Assert.Equal(expected, Convert.ToHexStringLower(Answer(new CachingSha2Password(), password)));
    }

    /// <summary>The first test of RFC 8032, section 7.1.</summary>
    [Fact]
    public void An_Ed25519_signature_is_that_of_the_RFC()
    {
        byte[] key = SHA512.HashData(Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

        Assert.Equal(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            Convert.ToHexStringLower(Ed25519.Sign(key, [])));
    }

    [Theory]
    [InlineData("caching_sha2_password")]
    [InlineData("sha256_password")]
    public void No_key_is_taken_from_an_open_network(string name)
    {
        using var secret = new AuthSecret("chalk", Scramble, ChannelPrivacy.Open);
        AuthPlugin plugin = AuthPlugin.Find(name);

        var e = Assert.Throws<MySqlConnectException>(() => name == Sha256Password.PluginName ? plugin.Answer(secret) : plugin.Continue(secret, [4]));

        Assert.Equal(ConnectFailure.UnsafePassword, e.Failure);
    }

    [Fact]
    public void A_key_that_is_known_is_asked_of_nobody()
    {
        using var key = RSA.Create(2048);
        string file = Path.GetTempFileName();
        File.WriteAllText(file, key.ExportSubjectPublicKeyInfoPem());
        using var secret = new AuthSecret("chalk", Scramble, ChannelPrivacy.Open) { Rules = new PasswordRules(false, false, file, null) };

        byte[] hidden = key.Decrypt(new Sha256Password().Answer(secret), RSAEncryptionPadding.OaepSHA1);
        File.Delete(file);

        Assert.Equal(secret.PasswordWithNul.ToArray(), hidden.Select((b, i) => (byte)(b ^ Scramble[i % 20])));
    }

    [Fact]
    public void A_disposed_secret_is_wiped()
    {
        var secret = new AuthSecret("chalk", Scramble, ChannelPrivacy.Open);

        secret.Dispose();

        Assert.Equal(new byte[6], secret.PasswordWithNul.ToArray());
    }

    private static byte[] Answer(AuthPlugin plugin, string password)
    {
        using var secret = new AuthSecret(password, Scramble, ChannelPrivacy.Open);
        return plugin.Answer(secret);
    }
}
