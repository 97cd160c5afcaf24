using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Encryption;

/// <summary>The key block of a backup, as either of its two slots holds it.</summary>
internal sealed class KeyBlock
{
    /// <summary>The first line of an encrypted file; a stranger learns from it what to do.</summary>
    private const string Signature = "SchoolBackup sealed backup. Its key opens it: schoolbackup restore FILE\n";

    private readonly byte[] _headerLine;
    private readonly WrappedKeys _keys;

    private KeyBlock(byte[] headerLine, EncryptionHeader header, WrappedKeys keys)
    {
        (_headerLine, Header, _keys) = (headerLine, header, keys);
        Binding = SHA256.HashData(headerLine);
    }

    public EncryptionHeader Header { get; }

    public int Revision => _keys.Revision;

    public IReadOnlyList<KeyWrap> Keys => _keys.Keys;

    /// <summary>What frames and wraps are bound to: the SHA-256 of the header's line, as it stands in the file.</summary>
    public byte[] Binding { get; }

    /// <summary>The first key block of a new backup.</summary>
    /// <param name="header">What it tells without a key.</param>
    /// <param name="dataKey">Encrypts the backup.</param>
    /// <param name="master">Encrypts the data key.</param>
    public static KeyBlock New(EncryptionHeader header, ReadOnlySpan<byte> dataKey, MasterKey master)
    {
        var open = new KeyBlock(
            JsonSerializer.SerializeToUtf8Bytes(header, EncryptionJson.Default.EncryptionHeader), header, new WrappedKeys(0, []));
        return open.WithKeys([master.Wrap(dataKey, open.Binding)]);
    }

    /// <summary>The next revision: the same backup, with other keys.</summary>
    public KeyBlock WithKeys(IReadOnlyList<KeyWrap> keys) => new(_headerLine, Header, new WrappedKeys(Revision + 1, keys));

    /// <summary>The slot's bytes.</summary>
    /// <exception cref="BackupException">NotSupported: it has more keys than fit.</exception>
    public byte[] ToSlot() => Slot(_headerLine, JsonSerializer.SerializeToUtf8Bytes(_keys, EncryptionJson.Default.WrappedKeys))
        ?? throw new BackupException(
            BackupError.NotSupported, $"{Keys.Count} keys are too many for one backup", "rotate again, and let the old keys be removed");

    /// <summary>Whether a slot begins like one.</summary>
    public static bool IsSigned(ReadOnlySpan<byte> slot) => slot.StartsWith(Encoding.ASCII.GetBytes(Signature));

    /// <summary>Reads a slot; null when any byte of it is not as it was written.</summary>
    public static KeyBlock? Parse(ReadOnlySpan<byte> slot)
    {
        if (!IsSigned(slot)) return null;
        ReadOnlySpan<byte> rest = slot[Signature.Length..];
        int header = rest.IndexOf((byte)'\n');
        int keys = header < 0 ? -1 : rest[(header + 1)..].IndexOf((byte)'\n');
        if (keys < 0) return null;
        (byte[] headerLine, byte[] keysLine) = (rest[..header].ToArray(), rest.Slice(header + 1, keys).ToArray());
        if (!slot.SequenceEqual(Slot(headerLine, keysLine))) return null;
        try
        {
            return JsonSerializer.Deserialize(headerLine, EncryptionJson.Default.EncryptionHeader) is { } told
                && JsonSerializer.Deserialize(keysLine, EncryptionJson.Default.WrappedKeys) is { } wraps
                ? new KeyBlock(headerLine, told, wraps)
                : null;
        }
        catch (JsonException)
        {
            return null; // Its digest is right and its text is not: a program has written it that is none of ours.
        }
    }

    /// <summary>Signature, the two lines, their digest, and spaces up to the slot's length; null when that is too short.</summary>
    private static byte[]? Slot(byte[] headerLine, byte[] keysLine)
    {
        byte[] text = [.. Encoding.ASCII.GetBytes(Signature), .. headerLine, (byte)'\n', .. keysLine, (byte)'\n'];
        byte[] digest = Encoding.ASCII.GetBytes($"sha256 {Convert.ToHexStringLower(SHA256.HashData(text))}\n");
        if (text.Length + digest.Length >= FrameLayout.SlotLength) return null;
        var slot = new byte[FrameLayout.SlotLength];
        slot.AsSpan().Fill((byte)' ');
        text.CopyTo(slot, 0);
        digest.CopyTo(slot, text.Length);
        slot[^1] = (byte)'\n';
        return slot;
    }
}
