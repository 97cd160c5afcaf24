using System.Diagnostics;
using System.Text;

namespace SchoolBackup.Demo;

/// <summary>The server's own command-line client, <c>mariadb</c> or <c>mysql</c>, logged in as <c>root</c> on one server.</summary>
/// <seealso href="https://mariadb.com/kb/en/mariadb-command-line-client/"/>
public sealed class MariaDbClient(ServerPrograms programs, string socket, int port, string password)
{
    /// <summary>Whether the server is MySQL, and not MariaDB.</summary>
    internal bool IsMySql => programs.IsMySql;

    /// <summary>
    /// Runs statements and returns what the client printed: tab-separated rows without headings, special characters escaped.
    /// </summary>
    /// <exception cref="SqlFailedException">A statement failed; those before it have run.</exception>
    public string Run(string sql, string? database = null) =>
        Run(input => input.Write(Encoding.UTF8.GetBytes(sql)), database);

    /// <summary>Runs a script from a stream, such as a dump.</summary>
    /// <exception cref="SqlFailedException">A statement failed; those before it have run.</exception>
    public string Run(Stream script, string? database = null) => Run(script.CopyTo, database);

    /// <summary>Runs a file of statements.</summary>
    /// <exception cref="SqlFailedException">A statement failed; those before it have run.</exception>
    public string RunFile(string path, string? database = null)
    {
        using FileStream script = File.OpenRead(path);
        return Run(script, database);
    }

    private string Run(Action<Stream> write, string? database)
    {
        using var client = Process.Start(StartInfo(database))!;
        Task<string> output = client.StandardOutput.ReadToEndAsync();
        Task<string> errors = client.StandardError.ReadToEndAsync();
        IOException? broken = null;
        try
        {
            write(client.StandardInput.BaseStream);
            client.StandardInput.Close();
        }
        catch (IOException e)
        {
            // The client stops reading at the first error; what it says about it is on its standard error.
            broken = e;
        }

        client.WaitForExit();
        return client.ExitCode == 0 && broken is null ? output.Result : throw new SqlFailedException(errors.Result.Trim(), broken);
    }

    private ProcessStartInfo StartInfo(string? database)
    {
        List<string> arguments =
        [
            "--no-defaults", "--user=root", "--batch", "--skip-column-names", "--binary-mode", "--comments", "--default-character-set=utf8mb4", "--max-allowed-packet=1G",
        ];
        arguments.AddRange(OperatingSystem.IsWindows() ? ["--host=127.0.0.1", Invariant($"--port={port}")] : [$"--socket={socket}"]);
        if (database is not null)
            arguments.Add($"--database={database}");
        ProcessStartInfo start = programs.StartInfo(programs.Client, arguments);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        start.Environment["MYSQL_PWD"] = password;
        return start;
    }
}

/// <summary>The server refused a statement; the message is the client's own, with the error number.</summary>
public sealed class SqlFailedException(string message, Exception? inner = null) : Exception(message, inner);
