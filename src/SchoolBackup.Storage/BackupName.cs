using System.Globalization;

namespace SchoolBackup.Storage;

/// <summary>
/// The name of a backup file: <c>backup_&lt;UTC yyyy-MM-ddTHH-mm-ss&gt;_&lt;databases&gt;.sql.gz</c>, or <c>.sql</c> when compression is off; and <c>.enc</c> behind that when it is encrypted.
/// In the School ERP's format it ends in <c>.json.enc</c>.
/// The shorter <c>backup_2024-01-15T02-00-00.sql.gz</c>, without a database, is read, too.
/// </summary>
public sealed record BackupName
{
    private const string Prefix = "backup_";
    private const string TimestampFormat = "yyyy-MM-dd'T'HH-mm-ss";
    private const int TimestampLength = 19;
    private const string EncryptedExtension = ".enc";

    private BackupName(DateTimeOffset timestamp, string? label, BackupContainer container)
    {
        Timestamp = timestamp;
        Label = label;
        Container = container;
    }

    /// <summary>When the backup was begun: UTC, whole seconds.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>The part of the file name that says which databases are inside (see <see cref="DatabaseLabel"/>), or null in the short form.</summary>
    public string? Label { get; }

    public BackupContainer Container { get; }

    public Protection Protection { get; init; } = Protection.Open;

    /// <summary>The one database inside, or null when the name tells of none or of several.</summary>
    public string? Database => Databases is [string only] ? only : null;

    /// <summary>The databases that the name tells; empty when it tells none (the short form, <c>12-databases</c>).</summary>
    public IReadOnlyList<string> Databases => Label is null ? [] : DatabaseLabel.Databases(Label) ?? [];

    /// <summary>The file name, without a folder.</summary>
    public string FileName =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Timestamp.ToString(TimestampFormat, CultureInfo.InvariantCulture)}")
        + (Label is null ? "" : "_" + Label) + Extension(Container) + (Protection == Protection.Encrypted ? EncryptedExtension : "");

    /// <summary>The name of a backup's file without its folder and the extensions that say what it is, for what is made of it.</summary>
    public static string Stem(string path)
    {
        string stem = Path.GetFileName(path);
        foreach (string extension in (string[])[EncryptedExtension, ".gz", ".sql", ".json"])
            if (stem.Length > extension.Length && stem.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) stem = stem[..^extension.Length];
        return stem;
    }

    /// <summary>Names the backup of one database.</summary>
    /// <param name="timestamp">Any offset; it is written in UTC, cut to the second.</param>
    /// <param name="database">The database's name as the server spells it.</param>
    /// <param name="container">What the file will be.</param>
    public static BackupName For(DateTimeOffset timestamp, string database, BackupContainer container) =>
        For(timestamp, [database], container);

    /// <summary>Names the backup of several databases; their order does not matter.</summary>
    /// <inheritdoc cref="For(DateTimeOffset, string, BackupContainer)"/>
    public static BackupName For(DateTimeOffset timestamp, IReadOnlyCollection<string> databases, BackupContainer container) =>
        new(WholeSeconds(timestamp), DatabaseLabel.For(databases), container);

    /// <summary>Reads a file name. Whatever this returns is written back as the very same name.</summary>
    /// <param name="fileName">A file name without a folder.</param>
    /// <returns>Null when it is not the name of one of our backups.</returns>
    public static BackupName? Parse(string fileName)
    {
        if (fileName.EndsWith(EncryptedExtension, StringComparison.Ordinal))
            return Parse(fileName[..^EncryptedExtension.Length]) is { Protection: Protection.Open } inside ? inside with { Protection = Protection.Encrypted } : null;
        if (!fileName.StartsWith(Prefix, StringComparison.Ordinal) || ContainerOf(fileName) is not { } container)
            return null;

        string core = fileName[Prefix.Length..^Extension(container).Length];
        if (core.Length < TimestampLength || !DateTimeOffset.TryParseExact(core[..TimestampLength], TimestampFormat,
                CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset timestamp))
            return null;

        string rest = core[TimestampLength..];
        if (rest.Length == 0)
            return new BackupName(timestamp, label: null, container);
        return rest[0] == '_' && DatabaseLabel.IsValid(rest[1..]) ? new BackupName(timestamp, rest[1..], container) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => FileName;

    private static BackupContainer? ContainerOf(string fileName)
    {
        foreach (BackupContainer container in Enum.GetValues<BackupContainer>())
            if (fileName.EndsWith(Extension(container), StringComparison.Ordinal))
                return container;
        return null;
    }

    private static string Extension(BackupContainer container) => container switch
    {
        BackupContainer.Gzip => ".sql.gz",
        BackupContainer.SchoolErp => ".json",
        _ => ".sql",
    };

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
