using System.Diagnostics;
using System.Text.RegularExpressions;
using SchoolBackup.Storage.Rclone;

namespace SchoolBackup.Storage.Tests.Rclone;

/// <summary>
/// Remotes of rclone, and a configuration that knows them and nothing else: folders of this machine, also behind a WebDAV and an SFTP
/// server of rclone's own.
/// </summary>
public sealed partial class RcloneRemotes : IDisposable
{
    public const string Password = "chalk";

    private static readonly string Program = OperatingSystem.IsWindows() ? "rclone.exe" : "rclone";

    private readonly string _folder = Directory.CreateTempSubdirectory("schoolbackup-test-").FullName;
    private readonly List<Process> _servers = [];
    private readonly List<RcloneService> _services = [];

    /// <summary>A folder of this machine that all the remotes serve.</summary>
    public string Served => Directory.CreateDirectory(Path.Combine(_folder, "served")).FullName;

    public string Configuration => Path.Combine(_folder, "rclone.conf");

    public static void RequireRclone() => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, Program))),
        "rclone is not installed");

    /// <summary>The same folder by its path, over WebDAV or over SFTP.</summary>
    public string Remote(string kind)
    {
        RequireRclone();
        string name = kind + (_servers.Count + 1);
        if (kind == "local") return $":local:{Served.Replace('\\', '/')}/";
        AddServed(name, kind, Password);
        return name + ":";
    }

    /// <summary>Puts the remote of a server into the configuration, and starts that.</summary>
    public void AddServed(string name, string protocol, string password, params string[] more)
    {
        string port = Serve(protocol, more);
        string where = protocol == "webdav" ? $"url = http://127.0.0.1:{port}/\nvendor = other"
            : $"host = 127.0.0.1\nport = {port}\nshell_type = none";
        Add(name, $"type = {protocol}\n{where}\nuser = school\npass = {Obscured(password)}");
    }

    /// <summary>Puts a remote into the configuration.</summary>
    public void Add(string name, string settings) => File.AppendAllText(Configuration, $"[{name}]\n{settings}\n");

    /// <summary>An rclone that knows only these remotes.</summary>
    internal RcloneService Service(params (string Name, string Value)[] settings) => Service(TimeSpan.FromMinutes(10), settings);

    /// <summary>One that waits no longer than this.</summary>
    internal RcloneService Service(TimeSpan patience, params (string Name, string Value)[] settings)
    {
        RequireRclone();
        if (!File.Exists(Configuration)) File.WriteAllText(Configuration, "");
        var all = new Dictionary<string, string>(StringComparer.Ordinal) { ["RCLONE_CONFIG"] = Configuration };
        foreach ((string name, string value) in settings) all[name] = value;
        var service = new RcloneService(all) { Patience = patience, Standstill = patience };
        _services.Add(service);
        return service;
    }

    /// <summary>What a process has got from whoever started it; on Linux.</summary>
    public static string EnvironmentOf(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/environ");
        }
        catch (IOException)
        {
            return ""; // it has just ended
        }
    }

    public void Dispose()
    {
        foreach (RcloneService service in _services) service.End();
        foreach (Process server in _servers)
        {
            server.Kill();
            server.WaitForExit();
            server.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Starts a server of the folder.</summary>
    /// <returns>Its port.</returns>
    private string Serve(string protocol, params string[] more)
    {
        string[] settings = ["--addr", "127.0.0.1:0", "--config", "", "--dir-cache-time", "0s", "--user", "school", "--pass", Password];
        string[] arguments = ["serve", protocol, Served, .. settings, .. more];
        Process server = Process.Start(new ProcessStartInfo("rclone", arguments) { RedirectStandardError = true })!;
        _servers.Add(server);
        while (true)
        {
            string line = server.StandardError.ReadLine() ?? throw new InvalidOperationException($"rclone serve {protocol} has ended");
            if (Port().Match(line) is not { Success: true } port) continue;
            _ = Task.Run(() => { while (server.StandardError.ReadLine() is not null) { } });
            return port.Groups[1].Value;
        }
    }

    private static string Obscured(string password)
    {
        using Process obscure = Process.Start(new ProcessStartInfo("rclone", ["obscure", password]) { RedirectStandardOutput = true })!;
        return obscure.StandardOutput.ReadToEnd().Trim();
    }

    [GeneratedRegex(@"127\.0\.0\.1:([0-9]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Port();
}
