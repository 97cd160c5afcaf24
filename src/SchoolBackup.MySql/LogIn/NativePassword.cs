using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SchoolBackup.MySql.LogIn;

/// <summary>SHA1(password) XOR SHA1(challenge + SHA1(SHA1(password))).</summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_authentication_methods_native_password_authentication.html"/>
internal sealed class NativePassword : AuthPlugin
{
    public const string PluginName = "mysql_native_password";

    public override string Name => PluginName;

    [SuppressMessage("Security", "CA5350", Justification = "The protocol says so, and the server chooses the plug-in.")]
    public override byte[] Answer(AuthSecret secret)
    {
        if (secret.IsEmpty) return [];

        RequireChallenge(secret, ScrambleLength);
        byte[] once = SHA1.HashData(secret.Password);
        byte[] twice = SHA1.HashData(once);
        byte[] answer = SHA1.HashData([.. secret.Scramble, .. twice]);
        for (int i = 0; i < answer.Length; i++) answer[i] ^= once[i];
        CryptographicOperations.ZeroMemory(once);
        CryptographicOperations.ZeroMemory(twice);
        return answer;
    }
}
