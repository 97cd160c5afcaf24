using System.Security.Cryptography;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Keys;

/// <summary>A master key of 32 random bytes, written as 64 hexadecimal digits.</summary>
public sealed class RawKey : MasterKey
{
    /// <summary>Bytes of every key, master or data.</summary>
    internal const int Length = 32;

    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Of 32 random bytes, fewer than 16 different ones are met in one of 10¹⁵ keys; typed patterns have few.</summary>
    private const int FewestDifferentBytes = 16;

    private readonly byte[] _bytes;

    private RawKey(byte[] bytes)
    {
        _bytes = bytes;
        Id = Convert.ToHexStringLower(SHA256.HashData([.. "SchoolBackup key id 1\n"u8, .. bytes]).AsSpan(0, 8));
    }

    public override string Id { get; }

    public override KeyKind Kind => KeyKind.Key;

    /// <summary>The key itself, until it is wiped.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>A new key of the system's random numbers.</summary>
    public static RawKey NewRandom() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Reads a key; blanks around it do not count.</summary>
    /// <param name="digits">Sixty-four hexadecimal digits.</param>
    /// <param name="place">Where they stand, for the message: it never holds the digits.</param>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.KeyInvalid"/>: something else, or a key that anybody would guess.
    /// </exception>
    public static RawKey Parse(ReadOnlySpan<char> digits, string place)
    {
        ReadOnlySpan<char> text = digits.Trim();
        if (text.SequenceEqual("your-64-character-hex-key"))
            throw Invalid($"{place} is the placeholder of a documentation, not a key");
        if (text.Length != 2 * Length)
            throw Invalid($"{place} has {text.Length} characters, and a key has {2 * Length} hexadecimal digits");
        var bytes = new byte[Length];
        if (Convert.FromHexString(text, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
            throw Invalid($"{place} holds something other than hexadecimal digits");
        return FromBytes(bytes, place);
    }

    /// <summary>The 64 digits, for whoever has to keep them; wipe them after use.</summary>
    public char[] ToDigits()
    {
        var digits = new char[2 * Length];
        return Convert.TryToHexStringLower(_bytes, digits, out _) ? digits : throw new InvalidOperationException("the digits did not fit");
    }

    public override void Dispose() => CryptographicOperations.ZeroMemory(_bytes);

    /// <summary>A key that a passphrase has made: its bytes are as good as the passphrase.</summary>
    internal static RawKey Derived(byte[] bytes) => new(bytes);

    internal override KeyWrap Wrap(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> binding)
    {
        byte[] nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var wrapped = new byte[Length + TagLength];
        using var cipher = new AesGcm(_bytes, TagLength);
        cipher.Encrypt(nonce, dataKey, wrapped.AsSpan(0, Length), wrapped.AsSpan(Length), binding);
        return new KeyWrap { Id = Id, Kind = KeyKind.Key, Nonce = nonce, Wrapped = wrapped };
    }

    internal override byte[]? Unwrap(KeyWrap wrap, ReadOnlySpan<byte> binding)
    {
        if (wrap.Id != Id) return null;
        if (wrap.Nonce.Length != NonceLength || wrap.Wrapped.Length != Length + TagLength)
            throw new AuthenticationTagMismatchException("its lengths are not those of a wrapped key");
        var dataKey = new byte[Length];
        using var cipher = new AesGcm(_bytes, TagLength);
        cipher.Decrypt(wrap.Nonce, wrap.Wrapped.AsSpan(0, Length), wrap.Wrapped.AsSpan(Length), dataKey, binding);
        return dataKey;
    }

    private static RawKey FromBytes(byte[] bytes, string place)
    {
        if (bytes.Distinct().Count() >= FewestDifferentBytes) return new RawKey(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        throw Invalid($"{place} holds a key with a pattern that anybody would guess");
    }

    private static BackupException Invalid(string what) => new(BackupError.KeyInvalid, what, "make a key with 'schoolbackup key new'");
}
