using System.Net;
using System.Net.Sockets;
using System.Text;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Faults;

/// <summary>Greets as a server of some version, and lets anybody in.</summary>
internal sealed class OldServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public OldServer(string version)
    {
        _listener.Start();
        _serving = Task.Run(() => Serve(version));
    }

    public ConnectionOptions Connection => new() { Server = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port, User = "teacher", Password = "chalk", SslMode = SslMode.Disabled };

    public void Dispose()
    {
        _listener.Dispose();
        ((IAsyncResult)_serving).AsyncWaitHandle.WaitOne();
    }

    private void Serve(string version)
    {
        try
        {
            using TcpClient client = _listener.AcceptTcpClient();
            NetworkStream line = client.GetStream();
            // Protocol 10, mysql_native_password: https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_v10.html
            byte[] greeting =
            [
                10, .. Encoding.ASCII.GetBytes(version), 0, 42, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0xFF, 0xF7, 33, 2, 0, 0x0F, 0x80, 21,
                .. new byte[10], 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 0, .. "mysql_native_password"u8, 0,
            ];
            line.Write([(byte)greeting.Length, 0, 0, 0, .. greeting]);
            var header = new byte[4];
            line.ReadExactly(header);
            line.ReadExactly(new byte[header[0] | (header[1] << 8)]);
            line.Write([7, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0]);
            while (line.Read(new byte[1000]) > 0)
            {
                // Whatever it asks now, an old server is not to be asked at all.
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException)
        {
            // The client has left, or the test is over.
        }
    }
}
