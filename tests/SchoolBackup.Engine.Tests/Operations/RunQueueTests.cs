using System.Collections.Concurrent;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Encryption;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Tests.Operations;

public sealed class RunQueueTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_on_one_folder_take_turns_in_the_order_in_which_they_came()
    {
        var order = new ConcurrentQueue<int>();
        List<Task> runs = [];
        using (RunQueue first = Take("a"))
        {
            for (int run = 1; run <= 3; run++)
            {
                int number = run;
                runs.Add(Waiting(["a"], () => order.Enqueue(number)));
            }

            Assert.Empty(order);
        }

        await Task.WhenAll(runs);
        Assert.Equal([1, 2, 3], order);
    }

    [Fact]
    public async Task A_folder_is_the_same_however_it_is_written()
    {
        int entered = 0;
        Task other;
        using (Take("a"))
        {
            other = Waiting([Path.Combine("b", "..", "a") + Path.DirectorySeparatorChar], () => entered++);
            Assert.Equal(0, entered);
        }

        await other;
        Assert.Equal(1, entered);
    }

    [Fact]
    public void Runs_on_different_folders_do_not_wait()
    {
        using RunQueue one = Take("a", "b");
        using RunQueue other = Take("c", "d");
    }

    [Fact]
    public void One_folder_for_both_is_one_turn()
    {
        using RunQueue both = Take("a", "a");
    }

    /// <summary>Each has what the other one wants, if they take it bit by bit.</summary>
    [Fact]
    public void Runs_that_name_two_folders_in_either_order_never_wait_for_each_other()
    {
        int inside = 0, most = 0;
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, run =>
        {
            using RunQueue turn = run % 2 == 0 ? Take("a", "b") : Take("b", "a");
            most = int.Max(most, Interlocked.Increment(ref inside));
            Thread.Yield();
            Interlocked.Decrement(ref inside);
        });
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Whoever_waits_for_one_that_waits_keeps_the_order()
    {
        var order = new ConcurrentQueue<string>();
        Task both, last;
        using (RunQueue first = Take("a"))
        {
            both = Waiting(["a", "b"], () => order.Enqueue("a and b"));
            last = Waiting(["b"], () => order.Enqueue("b"));
        }

        await Task.WhenAll(both, last);
        Assert.Equal(["a and b", "b"], order);
    }

    [Fact]
    public void A_stop_ends_the_wait_and_gives_the_turn_up()
    {
        using var stop = new CancellationTokenSource();
        using (RunQueue first = Take("a"))
        {
            var whileWaiting = new Told(stop.Cancel);
            Assert.ThrowsAny<OperationCanceledException>(() => RunQueue.Take([Places.At(_folder["a"])], whileWaiting, stop.Token));
            Assert.Equal((RunPhase.Waiting, _folder["a"]), (whileWaiting.Last.Phase, whileWaiting.Last.Subject));
        }

        using RunQueue next = Take("a");
    }

    [Fact]
    public async Task Cleanup_removal_and_rotation_wait_for_their_turn_too()
    {
        IRepository repository = Places.At(_folder["a"]);
        Directory.CreateDirectory(repository.Location);
        string[] files = [.. Enumerable.Range(0, 3).Select(day => SmallArchive.Write(repository.Location, EncryptedFile.Header.Started.AddDays(day), "school"))];
        CatalogueEntry oldest = Catalogue.At(Places.Backup(files[0]), []);
        List<Task> runs = [];
        using (RunQueue first = Take("a"))
        using (repository.Enter(TimeProvider.System, default))
        {
            runs.Add(Waiting(told => new RemovalOperation(TimeProvider.System, told).Run([oldest], [], default)));
            runs.Add(Waiting(told => new CleanupOperation(TimeProvider.System, told).Run(new CleanupOptions { Places = [repository], Policy = new RetentionPolicy { KeepLast = 1 } }, default)));
            runs.Add(Waiting(told => new RotationOperation(TimeProvider.System, told).Run(new RotationOptions { Places = [repository], Keys = EncryptedFile.Ring, NewKey = EncryptedFile.OtherKey }, default)));
            Assert.All(files, file => Assert.True(File.Exists(file)));
        }

        await Task.WhenAll(runs);
        Assert.Equal([false, false, true], files.Select(File.Exists));
    }

    private RunQueue Take(params string[] folders) => RunQueue.Take([.. folders.Select(folder => Places.At(_folder[folder]))], new NoProgress(), CancellationToken.None);

    /// <summary>A run on another thread, which has come to wait when this returns.</summary>
    private Task Waiting(string[] folders, Action run) => Waiting(told =>
    {
        using RunQueue turn = RunQueue.Take([.. folders.Select(folder => Places.At(_folder[folder]))], told, CancellationToken.None);
        run();
    });

    private static Task Waiting(Action<IProgress<RunProgress>> run)
    {
        using var waits = new ManualResetEventSlim();
        Task task = Task.Factory.StartNew(() => run(new Told(waits.Set)), TaskCreationOptions.LongRunning);
        waits.Wait();
        return task;
    }

    private sealed class Told(Action act) : IProgress<RunProgress>
    {
        public RunProgress Last { get; private set; }

        public void Report(RunProgress value)
        {
            Last = value;
            if (value.Phase == RunPhase.Waiting) act();
        }
    }
}
