using System.Runtime.InteropServices;
using System.Security;

namespace SchoolBackup.Engine.Keys;

/// <summary>Secrets as PowerShell hands them over: in clear only for as long as somebody reads them, and never as a string.</summary>
public static class SecureText
{
    /// <summary>Reads a secret.</summary>
    /// <param name="secret">It is left as it is.</param>
    /// <param name="read">Gets its characters, which are wiped when it returns.</param>
    public static T Read<T>(SecureString secret, Func<ReadOnlySpan<char>, T> read)
    {
        var text = new char[secret.Length];
        nint clear = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            Marshal.Copy(clear, text, 0, text.Length);
            return read(text);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(clear);
            text.AsSpan().Clear();
        }
    }

    /// <summary>A key as its 64 digits, for the caller to dispose.</summary>
    public static SecureString Of(RawKey key)
    {
        char[] digits = key.ToDigits();
        try
        {
            var secret = new SecureString();
            foreach (char digit in digits) secret.AppendChar(digit);
            secret.MakeReadOnly();
            return secret;
        }
        finally
        {
            digits.AsSpan().Clear();
        }
    }
}
