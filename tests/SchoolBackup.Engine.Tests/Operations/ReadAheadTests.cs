using SchoolBackup.Engine.Operations;

namespace SchoolBackup.Engine.Tests.Operations;

public sealed class ReadAheadTests
{
    private const int AtOnce = 4;

    private int _begun;
    private int _ended;

    [Fact]
    public void Everything_comes_in_order()
    {
        Assert.Equal(Enumerable.Range(0, 1000), ReadAhead.InOrder(Enumerable.Range(0, 1000), Read, AtOnce));
        Assert.Empty(ReadAhead.InOrder(Array.Empty<int>(), Read, AtOnce));
    }

    [Fact]
    public void No_more_is_read_than_may_be_in_hand()
    {
        int taken = 0;
        foreach (int item in ReadAhead.InOrder(Enumerable.Range(0, 1000), Read, AtOnce))
        {
            Assert.InRange(Volatile.Read(ref _begun), 1, AtOnce + taken++);
            if (item % 100 == 0) Thread.Sleep(1); // time in which others could run ahead
        }
    }

    [Fact]
    public void They_are_read_at_once()
    {
        using var all = new Barrier(AtOnce);
        Assert.Equal(AtOnce, ReadAhead.InOrder(Enumerable.Range(0, AtOnce), item => all.SignalAndWait(TimeSpan.FromMinutes(1)), AtOnce).Count(met => met));
    }

    [Fact]
    public void Whoever_stops_early_leaves_no_read_running()
    {
        using var release = new ManualResetEventSlim();
        using (IEnumerator<int> items = ReadAhead.InOrder(Enumerable.Range(0, 1000), item => Read(item, item == 0 ? null : release), AtOnce).GetEnumerator())
        {
            Assert.True(items.MoveNext());
            new Thread(() =>
            {
                Thread.Sleep(50); // by then the other one is waiting
                release.Set();
            }).Start();
        }

        Assert.True(release.IsSet);
        Assert.InRange(_begun, 1, AtOnce);
        Assert.Equal(_begun, _ended);
    }

    [Fact]
    public void What_a_read_throws_comes_out_in_its_place()
    {
        using IEnumerator<int> items = ReadAhead.InOrder(Enumerable.Range(0, 1000), item => item == 2 ? throw new IOException("the third") : Read(item), AtOnce).GetEnumerator();
        Assert.True(items.MoveNext());
        Assert.True(items.MoveNext());
        Assert.Equal("the third", Assert.Throws<IOException>(() => items.MoveNext()).Message);
        Assert.Equal(_begun, _ended);
    }

    private int Read(int item) => Read(item, null);

    private int Read(int item, ManualResetEventSlim? release)
    {
        Interlocked.Increment(ref _begun);
        release?.Wait();
        Interlocked.Increment(ref _ended);
        return item;
    }
}
