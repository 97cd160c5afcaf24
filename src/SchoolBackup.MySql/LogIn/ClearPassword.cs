namespace SchoolBackup.MySql.LogIn;

/// <summary>The password as it is (for PAM and LDAP behind the server), to a server whose certificate was verified.</summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/cleartext-pluggable-authentication.html"/>
internal sealed class ClearPassword : AuthPlugin
{
    public const string PluginName = "mysql_clear_password";

    public override string Name => PluginName;

    public override byte[] Answer(AuthSecret secret) => secret.Rules.MaySendClear
        ? secret.PasswordWithNul.ToArray()
        : throw RefuseUnsafe($"the server wants the password as it is ({PluginName}), and nobody has verified that it is the server");
}
