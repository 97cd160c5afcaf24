using System.Diagnostics;
using System.Globalization;

namespace SchoolBackup.Bench;

/// <summary>What one run of a command took.</summary>
/// <param name="WallSeconds">From start to end.</param>
/// <param name="ClientSeconds">CPU time, user and system, of the command and all that it started.</param>
/// <param name="ServerSeconds">CPU time of the server meanwhile.</param>
/// <param name="PeakBytes">Largest resident set of any process of the command.</param>
/// <param name="OutputBytes">Size of what it wrote.</param>
internal sealed record Measurement(double WallSeconds, double ClientSeconds, double ServerSeconds, long PeakBytes, long OutputBytes)
{
    // USER_HZ, which the kernel has fixed at 100 for /proc.
    private const double TicksPerSecond = 100;

    /// <summary>Runs the contender's command once.</summary>
    /// <exception cref="InvalidOperationException">It ended with a failure, or did not do its job.</exception>
    public static Measurement Of(Contender contender, int serverProcess)
    {
        contender.Prepare();
        string times = Path.GetTempFileName();
        double before = CpuSeconds(serverProcess);
        // GNU time adds up the whole tree, since each shell waits for its parts.
        using (var run = Process.Start("/usr/bin/time", ["-f", "%e %U %S %M", "-o", times, "bash", "-o", "pipefail", "-c", contender.Command]))
        {
            run.WaitForExit();
            if (run.ExitCode != 0)
                throw new InvalidOperationException(Invariant($"{contender.Name} ended with {run.ExitCode}: {contender.Command}"));
        }

        double server = CpuSeconds(serverProcess) - before;
        contender.Check();
        double[] numbers = [.. File.ReadAllText(times).Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        File.Delete(times);
        return new Measurement(numbers[0], numbers[1] + numbers[2], server, (long)numbers[3] * 1024, SizeOf(contender.Output));
    }

    /// <summary>The middle of each number over several runs.</summary>
    public static Measurement Median(IReadOnlyCollection<Measurement> runs) => new(
        Middle(runs.Select(run => run.WallSeconds)),
        Middle(runs.Select(run => run.ClientSeconds)),
        Middle(runs.Select(run => run.ServerSeconds)),
        (long)Middle(runs.Select(run => (double)run.PeakBytes)),
        (long)Middle(runs.Select(run => (double)run.OutputBytes)));

    private static double Middle(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html"/>
    private static double CpuSeconds(int process)
    {
        string stat = File.ReadAllText(Invariant($"/proc/{process}/stat"));
        // The second field is the program's name in parentheses; utime and stime are the fourteenth and fifteenth.
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private static long SizeOf(string? output) => output switch
    {
        null => 0,
        _ when File.Exists(output) => new FileInfo(output).Length,
        _ => new DirectoryInfo(output).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length),
    };
}
