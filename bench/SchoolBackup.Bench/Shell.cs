using System.Diagnostics;

namespace SchoolBackup.Bench;

/// <summary>What is done before and after a measurement, and not measured.</summary>
internal static class Shell
{
    /// <param name="command">A line for <c>bash -o pipefail</c>.</param>
    /// <exception cref="InvalidOperationException">It ended with a failure.</exception>
    public static void Run(string command)
    {
        using var run = Process.Start("bash", ["-e", "-o", "pipefail", "-c", command]);
        run.WaitForExit();
        if (run.ExitCode != 0) throw new InvalidOperationException(Invariant($"it ended with {run.ExitCode}: {command}"));
    }
}
