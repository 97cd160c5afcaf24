using SchoolBackup.MySql.Transport;

namespace SchoolBackup.MySql.LogIn;

/// <summary>What may be told to a server beside the scramble of a password: the password itself, or a ticket.</summary>
/// <param name="MaySendClear">Tell it to mysql_clear_password.</param>
/// <param name="MayTakeServerKey">Encrypt it with a key that came over this very connection.</param>
/// <param name="PublicKeyFile">The server's public key, where it is known beforehand, or null.</param>
/// <param name="TicketHost">The host for whose services alone a ticket may be sent, or null for every service.</param>
internal sealed record PasswordRules(bool MaySendClear, bool MayTakeServerKey, string? PublicKeyFile, string? TicketHost)
{
    /// <summary>Those of a connection: who may have answered on it, and what was allowed all the same.</summary>
    public static PasswordRules Of(ConnectionOptions options, Channel channel)
    {
        bool isVerified = channel.IsEncrypted && options.SslMode is SslMode.VerifyCA or SslMode.VerifyIdentity;
        return new PasswordRules(
            isVerified || (options.EnableCleartextPlugin && (channel.IsEncrypted || channel.IsLocal)),
            options.GetServerPublicKey || channel.IsEncrypted || channel.IsLocal || channel.IsLoopback,
            options.ServerPublicKeyPath,
            isVerified || channel.IsLocal || channel.IsLoopback ? null : options.Server);
    }
}
