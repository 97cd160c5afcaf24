namespace SchoolBackup.Engine.Archive;

/// <summary>What a chunk holds; also the order in which chunks stand in the file.</summary>
public enum ChunkKind
{
    Prologue,
    Structure,
    Rows,
    Routines,
    Views,
    Triggers,
    Events,
    Epilogue,
}

/// <summary>An independently stored piece of the file.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Database">The database that it belongs to; null for prologue and epilogue.</param>
/// <param name="Table">The table, for structure and rows.</param>
/// <param name="Offset">First byte in the file.</param>
/// <param name="Length">Stored bytes.</param>
/// <param name="RawLength">Bytes of SQL text.</param>
/// <param name="Rows">Rows of the table in it.</param>
/// <param name="Sha256">Lower-case hexadecimal digest of the stored bytes.</param>
public sealed record ChunkEntry(
    ChunkKind Kind, string? Database, string? Table, long Offset, long Length, long RawLength, long Rows, string Sha256);

/// <summary>How a column's values are read, written and loaded.</summary>
public enum ColumnKind
{
    /// <summary>Digits that stand bare in SQL.</summary>
    Number,

    /// <summary>DOUBLE: digits that stand bare, and a zero that may be negative.</summary>
    Double,

    /// <summary>FLOAT: the shortest digits that mean this value and no other.</summary>
    Float,

    /// <summary>ENUM that has '' as a member: read as its number, because its text cannot tell that member from the error value.</summary>
    EnumNumber,

    /// <summary>
    /// Text, and dates, whose bytes are written as they are stored; <see cref="ColumnEntry.Charset"/> says in which character set, if that
    /// matters.
    /// </summary>
    Text,

    /// <summary>UUID, INET4, INET6, and JSON of MySQL: a text form that a binary string cannot stand for.</summary>
    Parsed,

    /// <summary>Bytes: BLOB, BINARY, BIT, spatial values, VECTOR.</summary>
    Binary,
}

/// <summary>A column that the backup holds values of, in the order of the rows' values.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">How its values are read.</param>
/// <param name="Charset">The character set of a <see cref="ColumnKind.Text"/> column's bytes, or null.</param>
public sealed record ColumnEntry(string Name, ColumnKind Kind, string? Charset);

/// <summary>Table, or sequence, and what a restore must find in it.</summary>
/// <param name="Database">Its database.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">BASE TABLE, SYSTEM VERSIONED or SEQUENCE.</param>
/// <param name="Engine">Storage engine.</param>
/// <param name="Rows">Rows in the backup, history included.</param>
/// <param name="ContentHash">Sixteen hexadecimal digits, see <see cref="RowHash"/>; null when only the structure is in the backup.</param>
/// <param name="Collations">Every collation that its definition names.</param>
/// <param name="Columns">The columns of the rows.</param>
public sealed record TableEntry(
    string Database,
    string Name,
    string Type,
    string Engine,
    long Rows,
    string? ContentHash,
    IReadOnlyList<string> Collations,
    IReadOnlyList<ColumnEntry> Columns)
{
    /// <summary>
    /// What the server computed from a TIMESTAMP, and so by somebody's time zone; null when there is nothing of the kind.
    /// </summary>
    public ComputedEntry? Computed { get; init; }
}

/// <summary>Generated columns of a table that has a TIMESTAMP: their values, and their keys, are right in one time zone only.</summary>
/// <param name="Columns">
/// The STORED ones, which are compared after a restore; none when only VIRTUAL ones are there, which may have keys.
/// </param>
/// <param name="ContentHash">As of a table, over those columns.</param>
/// <param name="TimeZones">The server's own, as it names it, and as an offset at the time of the backup.</param>
public sealed record ComputedEntry(IReadOnlyList<ColumnEntry> Columns, string ContentHash, IReadOnlyList<string> TimeZones);

/// <summary>A view, trigger, routine or event in the backup.</summary>
/// <param name="Database">Its database.</param>
/// <param name="Type">VIEW, TRIGGER, PROCEDURE, FUNCTION, PACKAGE, PACKAGE BODY or EVENT.</param>
/// <param name="Name">Its name.</param>
/// <param name="Definer">The account that it runs as.</param>
/// <param name="Table">The table of a trigger, or null.</param>
/// <param name="Valid">False for a view that could not be read from when it was backed up; its definition is kept.</param>
public sealed record ObjectEntry(string Database, string Type, string Name, string? Definer, string? Table, bool Valid);

/// <summary>The defaults of a database that its new tables and routines take over.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Charset">Default character set.</param>
/// <param name="Collation">Default collation.</param>
/// <param name="Comment">Its comment; MariaDB alone keeps one.</param>
public sealed record DatabaseEntry(string Name, string Charset, string Collation, string? Comment)
{
    /// <summary>For CREATE DATABASE and ALTER DATABASE. The comment stands where only MariaDB, from 10.5 on, reads it.</summary>
    internal string Defaults => $"DEFAULT CHARACTER SET {Charset} COLLATE {Collation}"
        + (Comment is null ? "" : $" /*M!100500 COMMENT = '{Comment.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}' */");
}

/// <summary>What the archive holds and where.</summary>
public sealed record ArchiveIndex
{
    public required IReadOnlyList<DatabaseEntry> Databases { get; init; }

    public required IReadOnlyList<TableEntry> Tables { get; init; }

    public required IReadOnlyList<ObjectEntry> Objects { get; init; }

    public required IReadOnlyList<ChunkEntry> Chunks { get; init; }

    /// <summary>What a reader should know: invalid views, structure-only tables.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What the account could not see, when that was allowed.</summary>
    public IReadOnlyList<string> Omitted { get; init; } = [];
}
