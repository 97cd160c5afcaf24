namespace SchoolBackup.Engine.Schema;

/// <summary>The kinds of table that hold rows of their own.</summary>
public enum TableType
{
    Base,
    SystemVersioned,
    Sequence,
}

/// <summary>A column as the catalogue describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">Lower-case type name without length, such as <c>varchar</c>.</param>
/// <param name="ColumnType">The full type, such as <c>enum('a','')</c>.</param>
/// <param name="Charset">Character set of its text, or null.</param>
/// <param name="Collation">Collation of its text, or null.</param>
/// <param name="Generated">True when the server computes it, so that no value can be inserted.</param>
/// <param name="Period">True for a system-versioned row's start or end.</param>
internal sealed record ColumnInfo(
    string Name, string DataType, string ColumnType, string? Charset, string? Collation, bool Generated, bool Period)
{
    /// <summary>True when the server computes it and keeps the value.</summary>
    public bool Stored { get; init; }
}

/// <summary>A table, a system-versioned table or a sequence.</summary>
/// <param name="Database">Its database.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its kind.</param>
/// <param name="Engine">Storage engine.</param>
/// <param name="Collation">Its default collation, or null.</param>
/// <param name="Created">When the server made or truncated it, as text: a fingerprint, not a time.</param>
/// <param name="DataLength">Bytes of its rows by the server's estimate.</param>
/// <param name="Definition">What SHOW CREATE TABLE (or SEQUENCE) answers.</param>
/// <param name="Columns">Its columns in order, invisible ones included; for implicit versioning also the two period columns.</param>
/// <param name="PrimaryKey">The names of its primary key's columns, or none.</param>
internal sealed record TableInfo(
    string Database,
    string Name,
    TableType Type,
    string Engine,
    string? Collation,
    string Created,
    long DataLength,
    string Definition,
    IReadOnlyList<ColumnInfo> Columns,
    IReadOnlyList<string> PrimaryKey)
{
    /// <summary>True when a snapshot of InnoDB holds its rows still; others must be read under the lock.</summary>
    public bool Transactional { get; } = Engine is "InnoDB" or "ROCKSDB" or "TokuDB";

    /// <summary>False when its rows are those of other tables, here or elsewhere: to load them would write there.</summary>
    public bool OwnsRows { get; } = Engine?.ToUpperInvariant() is not (
        "MRG_MYISAM" or "FEDERATED" or "CONNECT" or "SPIDER" or "SPHINX" or "S3" or "BLACKHOLE" or "PERFORMANCE_SCHEMA");
}

/// <summary>The kinds of stored program and view, in the order in which a restore makes them.</summary>
internal enum StoredKind
{
    Package,
    PackageBody,
    Function,
    Procedure,
    View,
    Trigger,
    Event,
}

/// <summary>A view, trigger, routine or event with all that its meaning depends on.</summary>
/// <param name="Database">Its database.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Definer">The account that it runs as, or null.</param>
/// <param name="Statement">The CREATE statement as stored, in the character set of its client.</param>
internal sealed record StoredObject(string Database, StoredKind Kind, string Name, string? Definer, byte[] Statement)
{
    /// <summary>sql_mode that it was made with; null for views, which keep none.</summary>
    public string? SqlMode { get; init; }

    public required string ClientCharset { get; init; }

    public required string ConnectionCollation { get; init; }

    /// <summary>The database's collation when it was made; null for views.</summary>
    public string? DatabaseCollation { get; init; }

    /// <summary>Time zone of an event's schedule.</summary>
    public string? TimeZone { get; init; }

    /// <summary>When an event was made, as a Unix time: then, its schedule lay ahead.</summary>
    public long? Created { get; init; }

    /// <summary>The table of a trigger.</summary>
    public string? Table { get; init; }

    /// <summary>What the catalogue says of a trigger, when it was made among it: another text, another trigger. Null for other kinds.</summary>
    public string? Version { get; init; }

    /// <summary>Columns of a view, for its placeholder; empty when it cannot be read.</summary>
    public IReadOnlyList<string> ViewColumns { get; init; } = [];

    /// <summary>Why the view cannot be read, or null.</summary>
    public string? Invalid { get; init; }
}

/// <summary>A database with everything in it.</summary>
internal sealed record DatabaseInfo(
    string Name,
    string Charset,
    string Collation,
    string? Comment,
    IReadOnlyList<TableInfo> Tables,
    IReadOnlyList<StoredObject> Stored);
