using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Errors;

namespace SchoolBackup.Cli.Options;

/// <summary>What a passphrase that is asked for is meant to do.</summary>
internal enum PassphraseUse
{
    /// <summary>It opens what was encrypted with it; a typing mistake shows by itself.</summary>
    Open,

    /// <summary>It encrypts; so it is asked for twice, because a typing mistake would lose the backup.</summary>
    Encrypt,
}

/// <summary>Gathers the keys of a run from the settings, and asks for a passphrase where that is wanted.</summary>
internal static class KeysInForce
{
    /// <summary>The keys in force, for the caller to dispose.</summary>
    /// <param name="configuration">Says where keys are.</param>
    /// <param name="passphrase">What to ask a passphrase for, which then goes before any other key; null to ask for none.</param>
    /// <param name="shell">The terminal.</param>
    /// <exception cref="BackupException">KeyInvalid; InvalidOption when nobody can be asked.</exception>
    public static KeyRing Of(BackupConfiguration configuration, PassphraseUse? passphrase, Shell shell) =>
        configuration.ReadKeys(passphrase is { } use ? Ask(use, shell) : null);

    private static Passphrase Ask(PassphraseUse use, Shell shell)
    {
        if (!shell.CanAsk)
            throw new BackupException(
                BackupError.InvalidOption, "--passphrase asks on the terminal, and nobody is there", "name a file by --passphrase-file");
        string words = shell.AskSecret("Passphrase: ");
        if (use == PassphraseUse.Encrypt && shell.AskSecret("The same again: ") != words)
            throw new BackupException(BackupError.KeyInvalid, "the two passphrases differ", "run it again");
        return Passphrase.From(words, "the passphrase");
    }
}
