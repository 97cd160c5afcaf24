using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SchoolBackup.MySql.Transport;

/// <summary>Encryption of a connection, with as much proof of the server's identity as the <see cref="SslMode"/> wants.</summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/connection-options.html#option_general_ssl-mode"/>
internal static class Tls
{
    /// <exception cref="MySqlConnectException">Tls: no agreement on a cipher, or the certificate does not satisfy the mode.</exception>
    public static SslStream Start(Stream plain, ConnectionOptions options)
    {
        var encrypted = new SslStream(plain, leaveInnerStreamOpen: false);
        try
        {
            encrypted.AuthenticateAsClient(new SslClientAuthenticationOptions
            {
                TargetHost = options.Server,
                CertificateChainPolicy = ChainPolicy(options),
                RemoteCertificateValidationCallback = (_, _, _, errors) => Accepts(options.SslMode, errors),
            });
            return encrypted;
        }
        catch (Exception e) when (e is AuthenticationException or IOException or CryptographicException or UnauthorizedAccessException
            or InvalidOperationException or ArgumentException or NotSupportedException or OperationCanceledException)
        {
            throw new MySqlConnectException(ConnectFailure.Tls, $"no TLS with {options.Endpoint} (mode {options.SslMode}): {e.Message}", e);
        }
    }

    private static bool Accepts(SslMode mode, SslPolicyErrors errors) => mode switch
    {
        SslMode.VerifyIdentity => errors == SslPolicyErrors.None,
        SslMode.VerifyCA => (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None,
        _ => true,
    };

    private static X509ChainPolicy ChainPolicy(ConnectionOptions options)
    {
        // Like the server's own clients: a school's certificate authority publishes no revocation lists.
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (options.SslCa is not null && options.SslMode is SslMode.VerifyCA or SslMode.VerifyIdentity)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.ImportFromPemFile(options.SslCa);
        }

        return policy;
    }
}
