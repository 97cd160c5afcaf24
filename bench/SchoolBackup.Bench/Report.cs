using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SchoolBackup.Bench;

/// <summary>The measured medians and ratios as Markdown.</summary>
internal static class Report
{
    private const string NotMeasured = "not measured";

    /// <summary>What the project wants to reach: ours against a peer, by one number, at least so many times better.</summary>
    private static readonly Goal[] Goals =
    [
        new(Contenders.Backup, Contenders.Ours, Contenders.DumpGzip, "wall time", 5, m => m.WallSeconds),
        new(Contenders.Backup, Contenders.Ours, Contenders.DumpGzip, "file size", 1 / 1.05, m => m.OutputBytes),
        new(Contenders.Backup, Contenders.Ours, Contenders.Mydumper, "wall time", 2.5, m => m.WallSeconds),
        new(Contenders.Backup, Contenders.Ours, Contenders.Mydumper, "file size", 1 / 1.05, m => m.OutputBytes),
        new(Contenders.Backup, Contenders.Ours, Contenders.NewMydumper, "wall time", 1, m => m.WallSeconds),
        new(Contenders.Backup, Contenders.Ours, Contenders.Connector, "wall time", 1, m => m.WallSeconds),
        new(Contenders.Backup, Contenders.OursEncrypted, Contenders.Ours, "wall time", 1 / 1.1, m => m.WallSeconds),
        new(Contenders.Backup, Contenders.OursPlain, Contenders.Dump, "client CPU", 6, m => m.ClientSeconds),
        new(Contenders.Restore, Contenders.Ours, Contenders.GunzipClient, "wall time", 3, m => m.WallSeconds),
        new(Contenders.Restore, Contenders.Ours, Contenders.Myloader, "wall time", 1.8, m => m.WallSeconds),
        new(Contenders.Restore, Contenders.Ours, Contenders.NewMyloader, "wall time", 1, m => m.WallSeconds),
    ];

    /// <summary>What ours may not exceed, whatever the peers do, or by what it may exceed one of them.</summary>
    private static readonly Limit[] Limits =
    [
        new(Contenders.Backup, "peak memory (MB)", 150, m => m.PeakBytes / 1e6),
        new(Contenders.Restore, "peak memory (MB)", 150, m => m.PeakBytes / 1e6),
        new(Contenders.List, "wall time (s)", 1, m => m.WallSeconds),
        new(Contenders.Rotation, "wall time (s)", 5, m => m.WallSeconds),
        new(Contenders.Import, "wall time (s)", 0.3, m => m.WallSeconds) { Over = Contenders.EmptyModule },
    ];

    public static void Write(BenchOptions options, long rows, string serverVersion, IReadOnlyList<(Contender Contender, Measurement Median)> results)
    {
        var text = new StringBuilder();
        text.AppendLine("# Benchmarks").AppendLine();
        text.AppendLine(Invariant($"Written by `bench/run` on {DateTime.UtcNow:yyyy-MM-dd}: the sample school at scale {options.Scale} ({rows:N0} rows), warm buffer pool (2 GiB), medians of {options.Rounds} rounds, all commands in turn. Only ratios travel between machines."));
        text.AppendLine().AppendLine(Machine(options, serverVersion));
        foreach (var group in results.GroupBy(result => result.Contender.Group, StringComparer.Ordinal))
        {
            text.AppendLine().AppendLine(Invariant($"| {group.Key} | wall s | client CPU s | server CPU s | peak RSS MB | output MB |")).AppendLine("|---|---|---|---|---|---|");
            foreach ((Contender contender, Measurement m) in group)
                text.AppendLine(Invariant($"| {Cell(contender.Name)} | {m.WallSeconds:0.0#} | {m.ClientSeconds:0.0#} | {m.ServerSeconds:0.0#} | {m.PeakBytes / 1e6:0} | {m.OutputBytes / 1e6:0} |"));
        }

        text.AppendLine().AppendLine("| goal | wanted | measured |").AppendLine("|---|---|---|");
        foreach (Goal goal in Goals)
            text.AppendLine(Invariant($"| {goal.Group}: {goal.Number} of {goal.Ours} against {Cell(goal.Peer)} | {goal.Wanted:0.00} times better | {goal.Measure(results)} |"));
        foreach (Limit limit in Limits)
            text.AppendLine(Invariant($"| {limit.Group}: {limit.Number} of {Contenders.Ours}{limit.More} | at most {limit.Most} | {limit.Measure(results)} |"));
        File.WriteAllText(options.Report, text.ToString().ReplaceLineEndings("\n"));
        Console.Write(text);
    }

    private static string Machine(BenchOptions options, string serverVersion)
    {
        string processor = File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(": ")[1];
        long memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return Invariant($"Machine: {processor}, {Environment.ProcessorCount} cores, {memory / (1L << 30)} GiB of memory, Linux {Output("uname", "-r")}. MariaDB {serverVersion}; ")
            + Invariant($".NET {Environment.Version}; {Output("mydumper", "--version")}{(options.NewMydumper is null ? "" : ", " + Output(options.NewMydumper + "/mydumper", "--version"))}; {Output("gzip", "--version")}.");
    }

    private static string Output(string program, string argument)
    {
        using var process = Process.Start(new ProcessStartInfo(program, argument) { UseShellExecute = false, RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Split('\n')[0].Trim();
    }

    private static Measurement? Find(IReadOnlyList<(Contender Contender, Measurement Median)> results, string group, string name) =>
        results.Where(result => result.Contender.Group == group && result.Contender.Name == name).Select(result => result.Median).FirstOrDefault();

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Goal(string Group, string Ours, string Peer, string Number, double Wanted, Func<Measurement, double> Of)
    {
        public string Measure(IReadOnlyList<(Contender Contender, Measurement Median)> results) =>
            Find(results, Group, Ours) is Measurement ours && Find(results, Group, Peer) is Measurement peer ? Invariant($"{Of(peer) / Of(ours):0.00}") : NotMeasured;
    }

    private sealed record Limit(string Group, string Number, double Most, Func<Measurement, double> Of)
    {
        /// <summary>The contender whose number is taken off, or null.</summary>
        public string? Over { get; init; }

        public string More => Over is null ? "" : ", more than " + Over;

        public string Measure(IReadOnlyList<(Contender Contender, Measurement Median)> results) =>
            Find(results, Group, Contenders.Ours) is Measurement ours ? Invariant($"{Of(ours) - (Over is null ? 0 : Of(Find(results, Group, Over)!)):0.00}") : NotMeasured;
    }
}
