using System.Security.Cryptography;
using System.Text;
using SchoolBackup.Errors;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Keys;

/// <summary>Files that hold a key or a passphrase: text, and nobody's to read but their owner's.</summary>
public static class KeyFile
{
    private const int LongestInBytes = 4 << 10;

    /// <summary>Reads a key: 64 hexadecimal digits, and a line end at most.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.KeyInvalid"/>: it cannot be read, others may read it, or it holds no key.
    /// </exception>
    public static RawKey ReadKey(string path) => Read(path, text => RawKey.Parse(text, $"the key file {path}"));

    /// <summary>Reads a passphrase: the file's first line.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.KeyInvalid"/>: it cannot be read, others may read it, or it is too short.
    /// </exception>
    public static Passphrase ReadPassphrase(string path) =>
        Read(path, text => Passphrase.From(FirstLine(text), $"the passphrase file {path}"));

    /// <summary>Reads a password for a program that knows no keys: the file's first line.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.KeyInvalid"/>: it cannot be read, or others may read it.</exception>
    public static string ReadPassword(string path) => Read(path, text => new string(FirstLine(text)));

    /// <summary>Writes a key to a new file that its owner alone may read.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.KeyInvalid"/>: there is such a file, and it is never written over. <see cref="BackupError.WriteFailed"/>.
    /// </exception>
    public static void Write(RawKey key, string path)
    {
        char[] digits = key.ToDigits();
        byte[] text = [.. Encoding.ASCII.GetBytes(digits), (byte)'\n'];
        try
        {
            if (Path.Exists(path))
                throw new BackupException(
                    BackupError.KeyInvalid,
                    $"{path} exists, and a key is never written over",
                    "name another file; backups encrypted with a lost key cannot be opened");
            using FileStream file = OwnerOnly.Create(path);
            file.Write(text);
            file.Flush(flushToDisk: true);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.OnWrite(
                fault, Path.GetDirectoryName(Path.GetFullPath(path)) ?? path, $"writing the key file {Path.GetFileName(path)}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
            digits.AsSpan().Clear();
        }
    }

    private static ReadOnlySpan<char> FirstLine(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }

    /// <summary>
    /// Editors and redirections on Windows begin a file with a byte order mark (UTF-8 or UTF-16): it is none of the words, or the same
    /// words, typed, would be another passphrase. RFC 3629, section 6.
    /// </summary>
    private static char[] Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0xFF, 0xFE])) return Chars(Encoding.Unicode, bytes[2..]);
        if (bytes.StartsWith<byte>([0xFE, 0xFF])) return Chars(Encoding.BigEndianUnicode, bytes[2..]);
        return Chars(Encoding.UTF8, bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes);
    }

    private static char[] Chars(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        var text = new char[encoding.GetCharCount(bytes)];
        encoding.GetChars(bytes, text);
        return text;
    }

    private static T Read<T>(string path, Func<char[], T> make)
    {
        var bytes = new byte[LongestInBytes];
        var text = Array.Empty<char>();
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            OwnerOnly.Require(file, path);
            int count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            text = Decode(bytes.AsSpan(0, count));
            return make(text);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw new BackupException(
                BackupError.KeyInvalid,
                $"the key file {path} cannot be read: {fault.Message}",
                "check the path, and that this account may read it",
                fault);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            text.AsSpan().Clear();
        }
    }
}
