using System.Security.Cryptography;
using System.Text;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Keys;

/// <summary>A master key of words. PBKDF2 with SHA-256 makes a key of them for each salt, slowly, so that guessing is slow, too.</summary>
/// <seealso href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#pbkdf2"/>
public sealed class Passphrase : MasterKey
{
    /// <summary>Iterations for what is encrypted now.</summary>
    public const int Rounds = 600_000;

    /// <summary>More would keep whoever opens the file busy for minutes: only a forger asks for that.</summary>
    internal const int MostRounds = 10_000_000;

    /// <summary>Fewer characters are found by trying.</summary>
    public const int FewestCharacters = 12;

    private const int SaltLength = 16;

    private readonly byte[] _words;
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(SaltLength);
    private readonly Dictionary<(string Salt, int Rounds), RawKey> _derived = [];
    private readonly Lock _gate = new();

    private Passphrase(byte[] words) => _words = words;

    public override string? Id => null;

    public override KeyKind Kind => KeyKind.Passphrase;

    /// <summary>Takes a passphrase as it is, every blank of it.</summary>
    /// <param name="words">At least <see cref="FewestCharacters"/> characters.</param>
    /// <param name="place">Where they come from, for the message.</param>
    /// <exception cref="BackupException"><see cref="BackupError.KeyInvalid"/>: it is too short.</exception>
    public static Passphrase From(ReadOnlySpan<char> words, string place)
    {
        if (words.Length < FewestCharacters)
            throw new BackupException(
                BackupError.KeyInvalid,
                $"{place} has {words.Length} characters, and a passphrase has at least {FewestCharacters}",
                "take four or more words that do not belong together");
        var bytes = new byte[Encoding.UTF8.GetByteCount(words)];
        Encoding.UTF8.GetBytes(words, bytes);
        return new Passphrase(bytes);
    }

    public override void Dispose()
    {
        CryptographicOperations.ZeroMemory(_words);
        foreach (RawKey key in _derived.Values) key.Dispose();
    }

    /// <remarks>One salt serves all that this process encrypts; another process draws another one.</remarks>
    internal override KeyWrap Wrap(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> binding) =>
        Derived(_salt, Rounds).Wrap(dataKey, binding) with { Kind = KeyKind.Passphrase, Salt = _salt, Rounds = Rounds };

    internal override byte[]? Unwrap(KeyWrap wrap, ReadOnlySpan<byte> binding) =>
        wrap is { Kind: KeyKind.Passphrase, Salt.Length: >= SaltLength, Rounds: >= 1 and <= MostRounds }
            ? Derived(wrap.Salt, wrap.Rounds.Value).Unwrap(wrap, binding)
            : null;

    private RawKey Derived(byte[] salt, int rounds)
    {
        lock (_gate)
        {
            (string, int) made = (Convert.ToHexString(salt), rounds);
            if (_derived.TryGetValue(made, out RawKey? known)) return known;
            return _derived[made] = RawKey.Derived(
                Rfc2898DeriveBytes.Pbkdf2(_words, salt, rounds, HashAlgorithmName.SHA256, RawKey.Length));
        }
    }
}
