namespace SchoolBackup.MySql.LogIn;

/// <summary>The password as it is (for PAM and LDAP behind the server), over TLS only.</summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/cleartext-pluggable-authentication.html"/>
internal sealed class ClearPassword : AuthPlugin
{
    public const string PluginName = "mysql_clear_password";

    public override string Name => PluginName;

    public override byte[] Answer(AuthSecret secret) => secret.Privacy == ChannelPrivacy.Encrypted
        ? secret.PasswordWithNul.ToArray()
        : throw Refuse($"the account uses {PluginName}, which this client speaks over TLS only");
}
