using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SchoolBackup.Demo;

/// <summary>
/// A real server of our own, MariaDB or MySQL: private folder, port and socket; gone with its data when disposed, or when this process ends
/// in any way.
/// </summary>
/// <remarks>
/// It reads no option file: apart from where it lives, its settings are the server's defaults and the <see cref="ThrowawayServerOptions"/>.
/// </remarks>
public sealed class ThrowawayServer : IDisposable
{
    // sockaddr_un holds 104 bytes on macOS, 108 on Linux.
    private const int LongestSocketPath = 100;
    private const int StartAttempts = 3;
    private static readonly TimeSpan ShortWhile = TimeSpan.FromSeconds(5);

    private readonly ThrowawayServerOptions _options;
    private readonly ServerPrograms _programs;
    private readonly string _folder;
    private ServerProcess? _process;

    private ThrowawayServer(ThrowawayServerOptions options, ServerPrograms programs)
    {
        (_options, _programs) = (options, programs);
        _folder = CreateFolder(options.ParentDirectory ?? Path.GetTempPath());
        DataDirectory = Path.Combine(_folder, "data");
        Socket = Path.Combine(_folder, "s.sock");
    }

    /// <summary>TCP port on 127.0.0.1; it stays the same over <see cref="Restart"/>.</summary>
    public int Port { get; private set; }

    /// <summary>Path of the Unix domain socket (none on Windows).</summary>
    public string Socket { get; }

    /// <summary>The server's data directory, inside its private folder.</summary>
    public string DataDirectory { get; }

    /// <summary>Password of the account <c>root</c>; may be empty.</summary>
    public string RootPassword { get; private set; } = "";

    /// <summary>The server's process number.</summary>
    /// <exception cref="InvalidOperationException">The server was killed and not restarted.</exception>
    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("the server is not running");

    /// <summary>What the server printed so far.</summary>
    public string ErrorLog => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    /// <summary>The command-line client that <see cref="RunSql"/> uses.</summary>
    public MariaDbClient Client => new(_programs, Socket, Port, RootPassword);

    /// <summary>The programs of this server.</summary>
    public ServerPrograms Programs => _programs;

    private string LogFile => Path.Combine(_folder, "error.log");

    /// <summary>Makes a new, empty server and waits until it answers.</summary>
    /// <exception cref="ServerProgramsMissingException">No MariaDB is installed; the message says how to get it.</exception>
    /// <exception cref="InvalidOperationException">
    /// The server ended, or did not answer in time; the message has the end of its log.
    /// </exception>
    public static ThrowawayServer Start(ThrowawayServerOptions? options = null)
    {
        options ??= new ThrowawayServerOptions();
        var server = new ThrowawayServer(options, options.Programs ?? ServerPrograms.Find());
        try
        {
            Demo.DataDirectory.Install(server.DataDirectory, server._programs);
            server.StartOnFreePort();
            server.SetRootPassword(options.RootPassword);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Runs statements as <c>root</c> through the command-line client and returns what it printed: tab-separated rows without headings.
    /// </summary>
    /// <param name="sql">
    /// Any number of statements; <c>DELIMITER</c> works, and on every server there are tables such as <c>seq_1_to_500</c>.
    /// </param>
    /// <param name="database">The database to start in, or null for none.</param>
    /// <exception cref="SqlFailedException">A statement failed; those before it have run.</exception>
    public string RunSql(string sql, string? database = null) => Client.Run(_programs.IsMySql ? NumberTables.ForMySql(sql) : sql, database);

    /// <summary>Ends the server as a power cut would (SIGKILL). <see cref="Restart"/> brings it back.</summary>
    public void Kill()
    {
        _process?.KillAndKeepFolder();
        _process?.Dispose();
        _process = null;
    }

    /// <summary>Stops the server in good order if it runs, and starts it again on the same data, port and socket.</summary>
    public void Restart()
    {
        if (_process is { HasExited: false } running)
        {
            RunSql("SHUTDOWN");
            running.WaitForEnd(_options.StartTimeout);
        }

        Kill();
        Launch();
        WaitUntilItAnswers();
    }

    /// <summary>Ends the server at once (nobody needs its data any more) and removes its folder.</summary>
    public void Dispose()
    {
        _process?.Dispose();
        _process = null;
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private static string CreateFolder(string parent)
    {
        // Directory.CreateTempSubdirectory makes it ours alone (mode 700), but only in the temporary folder.
        bool isTooLong = parent.Length + "/sb-123456/s.sock".Length > LongestSocketPath;
        string folder = Path.Combine(
            isTooLong && !OperatingSystem.IsWindows() ? "/tmp" : Path.GetFullPath(parent), "sb-" + Guid.NewGuid().ToString("N")[..6]);
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(folder).FullName
            : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void StartOnFreePort()
    {
        // Between our asking for a free port and the server's taking it, another process may have taken it.
        for (int attempt = 1; ; attempt++)
        {
            Port = FreePort();
            Launch();
            try
            {
                WaitUntilItAnswers();
                return;
            }
            catch (InvalidOperationException) when (
                attempt < StartAttempts && ErrorLog.Contains("Bind on TCP/IP port", StringComparison.Ordinal))
            {
                Kill();
            }
        }
    }

    private void Launch() => _process = ServerProcess.Start([.. _programs.Command(_programs.Server), .. Arguments()], _folder, LogFile);

    private List<string> Arguments()
    {
        List<string> arguments =
        [
            "--no-defaults", $"--datadir={DataDirectory}", $"--socket={Socket}", Invariant($"--port={Port}"), "--bind-address=127.0.0.1",
            $"--pid-file={Path.Combine(_folder, "pid")}", $"--tmpdir={_folder}",
        ];
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
            arguments.Add("--user=root");
        if (_options.BufferPoolMiB is int size)
            arguments.Add(Invariant($"--innodb-buffer-pool-size={size}M"));
        // Its second protocol would want a port of its own.
        if (_programs.IsMySql)
            arguments.Add("--mysqlx=OFF");
        if (_options.BinaryLog)
            arguments.AddRange(["--log-bin=binlog", "--server-id=1"]);
        arguments.AddRange(_options.ExtraArguments);
        return arguments;
    }

    private void WaitUntilItAnswers()
    {
        var clock = Stopwatch.StartNew();
        while (!Listens())
        {
            if (_process!.HasExited)
                throw EndedWhileStarting();
            if (clock.Elapsed > _options.StartTimeout)
                throw new InvalidOperationException(
                    Invariant($"the server did not answer within {_options.StartTimeout.TotalSeconds:0} s:\n{EndOfLog()}"));
            Thread.Sleep(20);
        }

        try
        {
            RunSql("SELECT 1");
        }
        catch (SqlFailedException) when (_process!.WaitForEnd(ShortWhile))
        {
            // MySQL listens before it has read all of its options.
            throw EndedWhileStarting();
        }
    }

    private InvalidOperationException EndedWhileStarting() => new($"the server ended while starting:\n{EndOfLog()}");

    // It opens its port first, and its socket a moment later; what a killed server has left of that is a file at which nobody listens.
    private bool Listens() =>
        Accepts(new IPEndPoint(IPAddress.Loopback, Port)) && (OperatingSystem.IsWindows() || Accepts(new UnixDomainSocketEndPoint(Socket)));

    private static bool Accepts(EndPoint place)
    {
        using var probe = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(place);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string EndOfLog() => string.Join('\n', ErrorLog.Split('\n').TakeLast(20));

    private void SetRootPassword(string password)
    {
        if (password.Length == 0)
            return;
        RunSql($"ALTER USER root@localhost IDENTIFIED BY '{password.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'");
        RootPassword = password;
    }
}
