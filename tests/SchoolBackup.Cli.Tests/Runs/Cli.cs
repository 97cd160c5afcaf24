using System.Diagnostics;
using System.Text.Json;
using SchoolBackup.Demo;

namespace SchoolBackup.Cli.Tests;

/// <summary>What a run of the program came to.</summary>
public sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>The one document on standard output; anything else there makes this fail.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public string ErrorCode => Json.GetProperty("error").GetProperty("code").GetString()!;

    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";
}

/// <summary>The built program as a process of its own, in a folder of its own, with nothing of our environment that it would obey.</summary>
public sealed class Cli : IDisposable
{
    private static readonly string[] Obeyed = ["DB_", "BACKUP_", "MYSQL_", "DATABASE_URL", "NO_COLOR"];

    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    /// <summary>Without a server, the program is led nowhere.</summary>
    public Cli(ThrowawayServer? server = null)
    {
        // Short, because a socket's path may have to fit below it.
        Folder = Directory.CreateTempSubdirectory("sbc-").FullName;
        if (server is null) return;
        this["MYSQL_UNIX_PORT"] = server.Socket;
        this["DB_USER"] = "root";
        this["DB_PASSWORD"] = server.RootPassword;
    }

    /// <summary>Its current folder; the default repository is <c>backups</c> in it.</summary>
    public string Folder { get; }

    public string Backups => Path.Combine(Folder, "backups");

    /// <summary>A variable of its environment; null takes it away.</summary>
    public string? this[string variable]
    {
        set
        {
            if (value is null) _variables.Remove(variable);
            else _variables[variable] = value;
        }
    }

    public CliResult Run(params string[] args)
    {
        using Process process = Start(args);
        return Finish(process);
    }

    public Process Start(params string[] args) => Process.Start(StartInfo("dotnet", [Program, .. args]))!;

    /// <summary>Waits for the end of a run and gathers what it said.</summary>
    public static CliResult Finish(Process process)
    {
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CliResult(process.ExitCode, output, error.Result);
    }

    /// <summary>Backs up the school and returns the file's name.</summary>
    public string CreateBackup()
    {
        CliResult result = Run("create", "--database", SchoolServer.Database, "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Json.GetProperty("data").GetProperty("filename").GetString()!;
    }

    public ProcessStartInfo StartInfo(string program, IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(name => Obeyed.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ToList())
            start.Environment.Remove(name);
        foreach ((string name, string value) in _variables) start.Environment[name] = value;
        return start;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>The program as the build left it.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "schoolbackup.dll");
}
