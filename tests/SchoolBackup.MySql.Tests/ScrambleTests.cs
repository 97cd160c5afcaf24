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
