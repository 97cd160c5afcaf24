namespace SchoolBackup.MySql;

/// <summary>What a statement without rows answered.</summary>
/// <param name="AffectedRows">Rows that it changed.</param>
/// <param name="LastInsertId">First AUTO_INCREMENT value that it made, or 0.</param>
/// <param name="Warnings">How many warnings SHOW WARNINGS would list.</param>
/// <param name="Info">The server's own words, such as «Records: 3  Deleted: 0».</param>
public readonly record struct CommandResult(long AffectedRows, long LastInsertId, int Warnings, string Info);

/// <summary>One session on a server. Not thread-safe: one thread at a time, except for <see cref="Dispose"/>.</summary>
public sealed class MySqlConnection : IDisposable
{
    public static MySqlConnection Open(ConnectionOptions options, CancellationToken stop) => throw new NotSupportedException();
    public ServerVersion Server => throw new NotSupportedException();
    public uint ConnectionId => throw new NotSupportedException();
    public CommandResult Execute(string sql) => throw new NotSupportedException();
    public CommandResult Execute(ReadOnlySpan<byte> sql) => throw new NotSupportedException();
    public RowReader Query(string sql) => throw new NotSupportedException();
    public CommandResult LoadLocal(string sql, Action<Stream> write) => throw new NotSupportedException();
    public void Dispose() => throw new NotSupportedException();
}

/// <summary>The rows of one result set, as the server sent them.</summary>
public sealed class RowReader : IDisposable
{
    public IReadOnlyList<Column> Columns => throw new NotSupportedException();
    public bool Read() => throw new NotSupportedException();
    public ReadOnlySpan<byte> Row => throw new NotSupportedException();
    public bool IsNull(int column) => throw new NotSupportedException();
    public ReadOnlySpan<byte> this[int column] => throw new NotSupportedException();
    public string GetString(int column) => throw new NotSupportedException();
    public string? GetNullableString(int column) => throw new NotSupportedException();
    public long GetInt64(int column) => throw new NotSupportedException();
    public void Dispose() => throw new NotSupportedException();
}

/// <summary>A column of a result set.</summary>
public sealed record Column(string Name, byte Type, ushort Charset, ushort Flags, uint Length, byte Decimals);

/// <summary>MySQL or MariaDB: what the quirks depend on.</summary>
public enum ServerFlavor { MySql, MariaDb }

/// <summary>What the server says it is.</summary>
public sealed record ServerVersion(ServerFlavor Flavor, Version Number, string Text);
