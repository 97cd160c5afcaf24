using System.Diagnostics;
using System.Text;

[assembly: AssemblyFixture(typeof(SchoolBackup.Engine.Tests.Sql.MariaDbServer))]

namespace SchoolBackup.Engine.Tests.Sql;

/// <summary>A MariaDB server in a folder of its own, started when a test first asks for it, spoken to by the command-line client.</summary>
public sealed class MariaDbServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("schoolbackup-sql-").FullName;
    private readonly Lock _starting = new();
    private Process? _server;

    private string Socket => Path.Combine(_folder, "s");

    /// <summary>Runs the statements through the client and gives what it prints: a line a row, columns between tabs, nothing escaped.</summary>
    public string Run(string sql, string database = "") => Run(Encoding.UTF8.GetBytes(sql), database);

    /// <inheritdoc cref="Run(string, string)"/>
    public string Run(byte[] sql, string database = "")
    {
        EnsureStarted();
        return Encoding.UTF8.GetString(Client(sql, database));
    }

    /// <summary>What mariadb-dump writes for a database.</summary>
    public byte[] Dump(string database, string option)
    {
        using Process dump = Start("mariadb-dump", "--no-defaults", $"--socket={Socket}", "--user=root", option, database);
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

    public void Dispose()
    {
        if (_server is not null)
        {
            _server.Kill();
            _server.WaitForExit();
            _server.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private void EnsureStarted()
    {
        lock (_starting)
        {
            if (_server is not null)
                return;

            string data = Path.Combine(_folder, "data");
            using Process install = Start("mariadb-install-db", "--no-defaults", $"--datadir={data}", "--auth-root-authentication-method=normal",
                "--skip-test-db", $"--user={Environment.UserName}");
            install.StandardInput.Close();
            Drain(install);
            _server = Start("mariadbd", "--no-defaults", $"--datadir={data}", $"--socket={Socket}", "--skip-networking", $"--user={Environment.UserName}",
                "--innodb-buffer-pool-size=32M", "--innodb-log-file-size=8M", "--innodb-flush-log-at-trx-commit=0", "--character-set-server=utf8mb4");
            _server.OutputDataReceived += (_, _) => { };
            _server.ErrorDataReceived += (_, _) => { };
            _server.BeginOutputReadLine();
            _server.BeginErrorReadLine();
            WaitUntilReady();
        }
    }

    private void WaitUntilReady()
    {
        for (var waited = Stopwatch.StartNew(); !File.Exists(Socket); Thread.Sleep(50))
        {
            if (_server!.HasExited || waited.Elapsed > TimeSpan.FromMinutes(1))
                throw new InvalidOperationException($"the MariaDB server in {_folder} did not start");
        }
    }

    private byte[] Client(byte[] sql, string database)
    {
        using Process client = Start("mariadb", "--no-defaults", $"--socket={Socket}", "--user=root", "--default-character-set=utf8mb4", "--batch",
            "--raw", "--skip-column-names", $"--database={database}");
        var feed = Task.Run(() =>
        {
            using Stream input = client.StandardInput.BaseStream;
            input.Write(sql);
        });
        byte[] output = Drain(client);
        feed.Wait();
        return output;
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

    private static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
