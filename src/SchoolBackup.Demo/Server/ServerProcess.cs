using System.Globalization;
using System.Diagnostics;

namespace SchoolBackup.Demo;

/// <summary>A server that does not outlive us, however we end.</summary>
/// <remarks>
/// On Unix a shell stands between us and the server. It waits on its standard input: our word to keep the folder, or the end of file that
/// comes when we close it, exit or are killed; either way it kills the server, and without our word it removes the folder. On Windows the
/// server is our own child; there it outlives us if we are killed.
/// </remarks>
internal sealed class ServerProcess : IDisposable
{
    // Ctrl+C reaches the whole process group: the server has to stay until its owner has tidied up. The server's number goes out on the
    // same pipe whose other end it then holds alone (as descriptor 3), so that the end of our reading is the end of the server.
    private const string Watchdog = """
        trap '' INT HUP
        trap : TERM
        folder=$1 log=$2
        shift 2
        "$@" 3>&1 >>"$log" 2>&1 </dev/null &
        echo $!
        exec >&- 2>/dev/null
        read -r word
        kill -9 $! 2>/dev/null
        wait $!
        [ "$word" = keep ] || rm -rf "$folder"
        """;

    private readonly Process _process;
    private readonly Task _end;

    private ServerProcess(Process process, int id, Task end) => (_process, Id, _end) = (process, id, end);

    /// <summary>The server's own process number.</summary>
    public int Id { get; }

    public bool HasExited => _end.IsCompleted;

    /// <summary>Starts <paramref name="command"/>, a program and its arguments; what it prints goes to the file <paramref name="log"/>.
    /// <paramref name="folder"/> is removed when we end without <see cref="KillAndKeepFolder"/>.</summary>
    public static ServerProcess Start(IReadOnlyList<string> command, string folder, string log)
    {
        if (OperatingSystem.IsWindows())
        {
            var child = Process.Start(new ProcessStartInfo(command[0], [.. command.Skip(1), $"--log-error={log}"]) { UseShellExecute = false, CreateNoWindow = true })!;
            return new ServerProcess(child, child.Id, child.WaitForExitAsync());
        }

        var start = new ProcessStartInfo("/bin/sh", ["-c", Watchdog, "sh", folder, log, .. command])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var shell = Process.Start(start)!;
        string number = shell.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"the shell did not start {command[0]}");
        return new ServerProcess(shell, int.Parse(number, CultureInfo.InvariantCulture), shell.StandardOutput.ReadToEndAsync());
    }

    /// <summary>Waits until the server has ended by itself.</summary>
    public bool WaitForEnd(TimeSpan longest) => _end.Wait(longest);

    /// <summary>Ends the server as a power cut would (SIGKILL), and leaves its folder as it is.</summary>
    public void KillAndKeepFolder()
    {
        if (OperatingSystem.IsWindows())
            _process.Kill();
        else if (!_process.HasExited)
            _process.StandardInput.WriteLine("keep");
        Finish();
    }

    /// <summary>Ends the server at once; its folder goes with it.</summary>
    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
            _process.Kill();
        Finish();
        _process.Dispose();
    }

    private void Finish()
    {
        if (!OperatingSystem.IsWindows())
            _process.StandardInput.Close();
        _process.WaitForExit();
    }
}
