using System.Diagnostics;
using System.Text;

namespace SchoolBackup.Cli.Tests;

/// <summary>The program on a terminal of its own, as <c>script</c> of util-linux makes one.</summary>
internal sealed class TerminalRun : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _screen = new();

    public TerminalRun(Cli cli, params string[] args)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "a terminal is made with script of util-linux");
        string command = string.Join(' ', args.Prepend(Cli.Program).Prepend("dotnet").Select(arg => $"'{arg}'"));
        ProcessStartInfo start = cli.StartInfo("script", ["--quiet", "--return", "--echo", "always", "--command", "stty rows 24 cols 100; exec " + command, "/dev/null"]);
        start.Environment["TERM"] = "xterm";
        _process = Process.Start(start)!;
    }

    /// <summary>All that was shown so far.</summary>
    public string Screen => _screen.ToString();

    /// <summary>Reads until the screen shows a text.</summary>
    public void WaitFor(string text)
    {
        while (!Screen.Contains(text, StringComparison.Ordinal))
        {
            int read = _process.StandardOutput.Read();
            Assert.True(read >= 0, $"the run ended without '{text}': {Screen}");
            _screen.Append((char)read);
        }
    }

    public void Type(string keys)
    {
        _process.StandardInput.Write(keys);
        _process.StandardInput.Flush();
    }

    /// <summary>Reads to the end.</summary>
    /// <returns>The exit code.</returns>
    public int Finish()
    {
        _screen.Append(_process.StandardOutput.ReadToEnd());
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose() => _process.Dispose();
}
