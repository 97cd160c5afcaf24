using System.Buffers.Binary;
using System.Text;

namespace SchoolBackup.MySql.Packets;

/// <summary>The client's answer to the greeting.</summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_response.html"/>
internal static class HandshakeResponse
{
    // utf8mb4_general_ci: every server from 5.5.3 on knows it.
    private const byte Collation = 45;
    private const uint LargestPacket = 1 << 30;
    private const int HeadLength = 32;

    /// <summary>
    /// The first part of the answer alone, which asks for TLS. MariaDB goes by its capabilities, whatever the answer behind it says.
    /// </summary>
    public static byte[] SslRequest(Capabilities capabilities) => Head(capabilities | Capabilities.Ssl);

    /// <param name="capabilities">
    /// What the client will use, with <see cref="Capabilities.ConnectWithDatabase"/> when there is a database.
    /// </param>
    /// <param name="options">User and database.</param>
    /// <param name="plugin">The authentication plug-in that made <paramref name="authAnswer"/>.</param>
    /// <param name="authAnswer">Its answer to the challenge.</param>
    /// <exception cref="ArgumentException">User or database hold a NUL character.</exception>
    public static byte[] Build(Capabilities capabilities, ConnectionOptions options, string plugin, ReadOnlySpan<byte> authAnswer)
    {
        using var body = new MemoryStream();
        body.Write(Head(capabilities));
        WriteNulTerminated(body, options.User);
        Span<byte> length = stackalloc byte[9];
        body.Write(length[..LengthEncoded.WriteInteger(length, (ulong)authAnswer.Length)]);
        body.Write(authAnswer);
        if (options.Database is not null) WriteNulTerminated(body, options.Database);
        if (capabilities.HasFlag(Capabilities.PluginAuth)) WriteNulTerminated(body, plugin);
        return body.ToArray();
    }

    private static byte[] Head(Capabilities capabilities)
    {
        var head = new byte[HeadLength];
        BinaryPrimitives.WriteUInt32LittleEndian(head, (uint)capabilities);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(4), LargestPacket);
        head[8] = Collation;
        return head;
    }

    private static void WriteNulTerminated(MemoryStream body, string text)
    {
        if (text.Contains('\0')) throw new ArgumentException("a name holds a NUL character", nameof(text));
        body.Write(Encoding.UTF8.GetBytes(text));
        body.WriteByte(0);
    }
}
