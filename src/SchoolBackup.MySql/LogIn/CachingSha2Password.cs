using System.Security.Cryptography;

namespace SchoolBackup.MySql.LogIn;

/// <summary>
/// MySQL 8's default. Where the server remembers the account, the scramble is enough; where it does not, it wants the password itself: as
/// it is over TLS or on one machine, encrypted with the server's RSA key elsewhere.
/// </summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_caching_sha2_authentication_exchanges.html"/>
internal sealed class CachingSha2Password : AuthPlugin
{
    public const string PluginName = "caching_sha2_password";

    private const byte RequestPublicKey = 2;
    private const byte FastAuthenticated = 3;
    private const byte FullAuthentication = 4;

    private readonly RsaPassword _rsa = new(PluginName, RequestPublicKey);
    private bool _isAskedForPassword;

    public override string Name => PluginName;

    /// <summary>SHA256(password) XOR SHA256(SHA256(SHA256(password)) + challenge).</summary>
    public override byte[] Answer(AuthSecret secret)
    {
        if (secret.IsEmpty) return [0];

        RequireChallenge(secret, ScrambleLength);
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
        if (_rsa.AwaitsKey) return _rsa.Encrypt(secret, message);
        switch (message)
        {
            case [FastAuthenticated]:
                return null;
            case [FullAuthentication] when !_isAskedForPassword:
                _isAskedForPassword = true;
                return secret.Privacy == ChannelPrivacy.Open ? _rsa.Begin(secret) : secret.PasswordWithNul.ToArray();
            case [FullAuthentication]:
                return base.Continue(secret, message);
            default:
                throw new MySqlProtocolException($"the server sent a malformed message of {PluginName}");
        }
    }
}
