using System.Diagnostics;
using System.Text;
using SchoolBackup.Demo;

[assembly: AssemblyFixture(typeof(SchoolBackup.Engine.Tests.Sql.MariaDbServer))]

namespace SchoolBackup.Engine.Tests.Sql;

/// <summary>A server of its own, started when a test first asks for it, spoken to by its command-line client.</summary>
public sealed class MariaDbServer : IDisposable
{
    private readonly Lock _starting = new();
    private ThrowawayServer? _server;

    private ThrowawayServer Server
    {
        get
        {
            lock (_starting) return _server ??= ThrowawayServer.Start(new ThrowawayServerOptions
            {
                BufferPoolMiB = 32,
                ExtraArguments = ["--innodb-flush-log-at-trx-commit=0", "--character-set-server=utf8mb4"],
            });
        }
    }

    /// <summary>Runs the statements through the client and gives what it prints: a line a row, columns between tabs, nothing escaped.</summary>
    public string Run(string sql, string database = "") => Run(Encoding.UTF8.GetBytes(sql), database);

    /// <inheritdoc cref="Run(string, string)"/>
    public string Run(byte[] sql, string database = "")
    {
        using Process client = Start(Server.Programs.Client, "--default-character-set=utf8mb4", "--batch", "--raw", "--skip-column-names", $"--database={database}");
        var feed = Task.Run(() =>
        {
            using Stream input = client.StandardInput.BaseStream;
            input.Write(sql);
        });
        byte[] output = Drain(client);
        feed.Wait();
        return Encoding.UTF8.GetString(output);
    }

    /// <summary>What the server's own dump program writes for a database.</summary>
    public byte[] Dump(string database, string option)
    {
        using Process dump = Start(Server.Programs.Dump!, option, database);
        dump.StandardInput.Close();
        return Drain(dump);
    }

    /// <summary>Makes an empty database under a name that no other test has.</summary>
    public string NewDatabase()
    {
        string name = $"t{Guid.NewGuid():N}";
        Run($"CREATE DATABASE {name}");
        return name;
    }

    public void Dispose() => _server?.Dispose();

    private Process Start(string program, params string[] arguments)
    {
        ProcessStartInfo start = Server.Programs.StartInfo(program, ["--no-defaults", $"--socket={Server.Socket}", "--user=root", .. arguments]);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return Process.Start(start)!;
    }

    private static byte[] Drain(Process process)
    {
        Task<string> errors = process.StandardError.ReadToEndAsync();
        var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.ToArray()
            : throw new InvalidOperationException($"{process.StartInfo.FileName}: {errors.Result}");
    }
}
