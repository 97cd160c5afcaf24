namespace SchoolBackup.MySql.LogIn;

/// <summary>The password itself over TLS, or encrypted with the server's RSA key.</summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/sha256-pluggable-authentication.html"/>
internal sealed class Sha256Password : AuthPlugin
{
    public const string PluginName = "sha256_password";

    private const byte RequestPublicKey = 1;

    private readonly RsaPassword _rsa = new(PluginName, RequestPublicKey);

    public override string Name => PluginName;

    public override byte[] Answer(AuthSecret secret)
    {
        if (secret.IsEmpty) return [0];
        return secret.Privacy == ChannelPrivacy.Encrypted ? secret.PasswordWithNul.ToArray() : _rsa.Begin(secret);
    }

    public override byte[]? Continue(AuthSecret secret, ReadOnlySpan<byte> message) =>
        _rsa.AwaitsKey ? _rsa.Encrypt(secret, message) : base.Continue(secret, message);
}
