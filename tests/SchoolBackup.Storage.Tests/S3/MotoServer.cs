using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SchoolBackup.Storage.Tests.S3;

/// <summary>A store of the S3 protocol in a process of its own, moto's, with a bucket. It keeps everything in memory.</summary>
public sealed class MotoServer : IDisposable
{
    public const string Bucket = "school-backups";

    private static readonly string Root = Environment.GetEnvironmentVariable("SCHOOLBACKUP_SERVERS") ?? "/var/cache/schoolbackup-servers";

    private readonly Process? _server;

    public MotoServer()
    {
        // moto takes any.
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "testing");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "testing");
        string[] command = Command();
        if (command.Length == 0) return;
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), "-H", "127.0.0.1", "-p", $"{Port}"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        _server = Process.Start(start)!;
        _server.ErrorDataReceived += (_, _) => { };
        _server.OutputDataReceived += (_, _) => { };
        _server.BeginErrorReadLine();
        _server.BeginOutputReadLine();
        using var client = new HttpClient { BaseAddress = new Uri(Endpoint) };
        while (!Made(client)) Thread.Sleep(50);
    }

    public string Endpoint => $"http://127.0.0.1:{Port}";

    private int Port { get; } = FreePort();

    /// <summary>A place in the bucket that no other test uses.</summary>
    public string Location()
    {
        Assert.SkipWhen(_server is null, "moto_server is not installed (tests/servers moto-5.2)");
        return $"s3://{Bucket}/{Guid.NewGuid():N}?endpoint={Endpoint}&region=us-east-1";
    }

    public void Dispose()
    {
        _server?.Kill(entireProcessTree: true);
        _server?.WaitForExit();
        _server?.Dispose();
    }

    /// <summary>What this machine has, or what tests/servers has made.</summary>
    private static string[] Command()
    {
        string root = Path.Combine(Root, "moto-5.2");
        if (File.Exists(Path.Combine(root, ".schoolbackup-finished"))) return ["chroot", root, "moto_server"];
        string? here = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "moto_server")).FirstOrDefault(File.Exists);
        return here is null ? [] : [here];
    }

    private bool Made(HttpClient client)
    {
        try
        {
            using HttpResponseMessage answer = client.PutAsync(new Uri(Bucket, UriKind.Relative), content: null).GetAwaiter().GetResult();
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException) when (!_server!.HasExited)
        {
            return false; // not listening yet
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
