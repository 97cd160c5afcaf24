using System.Security.Cryptography;

namespace SchoolBackup.MySql.LogIn;

/// <summary>MariaDB's ed25519: the challenge, signed with a key that is the SHA-512 of the password.</summary>
/// <seealso href="https://mariadb.com/kb/en/authentication-plugin-ed25519/"/>
internal sealed class Ed25519Password : AuthPlugin
{
    public const string PluginName = "client_ed25519";

    public const int ChallengeLength = 32;

    public override string Name => PluginName;

    public override byte[] Answer(AuthSecret secret)
    {
        RequireChallenge(secret, ChallengeLength);
        byte[] key = SHA512.HashData(secret.Password);
        byte[] signature = Ed25519.Sign(key, secret.Scramble);
        CryptographicOperations.ZeroMemory(key);
        return signature;
    }
}
