using System.Collections;
using System.Security;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Errors;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets.Tests;

public sealed class GivenKeysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("schoolbackup-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("New")]
    public void A_key_is_the_same_from_a_text_and_from_a_file(string prefix)
    {
        using RawKey key = RawKey.NewRandom();
        KeyFile.Write(key, Path.Combine(_folder, "key"));

        Assert.Equal(key.Id, Read(prefix, (prefix + "Key", SecureText.Of(key)))?.Id);
        Assert.Equal(key.Id, Read(prefix, (prefix + "KeyFile", "key"))?.Id);
    }

    [Fact]
    public void A_passphrase_is_a_key_too() => Assert.Equal(KeyKind.Passphrase, Read("", ("Passphrase", Secure("correct horse battery staple")))?.Kind);

    [Fact]
    public void Parameters_of_another_prefix_give_none() => Assert.Null(Read("New", ("Key", Secure("x")), ("KeyVault", "safe")));

    [Fact]
    public void Two_keys_are_one_too_many()
    {
        BackupException failure = Assert.Throws<BackupException>(() => Read("New", ("NewKeyFile", "key"), ("NewPassphrase", Secure("correct horse battery staple"))));
        Assert.Equal((BackupError.InvalidOption, "-NewKeyFile and -NewPassphrase each give a key, and there can be one only"), (failure.Code, failure.Message));
    }

    [Theory]
    [InlineData("Key", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde")] // 63 digits
    [InlineData("Key", "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("Passphrase", "short")]
    public void What_is_no_key_is_refused_and_not_repeated(string parameter, string text)
    {
        BackupException failure = Assert.Throws<BackupException>(() => Read("", (parameter, Secure(text))));
        Assert.Equal(BackupError.KeyInvalid, failure.Code);
        Assert.StartsWith("-" + parameter, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(text, failure.ToString(), StringComparison.Ordinal);
    }

    private MasterKey? Read(string prefix, params (string Parameter, object Value)[] given) =>
        new GivenKeys(new Hashtable(given.ToDictionary(one => one.Parameter, one => one.Value)), new SecretVault(null!, null), path => Path.Combine(_folder, path)).Read(prefix);

    private static SecureString Secure(string text)
    {
        var secret = new SecureString();
        foreach (char letter in text) secret.AppendChar(letter);
        return secret;
    }
}
