namespace SchoolBackup.MySql.Commands;

/// <summary>What one result that is held as a whole, or thrown away, may still take.</summary>
internal sealed class ResultBudget(WireLimits limits)
{
    private int _rows;
    private long _bytes;

    /// <summary>The longest row that may come next.</summary>
    public PacketBound Row => new(nameof(WireLimits.ResultBytes), (int)(limits.ResultBytes - _bytes));

    /// <exception cref="MySqlProtocolException">There were too many of them.</exception>
    public void Take(int rowBytes)
    {
        _bytes += rowBytes;
        if (++_rows > limits.ResultRows) throw PacketBound.Exceeded(nameof(WireLimits.ResultRows), limits.ResultRows);
    }
}
