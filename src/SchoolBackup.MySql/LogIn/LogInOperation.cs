using System.Security.Cryptography;
using SchoolBackup.MySql.Packets;
using SchoolBackup.MySql.Transport;
using static SchoolBackup.MySql.ServerErrorNumber;

namespace SchoolBackup.MySql.LogIn;

/// <summary>From an open connection to a session: greeting, TLS, answer, authentication.</summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html"/>
internal sealed class LogInOperation(Channel channel, PacketReader reader, PacketWriter writer, ConnectionOptions options)
{
    private const byte MoreData = 0x01;

    /// <exception cref="MySqlConnectException">TLS or authentication cannot be had.</exception>
    /// <exception cref="MySqlException">The server refuses.</exception>
    /// <exception cref="MySqlConnectionException">The connection broke, or this is no MySQL server.</exception>
    public Session Run(CancellationToken deadline)
    {
        HandshakePacket greeting = ReadGreeting();
        ServerVersion server = ServerVersion.Parse(greeting.Version);
        Capabilities common = greeting.Capabilities & Capabilities.Offered;
        // The server's switch for LOCAL INFILE can be turned on after the log-in; it counts for those alone who said so now.
        common |= Capabilities.LocalFiles;
        if (options.Database is not null) common |= Capabilities.ConnectWithDatabase;
        if (WantsTls(greeting.Capabilities))
        {
            common |= Capabilities.Ssl;
            StartTls(common);
        }

        Authenticate(greeting, common, deadline);
        return new Session(channel, reader, writer, server, greeting.ConnectionId);
    }

    private HandshakePacket ReadGreeting()
    {
        ReadOnlySpan<byte> packet = reader.ReadAnswer(options.Limits.LogInPacket);
        if (packet.IsEmpty || packet[0] != HandshakePacket.ProtocolVersion)
            throw new MySqlConnectException(ConnectFailure.Unsupported, $"{options.Endpoint} does not speak MySQL's protocol version 10");

        HandshakePacket greeting = HandshakePacket.Parse(packet);
        if (!greeting.Capabilities.HasFlag(Capabilities.Protocol41 | Capabilities.SecureConnection))
            throw new MySqlConnectException(
                ConnectFailure.Unsupported, $"{options.Endpoint} is a server {greeting.Version}, older than MySQL 4.1's protocol");
        return greeting;
    }

    private bool WantsTls(Capabilities offered)
    {
        // Like the servers' own clients, no encryption within one machine unless it is asked for.
        if (options.SslMode == SslMode.Disabled || (options.SslMode == SslMode.Preferred && channel.IsLocal)) return false;
        if (offered.HasFlag(Capabilities.Ssl)) return true;
        return options.SslMode == SslMode.Preferred
            ? false
            : throw new MySqlConnectException(
                ConnectFailure.Tls, $"{options.Endpoint} offers no TLS, which the mode {options.SslMode} asks for");
    }

    private void StartTls(Capabilities common)
    {
        // What lies in the buffer came unencrypted, from whoever sits in the middle: it must not be read as the server's word.
        if (reader.HasMore)
            throw new MySqlConnectException(ConnectFailure.Tls, $"{options.Endpoint} sent data before the encryption began");
        writer.WritePacket(HandshakeResponse.SslRequest(common));
        channel.StartTls(options);
    }

    private void Authenticate(HandshakePacket greeting, Capabilities common, CancellationToken deadline)
    {
        // The server's favourite, where it can be answered on an unproven account; if the account uses another, a switch follows.
        bool isKnown = greeting.AuthPlugin is NativePassword.PluginName or CachingSha2Password.PluginName;
        AuthPlugin plugin = isKnown ? AuthPlugin.Find(greeting.AuthPlugin) : new NativePassword();
        AuthSecret secret = SecretFor(greeting.Scramble, deadline);
        try
        {
            writer.WritePacket(HandshakeResponse.Build(common, options, plugin.Name, plugin.Answer(secret)));
            for (int packets = 1; ; packets++)
            {
                if (packets > options.Limits.LogInPackets)
                    throw PacketBound.Exceeded(nameof(WireLimits.LogInPackets), options.Limits.LogInPackets);
                ReadOnlySpan<byte> packet = reader.ReadAnswer(options.Limits.LogInPacket);
                switch (packet.IsEmpty ? byte.MaxValue : packet[0])
                {
                    case OkPacket.Header:
                        OkPacket.Parse(packet);
                        if (reader.HasUnasked) throw new MySqlProtocolException("the server sent more than one answer to the log-in");
                        return;
                    case AuthSwitchPacket.Header:
                        AuthSwitchPacket change = AuthSwitchPacket.Parse(packet);
                        plugin = AuthPlugin.Find(change.Plugin);
                        secret.Dispose();
                        secret = SecretFor(change.Scramble, deadline);
                        Send(plugin.Answer(secret));
                        break;
                    case MoreData:
                        Send(plugin.Continue(secret, packet[1..]));
                        break;
                    default:
                        // MariaDB marks a plug-in's message only where it could be taken for something else.
                        Send(plugin.Continue(secret, packet));
                        break;
                }
            }
        }
        catch (MySqlException refusal) when (plugin is GssapiTicket && refusal.Number is AccessDenied or UnknownError)
        {
            throw GssapiTicket.Refused(refusal);
        }
        finally
        {
            secret.Dispose();
            writer.Wipe();
        }
    }

    private AuthSecret SecretFor(byte[] scramble, CancellationToken deadline) =>
        new(
            options.Password,
            scramble,
            channel.IsEncrypted ? ChannelPrivacy.Encrypted : channel.IsLocal ? ChannelPrivacy.Local : ChannelPrivacy.Open)
        {
            Rules = PasswordRules.Of(options, channel),
            Deadline = deadline,
        };

    private void Send(byte[]? answer)
    {
        if (answer is null) return;
        writer.WritePacket(answer);
        CryptographicOperations.ZeroMemory(answer);
    }
}
