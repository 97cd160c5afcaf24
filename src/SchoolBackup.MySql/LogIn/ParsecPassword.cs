using System.Security.Cryptography;

namespace SchoolBackup.MySql.LogIn;

/// <summary>
/// MariaDB's parsec: both sides' challenges, signed with a key that PBKDF2 derives from the password and the account's salt.
/// </summary>
/// <seealso href="https://mariadb.com/kb/en/authentication-plugin-parsec/"/>
internal sealed class ParsecPassword : AuthPlugin
{
    public const string PluginName = "parsec";

    private const int ChallengeLength = 32;
    private const int SeedLength = 32;
    private const byte Pbkdf2 = (byte)'P';
    private const int LeastIterations = 1024;

    // What MariaDB's own client takes; more would let a server keep the client busy.
    private const byte MostDoublings = 3;

    public override string Name => PluginName;

    /// <summary>Nothing, which asks for the account's salt.</summary>
    public override byte[] Answer(AuthSecret secret)
    {
        RequireChallenge(secret, ChallengeLength);
        return [];
    }

    public override byte[]? Continue(AuthSecret secret, ReadOnlySpan<byte> message)
    {
        if (message is not [Pbkdf2, <= MostDoublings and var doublings, _, ..])
            throw new MySqlProtocolException($"the server sent a malformed message of {PluginName}");
        byte[] seed = Rfc2898DeriveBytes.Pbkdf2(
            secret.Password, message[2..], LeastIterations << doublings, HashAlgorithmName.SHA512, SeedLength);
        byte[] key = SHA512.HashData(seed);
        byte[] ours = RandomNumberGenerator.GetBytes(ChallengeLength);
        byte[] signature = Ed25519.Sign(key, [.. secret.Scramble, .. ours]);
        CryptographicOperations.ZeroMemory(seed);
        CryptographicOperations.ZeroMemory(key);
        return [.. ours, .. signature];
    }
}
