namespace SchoolBackup.Engine.Keys;

/// <summary>What somebody keeps in order to open encrypted backups: it encrypts their data keys. Disposing wipes it from memory.</summary>
public abstract class MasterKey : IDisposable
{
    private protected MasterKey()
    {
    }

    /// <summary>
    /// Sixteen hexadecimal digits that name the key and tell nothing of it; null for a passphrase, which makes another key with each salt.
    /// </summary>
    public abstract string? Id { get; }

    public abstract KeyKind Kind { get; }

    public abstract void Dispose();

    /// <summary>What may be shown of it.</summary>
    public sealed override string ToString() => Id is null ? "a passphrase" : $"key {Id}";

    /// <summary>Encrypts a data key.</summary>
    /// <param name="dataKey">Thirty-two bytes.</param>
    /// <param name="binding">What the wrap belongs to; it opens with the same binding only.</param>
    internal abstract KeyWrap Wrap(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> binding);

    /// <summary>Decrypts a data key.</summary>
    /// <returns>The data key, for the caller to wipe; null when another master key has wrapped it.</returns>
    /// <exception cref="System.Security.Cryptography.AuthenticationTagMismatchException">
    /// It was wrapped by this key, and altered since.
    /// </exception>
    internal abstract byte[]? Unwrap(KeyWrap wrap, ReadOnlySpan<byte> binding);
}
