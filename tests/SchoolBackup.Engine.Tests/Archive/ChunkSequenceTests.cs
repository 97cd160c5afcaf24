using System.Collections.Concurrent;
using System.Text;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Archive;

public sealed class ChunkSequenceTests
{
    private const int Workers = 4;
    private const int ChunksInHand = 3;

    /// <summary>More text than this is written straight into the file, in its turn.</summary>
    private const int Huge = (16 << 20) + 1;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Chunks_stand_in_the_order_of_the_plan_whoever_is_done_first(int seed)
    {
        var random = new Random(seed);
        int[] counts = [.. Enumerable.Range(0, 60).Select(_ => random.Next(0, 8))];
        using var file = new MemoryStream();
        var writer = new ArchiveWriter(file, BackupContainer.Gzip, ["school"]);

        Exception? failure = Work(writer, counts, (item, number) => Encoding.ASCII.GetBytes($"-- {item}/{number}\n").Concat(new byte[item * 100]).ToArray(), jitter: true);

        Assert.Null(failure);
        string[] expected = [.. counts.SelectMany((count, item) => Enumerable.Range(0, count).Select(number => $"{item}/{number}"))];
        Assert.Equal(expected, writer.Chunks.Select(chunk => chunk.Table));
    }

    [Fact]
    public void Chunks_too_large_to_hold_wait_for_their_turn_and_never_for_each_other()
    {
        var writer = new ArchiveWriter(new Abyss(), BackupContainer.Sql, ["school"]);
        var huge = new byte[Huge];
        int[] counts = [.. Enumerable.Range(0, 60).Select(_ => 1)];

        Exception? failure = Work(writer, counts, (item, _) => item % 5 == 4 ? [1] : huge, jitter: false);

        Assert.Null(failure);
        Assert.Equal(Enumerable.Range(0, 60).Select(item => $"{item}/0"), writer.Chunks.Select(chunk => chunk.Table));
    }

    /// <summary>The disk fills up while some wait for their turn, some for room in hand, and one for the end of it all.</summary>
    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 20_000)]
    [InlineData(3, 100_000)]
    [InlineData(4, 40 << 20)]
    public void A_destination_that_fails_ends_every_worker(int seed, int room)
    {
        var random = new Random(seed);
        var noise = new byte[20_000];
        random.NextBytes(noise);
        var huge = new byte[Huge];
        var writer = new ArchiveWriter(new Abyss { Room = room + ArchiveText.HeaderLength(["school"]) }, BackupContainer.Sql, ["school"]);
        int[] counts = [.. Enumerable.Range(0, 200).Select(_ => random.Next(1, 8))];

        Exception? failure = Work(writer, counts, (item, _) => item % 20 == 19 ? huge : noise, jitter: true);

        BackupException full = Assert.IsType<BackupException>(failure);
        Assert.Equal(BackupError.NoSpace, full.Code);
    }

    [Fact]
    public void What_a_worker_ran_into_reaches_whoever_waits()
    {
        using var run = new CancellationTokenSource();
        var sequence = new ChunkSequence(new ArchiveWriter(new Abyss(), BackupContainer.Sql, ["school"]), run);
        var waiting = Task.Run(() => sequence.AwaitItems(1));

        sequence.Fail(new BackupException(BackupError.ConnectionLost, "gone", "look"));

        Assert.ThrowsAny<Exception>(() => waiting.GetAwaiter().GetResult());
        Assert.True(run.IsCancellationRequested);
        Assert.Equal(BackupError.ConnectionLost, Assert.Throws<BackupException>(sequence.ThrowIfFailed).Code);
    }

    /// <summary>Works like the dumper: workers take items in order and post their chunks; somebody waits for all of them.</summary>
    /// <returns>The failure, if there was one.</returns>
    private static Exception? Work(ArchiveWriter writer, int[] counts, Func<int, int, byte[]> chunk, bool jitter)
    {
        using var run = new CancellationTokenSource();
        var sequence = new ChunkSequence(writer, run);
        var items = new ConcurrentQueue<int>(Enumerable.Range(0, counts.Length));
        Task[] workers = [.. Enumerable.Range(0, Workers).Select(_ => Task.Factory.StartNew(
            () =>
            {
                try
                {
                    var quota = new SemaphoreSlim(ChunksInHand);
                    while (items.TryDequeue(out int item))
                    {
                        for (int number = 0; number < counts[item]; number++) Post(sequence, item, number, chunk(item, number), quota, run.Token);
                        if (jitter) Thread.Sleep(Random.Shared.Next(3));
                        sequence.Finish(item, counts[item]);
                    }

                    for (int held = 0; held < ChunksInHand; held++) quota.Wait(run.Token);
                }
                catch (Exception failure)
                {
                    sequence.Fail(failure);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        var observer = Task.Factory.StartNew(
            () =>
            {
                for (int item = 1; item <= counts.Length; item++) sequence.AwaitItems(item);
            },
            TaskCreationOptions.LongRunning);
        Task.WaitAll(workers);
        Exception? seen = Record.Exception(() => observer.GetAwaiter().GetResult());
        Exception? failure = Record.Exception(sequence.ThrowIfFailed);
        Assert.Equal(seen is null, failure is null);
        return failure;
    }

    private static void Post(ChunkSequence sequence, int item, int number, byte[] text, SemaphoreSlim quota, CancellationToken stop)
    {
        quota.Wait(stop);
        var raw = new PooledBuffer(text.Length);
        raw.Write(text);
        sequence.Post(item, number, new ChunkLabel(ChunkKind.Rows, "school", $"{item}/{number}"), raw, 0, quota);
    }

    /// <summary>Swallows what it gets, as long as there is room.</summary>
    private sealed class Abyss : WriteOnlyStream
    {
        public long Room { get; init; } = long.MaxValue;

        private long _written;

        public override void Write(ReadOnlySpan<byte> bytes)
        {
            _written += bytes.Length;
            if (_written > Room) throw new BackupException(BackupError.NoSpace, "full", "make room");
        }
    }
}
