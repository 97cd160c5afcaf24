using SchoolBackup.Engine.Export;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>What an export is made for.</summary>
public enum ExportFormat
{
    /// <summary>SQL as it is; also an archive with its index.</summary>
    Sql,

    /// <summary>The same in a gzip.</summary>
    SqlGzip,

    /// <summary>The rows of one table, RFC 4180.</summary>
    Csv,

    /// <summary>SQL, or the School ERP's JSON, in a ZIP that a password opens, AES-256.</summary>
    Zip,

    /// <summary>The document in a backup of the School ERP.</summary>
    Json,
}

/// <summary>What to hand out, and as what.</summary>
public sealed record ExportOptions
{
    private static readonly (string Extension, ExportFormat Format)[] Formats =
        [(".sql", ExportFormat.Sql), (".sql.gz", ExportFormat.SqlGzip), (".csv", ExportFormat.Csv), (".zip", ExportFormat.Zip), (".json", ExportFormat.Json)];

    public required BackupRef Backup { get; init; }

    /// <summary>Path of the file to write.</summary>
    public required string To { get; init; }

    public required ExportFormat Format { get; init; }

    public ExistingFile Existing { get; init; } = ExistingFile.Keep;

    /// <summary>The table of a CSV.</summary>
    public string? Table { get; init; }

    /// <summary>Its database, for a backup that holds several.</summary>
    public string? Database { get; init; }

    /// <summary>Opens the ZIP.</summary>
    public string? Password { get; init; }

    /// <summary>What an encrypted backup is opened with.</summary>
    public KeyRing Keys { get; init; } = KeyRing.Empty;

    /// <summary>The format that a file's name says.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.InvalidOption"/>: its end says none.</exception>
    public static ExportFormat FormatOf(string to) =>
        Formats.Where(one => to.EndsWith(one.Extension, StringComparison.OrdinalIgnoreCase)).Select(one => (ExportFormat?)one.Format).FirstOrDefault()
        ?? throw new BackupException(BackupError.InvalidOption, $"the end of {to} does not say what to write", $"let it end in {string.Join(", ", Formats.Select(one => one.Extension))}");
}

/// <summary>An export that is done.</summary>
/// <param name="File">What was written.</param>
/// <param name="Source">The backup.</param>
/// <param name="Size">Bytes of the file.</param>
/// <param name="Rows">Rows in it; null for another tool's dump, whose rows nobody counts.</param>
/// <param name="Duration">How long it took.</param>
public sealed record ExportResult(string File, BackupRef Source, long Size, long? Rows, TimeSpan Duration);
