namespace SchoolBackup;

/// <summary>A file that <c>Export-SchoolBackup</c> has written.</summary>
public sealed class ExportResult(Engine.Operations.ExportResult result) : FileFacts(result.File)
{
    /// <summary>Bytes of the file.</summary>
    public long Size { get; } = result.Size;

    public long? Rows { get; } = result.Rows;

    public TimeSpan Duration { get; } = result.Duration;

    /// <summary>Path of the backup that it was made of. Not called Backup: <c>Test-SchoolBackup</c> would test that one, and not the file that came out.</summary>
    public string BackupPath { get; } = result.Source.Address;
}
