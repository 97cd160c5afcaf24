using System.Buffers;
using System.Globalization;
using System.Text;

namespace SchoolBackup.Storage;

/// <summary>
/// How databases are spelled in a file name: <c>school</c>, <c>library+school</c>, or <c>12-databases</c> when the names would be too long.
/// </summary>
/// <remarks>
/// Characters that some file system refuses, those that mean something here, and those of PowerShell's patterns are percent-encoded, so that a name can be
/// read back, and every command finds its file.
/// Only ASCII is encoded, thus each UTF-16 unit takes at most three bytes of UTF-8: a database name of 64 characters, the server's limit,
/// always fits into the 255 bytes of a file name.
/// </remarks>
/// <seealso href="https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions"/>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/identifier-length.html"/>
public static class DatabaseLabel
{
    private const int LongestInBytes = 192;
    private const string CountSuffix = "-databases";

    private static readonly SearchValues<char> Unsafe = SearchValues.Create("/\\:*?\"<>|%+[]`");

    /// <summary>Spells a set of databases; order and repetitions do not matter.</summary>
    /// <exception cref="ArgumentException">No database, or an empty name.</exception>
    public static string For(IReadOnlyCollection<string> databases)
    {
        string[] names = [.. databases.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (names.Length == 0 || names.Any(string.IsNullOrEmpty))
            throw new ArgumentException("a backup names at least one database, and no name is empty", nameof(databases));

        string joined = string.Join('+', names.Select(Encode));
        return names.Length == 1 || Encoding.UTF8.GetByteCount(joined) <= LongestInBytes
            ? joined
            : names.Length.ToString(CultureInfo.InvariantCulture) + CountSuffix;
    }

    /// <summary>The databases that a label names; null when it only counts them.</summary>
    public static IReadOnlyList<string>? Databases(string label) =>
        IsCount(label) ? null : [.. label.Split('+').Select(Decode)];

    /// <summary>Whether <see cref="For"/> could have written this.</summary>
    internal static bool IsValid(string label) =>
        IsCount(label) || label.Split('+').All(part => part.Length > 0 && string.Equals(Encode(Decode(part)), part, StringComparison.Ordinal));

    private static string Encode(string database)
    {
        var text = new StringBuilder(database.Length);
        for (int i = 0; i < database.Length; i++)
        {
            if (MustEncode(database, i))
                text.Append('%').Append(((int)database[i]).ToString("X2", CultureInfo.InvariantCulture));
            else
                text.Append(database[i]);
        }
        return text.ToString();
    }

    private static bool MustEncode(string database, int index)
    {
        char c = database[index];
        if (c < ' ' || c == '\x7f' || Unsafe.Contains(c))
            return true;
        if (c is '.' or ' ' && index == database.Length - 1)
            return true;
        return index == 0 && (IsDevice(database) || IsCount(database));
    }

    private static string Decode(string part)
    {
        var text = new StringBuilder(part.Length);
        for (int i = 0; i < part.Length; i++)
        {
            if (part[i] == '%' && i + 2 < part.Length
                && byte.TryParse(part.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                text.Append((char)value);
                i += 2;
            }
            else
            {
                text.Append(part[i]);
            }
        }
        return text.ToString();
    }

    private static bool IsCount(string text) =>
        text.EndsWith(CountSuffix, StringComparison.Ordinal) && text.Length > CountSuffix.Length
        && text.AsSpan(0, text.Length - CountSuffix.Length).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>CON, NUL, COM1…: Windows takes them for devices, whatever extension follows.</summary>
    private static bool IsDevice(string name)
    {
        string stem = name.Split('.')[0].TrimEnd(' ').ToUpperInvariant();
        return stem is "CON" or "PRN" or "AUX" or "NUL"
            || (stem.Length == 4 && stem[..3] is "COM" or "LPT" && "0123456789¹²³".Contains(stem[3]));
    }
}
