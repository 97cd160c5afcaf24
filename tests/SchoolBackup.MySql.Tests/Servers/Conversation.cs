using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SchoolBackup.MySql.Tests.Servers;

/// <summary>One connection of a <see cref="ScriptedServer"/>, in the words of the protocol's manual.</summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/PAGE_PROTOCOL.html"/>
internal sealed class Conversation(Stream stream) : IDisposable
{
    public static readonly byte[] Scramble = [.. Enumerable.Range(1, 20).Select(i => (byte)(i * 5))];

    private Stream _stream = stream;

    public byte Sequence { get; set; }

    /// <summary>Sends a packet with the next number.</summary>
    public void Send(params ReadOnlySpan<byte> payload) =>
        SendRaw([(byte)payload.Length, (byte)(payload.Length >> 8), (byte)(payload.Length >> 16), Sequence++, .. payload]);

    /// <summary>Sends bytes as they are.</summary>
    public void SendRaw(params ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    /// <summary>Receives one packet.</summary>
    public byte[] Receive()
    {
        var header = new byte[4];
        _stream.ReadExactly(header);
        Sequence = (byte)(header[3] + 1);
        var payload = new byte[header[0] | (header[1] << 8) | (header[2] << 16)];
        _stream.ReadExactly(payload);
        return payload;
    }

    /// <summary>Receives whatever comes until the client hangs up.</summary>
    public byte[] ReceiveAll()
    {
        using var all = new MemoryStream();
        try
        {
            _stream.CopyTo(all);
        }
        catch (IOException)
        {
            // Hung up with something unread.
        }

        return all.ToArray();
    }

    /// <summary>Sends several packets at once, so that none can be read without the others.</summary>
    public void Together(Action<Conversation> say)
    {
        using var bytes = new MemoryStream();
        using (var together = new Conversation(bytes) { Sequence = Sequence }) say(together);
        SendRaw(bytes.ToArray());
    }

    public void StartTls(X509Certificate2 certificate)
    {
        var encrypted = new SslStream(_stream);
        encrypted.AuthenticateAsServer(certificate);
        _stream = encrypted;
    }

    /// <summary>The greeting of a MySQL 8 server, with the capabilities that one has.</summary>
    public void Greet(string plugin, uint capabilities = 0xDFFF_F7FF, string version = "8.0.36") => Send(
    [
        10, .. Encoding.ASCII.GetBytes(version), 0, 42, 0, 0, 0, .. Scramble[..8], 0,
        (byte)capabilities, (byte)(capabilities >> 8), 255, 2, 0, (byte)(capabilities >> 16), (byte)(capabilities >> 24),
        21, .. new byte[10], .. Scramble[8..], 0, .. Encoding.ASCII.GetBytes(plugin), 0,
    ]);

    /// <summary>Lets the client in without looking at its password.</summary>
    public void LetIn()
    {
        Greet("mysql_native_password");
        Receive();
        Ok();
    }

    public void ExpectQuery(string sql) => Assert.Equal([3, .. Encoding.UTF8.GetBytes(sql)], Receive());

    public void Ok(ushort status = 2) => Send(0, 0, 0, (byte)status, (byte)(status >> 8), 0, 0);

    public void Eof(ushort warnings = 0, ushort status = 2) =>
        Send(0xFE, (byte)warnings, (byte)(warnings >> 8), (byte)status, (byte)(status >> 8));

    public void Err(int number, string state, string message) =>
        Send([0xFF, (byte)number, (byte)(number >> 8), (byte)'#', .. Encoding.ASCII.GetBytes(state), .. Encoding.UTF8.GetBytes(message)]);

    /// <summary>The head of a result set of one column.</summary>
    public void OneColumn(string name)
    {
        Send(1);
        Send(ColumnDefinition(name));
        Eof();
    }

    public static byte[] ColumnDefinition(string name) =>
    [
        3, .. "def"u8, 0, 0, 0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), 0, 12, 45, 0, 255, 255, 0, 0, 0xFD, 0, 0, 31, 0, 0,
    ];

    public void Dispose() => _stream.Dispose();
}
