using SchoolBackup.MySql.Packets;

namespace SchoolBackup.MySql.LogIn;

/// <summary>One way of proving who the client is.</summary>
internal abstract class AuthPlugin
{
    /// <summary>Bytes of a challenge, where the plug-in does not want more of them.</summary>
    public const int ScrambleLength = 20;

    /// <summary>The name that the server knows it by.</summary>
    public abstract string Name { get; }

    /// <summary>What answers the challenge.</summary>
    public abstract byte[] Answer(AuthSecret secret);

    /// <summary>What answers a further message of the server, or null when it wants no answer.</summary>
    /// <param name="secret">The password and the challenge.</param>
    /// <param name="message">The message without its header.</param>
    public virtual byte[]? Continue(AuthSecret secret, ReadOnlySpan<byte> message) =>
        throw new MySqlProtocolException($"the server went on with {Name} where that is over");

    /// <summary>The plug-in of this name.</summary>
    /// <exception cref="MySqlConnectException">Authentication: there is none here.</exception>
    public static AuthPlugin Find(string name) => name switch
    {
        NativePassword.PluginName => new NativePassword(),
        CachingSha2Password.PluginName => new CachingSha2Password(),
        ClearPassword.PluginName => new ClearPassword(),
        Sha256Password.PluginName => new Sha256Password(),
        Ed25519Password.PluginName => new Ed25519Password(),
        ParsecPassword.PluginName => new ParsecPassword(),
        GssapiTicket.PluginName => new GssapiTicket(),
        AuthSwitchPacket.OldPassword =>
            throw Refuse("the server asks for the password hash of before MySQL 4.1 (mysql_old_password), which anyone can reverse"),
        _ => throw Refuse($"the account uses the authentication plug-in {name}, which this client does not have"),
    };

    /// <exception cref="MySqlProtocolException">The server's challenge has another length than it has for this plug-in.</exception>
    protected void RequireChallenge(AuthSecret secret, int length)
    {
        if (secret.Scramble.Length != length) throw new MySqlProtocolException($"the server sent no challenge for {Name}");
    }

    protected static MySqlConnectException RefuseUnsafe(string message) => new(ConnectFailure.UnsafePassword, message);

    protected static MySqlConnectException Refuse(string message) => new(ConnectFailure.Authentication, message);
}
