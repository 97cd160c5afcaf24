using System.Security.Cryptography;
using System.Text;

namespace SchoolBackup.MySql.LogIn;

/// <summary>The password, encrypted with the server's RSA key, where the connection itself is not.</summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/caching-sha2-pluggable-authentication.html#caching-sha2-pluggable-authentication-usage"/>
internal sealed class RsaPassword(string plugin, byte requestKey)
{
    private bool _askedForKey;

    /// <summary>Whether the next message is the server's key.</summary>
    public bool AwaitsKey => _askedForKey;

    /// <summary>The encrypted password, if the key is known, or the request for the key.</summary>
    /// <exception cref="MySqlConnectException">UnsafePassword: whoever answers could send a key of his own.</exception>
    public byte[] Begin(AuthSecret secret)
    {
        if (secret.Rules.PublicKeyFile is { } file) return Encrypt(secret, Read(file));
        if (!secret.Rules.MayTakeServerKey)
        {
            throw new MySqlConnectException(
                ConnectFailure.UnsafePassword, $"{plugin} would encrypt the password with a key that came over the open network, and so may be anybody's");
        }

        _askedForKey = true;
        return [requestKey];
    }

    /// <summary>The password, encrypted with the key that came; no other key is awaited.</summary>
    public byte[] Encrypt(AuthSecret secret, ReadOnlySpan<byte> pem)
    {
        _askedForKey = false;
        return Encrypt(secret, Encoding.ASCII.GetString(pem));
    }

    private byte[] Encrypt(AuthSecret secret, string pem)
    {
        if (secret.Scramble.Length != AuthPlugin.ScrambleLength)
            throw new MySqlProtocolException($"the server sent no challenge for {plugin}");
        byte[] hidden = secret.PasswordWithNul.ToArray();
        for (int i = 0; i < hidden.Length; i++) hidden[i] ^= secret.Scramble[i % secret.Scramble.Length];
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.Encrypt(hidden, RSAEncryptionPadding.OaepSHA1);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new MySqlConnectException(ConnectFailure.Authentication, $"the server's public key for {plugin} is not usable", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(hidden);
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MySqlConnectException(
                ConnectFailure.Authentication, $"the server's public key cannot be read from {file}: {e.Message}", e);
        }
    }
}
