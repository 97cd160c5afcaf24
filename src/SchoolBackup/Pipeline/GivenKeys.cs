using System.Collections;
using System.Security;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Errors;

namespace SchoolBackup.Pipeline;

/// <summary>Reads the key that parameters give, in whichever of five ways.</summary>
/// <param name="given">The parameters by name.</param>
/// <param name="vault">Where named secrets are.</param>
/// <param name="resolve">Makes of a path of the session one of the file system.</param>
internal sealed class GivenKeys(IDictionary given, SecretVault vault, Func<string, string> resolve)
{
    private static readonly string[] Ways = ["Key", "KeyFile", "KeySecretName", "Passphrase", "PassphraseFile"];

    /// <summary>The key, for the caller to dispose; null when no parameter gives one.</summary>
    /// <param name="prefix">What the names of the parameters begin with: nothing, or <c>New</c>.</param>
    /// <exception cref="BackupException">InvalidOption: two give one. KeyInvalid.</exception>
    public MasterKey? Read(string prefix) => Ways.Where(way => given.Contains(prefix + way)).ToArray() switch
    {
        [] => null,
        [var way] => Read(way, "-" + prefix + way, given[prefix + way]!),
        [var one, var other, ..] => throw new BackupException(
            BackupError.InvalidOption, $"-{prefix}{one} and -{prefix}{other} each give a key, and there can be one only", "leave one of them out; keys of older backups are named by -OldKeyFile"),
    };

    private MasterKey Read(string way, string parameter, object value) => way switch
    {
        "Key" => SecureText.Read((SecureString)value, digits => RawKey.Parse(digits, parameter)),
        "Passphrase" => SecureText.Read((SecureString)value, words => Passphrase.From(words, parameter)),
        "KeySecretName" => SecureText.Read(vault.Get((string)value, parameter), digits => RawKey.Parse(digits, $"the secret {value}")),
        "KeyFile" => KeyFile.ReadKey(resolve((string)value)),
        _ => KeyFile.ReadPassphrase(resolve((string)value)),
    };
}
