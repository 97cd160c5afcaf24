using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using SchoolBackup.Bench;
using SchoolBackup.Demo;

var scale = new Option<double>("--scale") { Description = "Scale of the sample school; 1 is about 1.45 GB as SQL.", DefaultValueFactory = _ => 1 };
var rounds = new Option<int>("--rounds") { Description = "How often each command runs.", DefaultValueFactory = _ => 3 };
var work = new Option<string>("--work") { Description = "Folder for the server and all output, on a disk.", Required = true };
var cli = new Option<string?>("--cli") { Description = "The published schoolbackup; without it the peers are measured alone." };
var module = new Option<string?>("--module") { Description = "Manifest of the built PowerShell module; without it its import is not measured." };
var newMydumper = new Option<string?>("--new-mydumper") { Description = "Folder of the newest mydumper and myloader; without it the system's are measured alone." };
var report = new Option<string>("--report") { Description = "Markdown file to write.", Required = true };
var root = new RootCommand("Measures schoolbackup and its peers in turn on the same data.") { scale, rounds, work, cli, module, newMydumper, report };
root.SetAction(parsed => Run(new BenchOptions(parsed.GetValue(scale), parsed.GetValue(rounds), parsed.GetValue(work)!, parsed.GetValue(cli), parsed.GetValue(module), parsed.GetValue(newMydumper), parsed.GetValue(report)!)));
// A contender runs in a process of its own.
var port = new Argument<uint>("port");
var read = new Command(Contenders.ReadCommand, "Reads the sample school by MySqlConnector.") { port };
read.SetAction(parsed => Console.WriteLine(new ConnectorReader(parsed.GetValue(port), Contenders.School).Run()));
root.Add(read);
return root.Parse(args).Invoke();

static void Run(BenchOptions options)
{
    using var server = ThrowawayServer.Start(new ThrowawayServerOptions { ParentDirectory = options.Work, BufferPoolMiB = 2048, ExtraArguments = ["--max-allowed-packet=64M"] });
    Console.WriteLine(Invariant($"generating the school at scale {options.Scale} …"));
    long rows = SampleSchool.Create(server, Contenders.School, options.Scale);
    List<(Contender Contender, List<Measurement> Runs)> runs = [.. new Contenders(options, server).All().Select(contender => (contender, new List<Measurement>()))];
    for (int round = 1; round <= options.Rounds; round++)
    {
        Warm(server);
        foreach ((Contender contender, List<Measurement> done) in runs)
        {
            Measurement run = Measurement.Of(contender, server.ProcessId);
            done.Add(run);
            Console.WriteLine(Invariant($"round {round}: {contender.Group}, {contender.Name}: {run.WallSeconds:0.0} s"));
        }
    }

    string version = server.RunSql("SELECT VERSION()").Trim();
    Report.Write(options, rows, version, [.. runs.Select(run => (run.Contender, Measurement.Median(run.Runs)))]);
}

// The first contender of a round must pay neither for the disk nor for what the round before has left: the copy goes, all is written out, and every row is read once as a dump reads it.
static void Warm(ThrowawayServer server)
{
    const int fewPages = 100, mostSeconds = 120;
    server.RunSql("DROP DATABASE IF EXISTS school_copy; SET GLOBAL innodb_max_dirty_pages_pct = 0");
    var clock = Stopwatch.StartNew();
    while (int.Parse(server.RunSql("SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_pages_dirty'").Split('\t')[1], CultureInfo.InvariantCulture) > fewPages && clock.Elapsed.TotalSeconds < mostSeconds)
        Thread.Sleep(500);
    server.RunSql("SET GLOBAL innodb_max_dirty_pages_pct = DEFAULT");
    Shell.Run(Invariant($"sync; for i in 1 2; do mariadb-dump --no-defaults --host 127.0.0.1 --port {server.Port} --user root --single-transaction school > /dev/null; done"));
}
