using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Rclone;

/// <summary>
/// A running <c>rclone rcd</c>, which is spoken to by HTTP on the loopback address, with a password that only it and we know. It ends
/// with us, however we end.
/// </summary>
/// <seealso href="https://rclone.org/rc/"/>
internal sealed partial class RcloneProcess : IDisposable
{
    /// <summary>
    /// rclone does not notice that whoever started it is gone, so on Unix a shell waits for that: nobody ever writes to its standard
    /// input, which the system closes. The shell has
    /// let go of the standard error, whose end thus tells that rclone has ended.
    /// </summary>
    private const string Shell = "\"$0\" \"$@\" </dev/null & exec >&- 2>&-; read -r _; kill $! && wait $!";

    private static readonly string[] Arguments = ["rcd", "--rc-serve", "--rc-addr", "127.0.0.1:0"];

    private static readonly TimeSpan ToStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ToEnd = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Task _ended;
    private volatile bool _isLost;

    private RcloneProcess(Process process, HttpClient http, Task ended) => (_process, Http, _ended) = (process, http, ended);

    public HttpClient Http { get; }

    public bool HasEnded => _isLost || _ended.IsCompleted;

    /// <summary>It does not answer any more: it has ended, though the system has not told yet.</summary>
    public void Lose() => _isLost = true;

    /// <param name="settings">Variables of rclone that go before those of the environment.</param>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: rclone is not installed, or does not start.</exception>
    public static RcloneProcess Start(IReadOnlyDictionary<string, string> settings)
    {
        string password = RandomNumberGenerator.GetHexString(32);
        Process process = Process.Start(Command(Program(settings), settings, password))!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        Task<(Uri? Address, string Said)> address = Task.Run(() => AddressFrom(process.StandardError));
        if (!address.Wait(ToStart) || address.Result.Address is not { } found)
        {
            string said = address.IsCompleted ? address.Result.Said : "it does not say where it listens";
            End(process);
            throw new BackupException(BackupError.PathInvalid, $"rclone does not start: {RcloneFault.Shown(said)}",
                "see what rclone listremotes says; an encrypted configuration takes its password from RCLONE_CONFIG_PASS");
        }

        var started = new RcloneProcess(process, Client(found, password), Task.Run(() =>
            { while (process.StandardError.ReadLine() is not null) { } }));
        if (OperatingSystem.IsWindows()) AppDomain.CurrentDomain.ProcessExit += (_, _) => started.Dispose();
        return started;
    }

    public void Dispose()
    {
        Http.Dispose();
        End(_process);
    }

    private static void End(Process process)
    {
        process.StandardInput.Close();
        if (OperatingSystem.IsWindows()) process.Kill();
        if (!process.WaitForExit(ToEnd)) process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private static ProcessStartInfo Command(string program, IReadOnlyDictionary<string, string> settings, string password)
    {
        string[] behindShell = ["-c", Shell, program, .. Arguments];
        ProcessStartInfo start = OperatingSystem.IsWindows() ? new(program, Arguments) { CreateNoWindow = true } : new("/bin/sh",
            behindShell);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        (start.StandardOutputEncoding, start.StandardErrorEncoding) = (Encoding.UTF8, Encoding.UTF8);
        RcloneSettings.ApplyTo(start.Environment, settings);
        start.Environment["RCLONE_RC_USER"] = RcloneSettings.User;
        start.Environment["RCLONE_RC_PASS"] = password;
        return start;
    }

    private static string Program(IReadOnlyDictionary<string, string> settings)
    {
        string name = OperatingSystem.IsWindows() ? "rclone.exe" : "rclone";
        string path = settings.GetValueOrDefault("PATH") ?? Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(System.IO.Path.PathSeparator).Select(folder => System.IO.Path.Combine(folder,
            name)).FirstOrDefault(File.Exists) ?? throw new BackupException(
            BackupError.PathInvalid, "rclone is not installed, and the place is reached by it",
                "install it (apt-get install rclone, brew install rclone, winget install Rclone.Rclone), so that PATH leads to it");
    }

    /// <summary>Where it listens: the system has chosen the port. Without an address, the last that it said before it ended.</summary>
    private static (Uri? Address, string Said) AddressFrom(StreamReader error)
    {
        string last = "it ended at once";
        while (error.ReadLine() is { } line)
        {
            if (Serving().Match(line) is { Success: true } match) return (new Uri(match.Value), "");
            if (line.Length > 0) last = line;
        }

        return (null, last);
    }

    private static HttpClient Client(Uri address, string password)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = address,
            Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic",
            Convert.ToBase64String(Encoding.ASCII.GetBytes($"{RcloneSettings.User}:{password}")));
        return client;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+/", RegexOptions.NonBacktracking)]
    private static partial Regex Serving();
}
