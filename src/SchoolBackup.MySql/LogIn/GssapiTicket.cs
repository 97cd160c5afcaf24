using System.ComponentModel;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using System.Text.RegularExpressions;

namespace SchoolBackup.MySql.LogIn;

/// <summary>
/// MariaDB's gssapi: a Kerberos ticket for the service that the server names, out of the tickets of whoever runs this (kinit, or the
/// log-on of Windows). The password is not looked at, and nothing that is sent depends on it.
/// </summary>
/// <remarks>
/// What is sent opens that one service, once, within minutes, and nothing can be learnt from it. Somebody in the middle can still pass it
/// on to that service, as with every challenge here that TLS does not protect. A server that nobody has verified therefore gets tickets for
/// its own host alone (<see cref="PasswordRules.TicketHost"/>), and not for whichever service of the school it would like to enter. NTLM,
/// whose answers open any service, is never asked for.
/// </remarks>
/// <seealso href="https://mariadb.com/kb/en/authentication-plugin-gssapi/"/>
internal sealed partial class GssapiTicket : AuthPlugin
{
    public const string PluginName = "auth_gssapi_client";

    public override string Name => PluginName;

    /// <summary>
    /// The ticket for the principal that stands in the place of a challenge. The mechanism behind that is for servers on Windows, which
    /// take a ticket of Kerberos by each of theirs.
    /// </summary>
    public override byte[] Answer(AuthSecret secret)
    {
        ReadOnlySpan<byte> named = secret.Scramble;
        string principal = Encoding.UTF8.GetString(named.IndexOf((byte)0) is >= 0 and var end ? named[..end] : named);
        string target = Target(principal, secret.Rules.TicketHost);
        try
        {
            // The library may wait for the realm longer than anybody waits here, and cannot be interrupted: then it is left behind.
            return Task.Run(() => Ticket(target), CancellationToken.None).WaitAsync(secret.Deadline).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException e)
        {
            throw None(principal, "the realm did not answer in time", e);
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException)
        {
            throw None(principal, "this machine has no Kerberos library (Debian has it in the package libgssapi-krb5-2)", e);
        }
        catch (Exception e) when (e is AuthenticationException or Win32Exception or PlatformNotSupportedException)
        {
            throw None(principal, e.Message, e);
        }
    }

    /// <summary>The error of a server that does not take the ticket.</summary>
    public static MySqlConnectException Refused(MySqlException refusal) =>
        new(ConnectFailure.Ticket, Invariant($"the server refuses the ticket: {refusal.Message} (error {refusal.Number})"), refusal);

    private static string Target(string principal, string? onlyHost)
    {
        Match parts = Principal.Match(principal);
        string service = parts.Groups["service"].Value, host = parts.Groups["host"].Value;
        // Windows knows principals without a service, too.
        if (!parts.Success || (service.Length == 0 && !OperatingSystem.IsWindows()))
        {
            throw new MySqlConnectException(
                ConnectFailure.Ticket, "the server names no service/host@REALM for which there could be a Kerberos ticket");
        }

        if (onlyHost is not null && !IsNameOf(onlyHost, host))
        {
            throw new MySqlConnectException(
                ConnectFailure.Ticket,
                $"the server wants a Kerberos ticket for {principal}, and nobody has verified that {onlyHost} is that host: "
                    + "name the server as its principal does, or verify it by TLS (VerifyIdentity)");
        }

        // The library of Unix takes a service on a host, and knows the realm itself (krb5.conf, or what the realms say of each other).
        return OperatingSystem.IsWindows() ? principal : $"{service}/{host}";
    }

    // All of the host's name, or its first word.
    private static bool IsNameOf(string given, string host) =>
        host.Equals(given, StringComparison.OrdinalIgnoreCase)
        || (!given.Contains('.') && host.StartsWith($"{given}.", StringComparison.OrdinalIgnoreCase));

    // Nobody asks the server to prove itself by an answer, which it could leave out: one message is all that there is.
    private static byte[] Ticket(string target)
    {
        var wanted = new NegotiateAuthenticationClientOptions { Package = "Kerberos", TargetName = target };
        using var negotiation = new NegotiateAuthentication(wanted);
        byte[]? ticket = negotiation.GetOutgoingBlob([], out NegotiateAuthenticationStatusCode status);
        return status == NegotiateAuthenticationStatusCode.Completed && ticket is not null
            ? ticket
            : throw new AuthenticationException(Meaning(status));
    }

    // The library tells no more than this.
    private static string Meaning(NegotiateAuthenticationStatusCode status) => status switch
    {
        NegotiateAuthenticationStatusCode.UnknownCredentials => "nobody is logged in at a realm (UnknownCredentials)",
        NegotiateAuthenticationStatusCode.Unsupported => "this machine does not know Kerberos (Unsupported)",
        _ => $"the log-in at the realm has expired, or the realm does not know the service, or does not answer ({status})",
    };

    private static MySqlConnectException None(string principal, string why, Exception inner) =>
        new(ConnectFailure.Ticket, $"there is no Kerberos ticket for {principal}: {why}", inner);

    [GeneratedRegex(
        @"^((?<service>[A-Za-z0-9._-]+)/)?(?<host>[A-Za-z0-9._$-]+)(@[A-Za-z0-9._-]+)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Principal { get; }
}
