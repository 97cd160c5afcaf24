using System.Diagnostics;
using System.Text;

namespace SchoolBackup.Cli.Terminal;

/// <summary>
/// A terminal that shows nothing of what is typed, until it is disposed. On Unix, Console.ReadKey silences it only while it waits for a
/// key, so that a pasted password would show; stty silences it before the question is asked.
/// </summary>
internal sealed class SilentTerminal : IDisposable
{
    private readonly string? _before;

    public SilentTerminal()
    {
        if (OperatingSystem.IsWindows()) return;
        _before = Stty("-g");
        Stty("-echo");
    }

    public static string ReadLine()
    {
        if (OperatingSystem.IsWindows()) return ReadKeys();
        using var terminal = new StreamReader("/dev/tty");
        return terminal.ReadLine() ?? "";
    }

    public void Dispose()
    {
        if (_before is not null) Stty(_before);
    }

    private static string ReadKeys()
    {
        var line = new StringBuilder();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter) return line.ToString();
            if (key.Key == ConsoleKey.Backspace) line.Length = Math.Max(0, line.Length - 1);
            else if (key.KeyChar != '\0') line.Append(key.KeyChar);
        }
    }

    private static string Stty(string setting)
    {
        // All three streams are redirected, or .NET would set the terminal up for the child, and undo what the child does to it.
        using var stty = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "stty \"$1\" </dev/tty", "sh", setting])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        string output = stty.StandardOutput.ReadToEnd().Trim();
        stty.WaitForExit();
        return stty.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"stty {setting}: {stty.StandardError.ReadToEnd().Trim()}");
    }
}
