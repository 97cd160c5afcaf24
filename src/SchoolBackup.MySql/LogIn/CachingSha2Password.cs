using System.Security.Cryptography;
using System.Text;

namespace SchoolBackup.MySql.LogIn;

/// <summary>
/// MySQL 8's default. Where the server remembers the account, the scramble is enough; where it does not, it wants the password itself: as it is
/// over TLS or on one machine, encrypted with the server's RSA key elsewhere.
/// </summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_caching_sha2_authentication_exchanges.html"/>
internal sealed class CachingSha2Password : AuthPlugin
{
    public const string PluginName = "caching_sha2_password";

    private const byte RequestPublicKey = 2;
    private const byte FastAuthenticated = 3;
    private const byte FullAuthentication = 4;

    private bool _askedForKey;

    public override string Name => PluginName;

    /// <summary>SHA256(password) XOR SHA256(SHA256(SHA256(password)) + challenge).</summary>
    public override byte[] Answer(AuthSecret secret)
    {
        if (secret.IsEmpty) return [0];

        byte[] once = SHA256.HashData(secret.Password);
        byte[] twice = SHA256.HashData(once);
        byte[] answer = SHA256.HashData([.. twice, .. secret.Scramble]);
        for (int i = 0; i < answer.Length; i++) answer[i] ^= once[i];
        CryptographicOperations.ZeroMemory(once);
        CryptographicOperations.ZeroMemory(twice);
        return answer;
    }

    public override byte[]? Continue(AuthSecret secret, ReadOnlySpan<byte> message)
    {
        if (_askedForKey) return Encrypt(secret, message);
        switch (message)
        {
            case [FastAuthenticated]:
                return null;
            case [FullAuthentication] when secret.Privacy != ChannelPrivacy.Open:
                return secret.PasswordWithNul.ToArray();
            case [FullAuthentication]:
                _askedForKey = true;
                return [RequestPublicKey];
            default:
                throw new MySqlProtocolException($"the server sent a malformed message of {PluginName}");
        }
    }

    private static byte[] Encrypt(AuthSecret secret, ReadOnlySpan<byte> publicKey)
    {
        if (secret.Scramble.Length == 0) throw new MySqlProtocolException($"the server sent no challenge for {PluginName}");
        byte[] hidden = secret.PasswordWithNul.ToArray();
        for (int i = 0; i < hidden.Length; i++) hidden[i] ^= secret.Scramble[i % secret.Scramble.Length];
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(Encoding.ASCII.GetString(publicKey));
            return rsa.Encrypt(hidden, RSAEncryptionPadding.OaepSHA1);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new MySqlConnectException(ConnectFailure.Authentication, $"the server's public key for {PluginName} is not usable", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(hidden);
        }
    }
}
