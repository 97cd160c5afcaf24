using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Tests.Archive;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Encryption;

/// <summary>docs/archive-format.md is enough to open an encrypted backup: a reader that knows it, and the platform's primitives, and nothing of ours.</summary>
public sealed partial class FormatDocumentTests : IDisposable
{
    private const int Slot = 4096;
    private const int Frame = 65_536;
    private const int Tag = 16;

    private static readonly string Document = File.ReadAllText(Path.Combine(Root(), "docs", "archive-format.md"));

    private readonly TempFolder _folder = new();

    [Fact]
    public void A_reader_made_of_the_document_opens_what_we_encrypt()
    {
        byte[] archive = TinyArchive.Bytes(BackupContainer.Gzip, null, EncryptedFile.LongNames(3));
        byte[] file = EncryptedFile.Encrypt(archive, EncryptedFile.Key);

        byte[] wrap = Wrap(file, "Key", out JsonElement entry);
        Assert.Equal(EncryptedFile.Key.Id, entry.GetProperty("id").GetString());
        byte[] dataKey = Gcm(Convert.FromHexString(new string(EncryptedFile.Key.ToDigits())), Bytes(entry, "nonce"), wrap, Binding(file));
        Assert.Equal(archive, Open(file, dataKey));
    }

    [Fact]
    public void A_reader_made_of_the_document_opens_what_we_encrypt_with_a_passphrase()
    {
        using Passphrase words = Passphrase.From(Vector("passphrase"), "a test");
        byte[] file = EncryptedFile.Encrypt("SELECT 1;\n"u8.ToArray(), words);

        byte[] wrap = Wrap(file, "Passphrase", out JsonElement entry);
        byte[] key = Rfc2898DeriveBytes.Pbkdf2(Vector("passphrase"), Bytes(entry, "salt"), entry.GetProperty("rounds").GetInt32(), HashAlgorithmName.SHA256, 32);
        Assert.Equal("SELECT 1;\n"u8, Open(file, Gcm(key, Bytes(entry, "nonce"), wrap, Binding(file))));
    }

    [Fact]
    public void The_vectors_are_what_the_primitives_compute()
    {
        Assert.Equal(Vector("binding"), Hex(SHA256.HashData(Encoding.ASCII.GetBytes(Vector("header line")))));
        Assert.Equal(Vector("master key id"), KeyId(Vector("master key")));
        Assert.Equal(Vector("data key"), Hex(Gcm(Value("master key"), Value("wrap nonce"), Value("wrapped"), Value("binding"))));
        Assert.Equal(Vector("derived key (600,000 rounds)"), Hex(Rfc2898DeriveBytes.Pbkdf2(Vector("passphrase"), Value("salt"), 600_000, HashAlgorithmName.SHA256, 32)));
        Assert.Equal(Vector("derived key id"), KeyId(Vector("derived key (600,000 rounds)")));
        Assert.Equal(Vector("data key"), Hex(Gcm(Value("derived key (600,000 rounds)"), Value("passphrase wrap nonce"), Value("passphrase wrapped"), Value("binding"))));
        Assert.Equal("SELECT 1;\n"u8, Gcm(Value("data key"), Value("nonce"), Value("frame 0"), Value("additional data")));
    }

    [Fact]
    public void We_open_the_files_of_the_vectors_with_either_key()
    {
        byte[] slot = SlotOf(Vector("header line"), Vector("keys line"));
        byte[] small = [.. slot, .. slot, .. Value("frame 0")];
        byte[] first = Encrypted(0, last: 0, Encoding.ASCII.GetBytes(new string('a', Frame)));
        byte[] large = [.. slot, .. slot, .. first, .. Value("long frame 1")];

        Assert.Equal(Vector($"file SHA-256 ({small.Length} bytes)"), Hex(SHA256.HashData(small)));
        Assert.Equal(Vector("long frame 0 SHA-256"), Hex(SHA256.HashData(first)));
        Assert.Equal(Vector($"long file SHA-256 ({large.Length} bytes)"), Hex(SHA256.HashData(large)));

        using var key = new KeyRing(RawKey.Parse(Vector("master key"), "a test"));
        using var words = new KeyRing(Passphrase.From(Vector("passphrase"), "a test"));
        foreach (KeyRing ring in (KeyRing[])[key, words])
        {
            Assert.Equal("SELECT 1;\n"u8, Opened(small, ring));
            Assert.Equal(new string('a', Frame + 1), Encoding.ASCII.GetString(Opened(large, ring)));
        }
    }

    public void Dispose() => _folder.Dispose();

    private byte[] Opened(byte[] file, KeyRing ring)
    {
        File.WriteAllBytes(_folder["a"], file);
        return EncryptedFile.Open(_folder["a"], ring);
    }

    private static byte[] Open(byte[] file, byte[] dataKey)
    {
        byte[] body = file[(2 * Slot)..], binding = Binding(file);
        int frames = (body.Length + Frame + Tag - 1) / (Frame + Tag);
        return [.. Enumerable.Range(0, frames).SelectMany(number =>
        {
            byte[] stored = body[(number * (Frame + Tag))..Math.Min(body.Length, (number + 1) * (Frame + Tag))];
            (byte[] nonce, byte[] bound) = Bound(binding, number, number == frames - 1 ? (byte)1 : (byte)0);
            return Gcm(dataKey, nonce, stored, bound);
        })];
    }

    private static byte[] Encrypted(long number, byte last, byte[] text)
    {
        (byte[] nonce, byte[] bound) = Bound(Value("binding"), number, last);
        var stored = new byte[text.Length + Tag];
        using var cipher = new AesGcm(Value("data key"), Tag);
        cipher.Encrypt(nonce, text, stored.AsSpan(0, text.Length), stored.AsSpan(text.Length), bound);
        return stored;
    }

    private static (byte[] Nonce, byte[] Bound) Bound(byte[] binding, long number, byte last)
    {
        var counted = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counted, number);
        return ([0, 0, 0, 0, .. counted], [.. binding, .. counted, last]);
    }

    private static byte[] Gcm(byte[] key, byte[] nonce, byte[] stored, byte[] bound)
    {
        var text = new byte[stored.Length - Tag];
        using var cipher = new AesGcm(key, Tag);
        cipher.Decrypt(nonce, stored[..^Tag], stored[^Tag..], text, bound);
        return text;
    }

    private static string[] Lines(byte[] file) => Encoding.ASCII.GetString(file, 0, Slot).Split('\n');

    private static byte[] Binding(byte[] file) => SHA256.HashData(Encoding.ASCII.GetBytes(Lines(file)[1]));

    private static byte[] Wrap(byte[] file, string kind, out JsonElement entry)
    {
        Assert.Equal(SlotOf(Lines(file)[1], Lines(file)[2]), file[..Slot]);
        Assert.Equal(file[..Slot], file[Slot..(2 * Slot)]);
        entry = Assert.Single(JsonDocument.Parse(Lines(file)[2]).RootElement.GetProperty("keys").EnumerateArray());
        Assert.Equal(kind, entry.GetProperty("kind").GetString());
        return Bytes(entry, "wrapped");
    }

    /// <summary>A slot with a digest that is right, whatever it says.</summary>
    internal static byte[] SlotOf(string header, string keys)
    {
        string text = $"SchoolBackup sealed backup. Its key opens it: schoolbackup restore FILE\n{header}\n{keys}\n";
        return Encoding.ASCII.GetBytes($"{text}sha256 {Hex(SHA256.HashData(Encoding.ASCII.GetBytes(text)))}\n".PadRight(Slot - 1) + "\n");
    }

    private static byte[] Bytes(JsonElement entry, string name) => Convert.FromHexString(entry.GetProperty(name).GetString()!);

    private static string KeyId(string key) => Hex(SHA256.HashData([.. "SchoolBackup key id 1\n"u8, .. Convert.FromHexString(key)]))[..16];

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static byte[] Value(string name) => Convert.FromHexString(Vector(name));

    private static string Vector(string name) => Row().Matches(Document).Single(row => row.Groups["name"].Value == name).Groups["value"].Value;

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "SchoolBackup.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("the tests run from inside the repository");
    }

    [GeneratedRegex(@"^\| (?<name>[^|`]+) \| `(?<value>[^`]+)` \|\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
