using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Encryption;
using SchoolBackup.Engine.Erp;
using SchoolBackup.Engine.Export;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>The way out: hands a backup to somebody who has neither this program nor its key. It streams, and what it reads is checked against its hashes.</summary>
public sealed class ExportOperation(TimeProvider clock, IProgress<RunProgress> progress)
{
    private const int ShortestPassword = 8;

    private static readonly Source OwnArchive = new(
        [ExportFormat.Sql, ExportFormat.SqlGzip, ExportFormat.Csv, ExportFormat.Zip],
        "holds SQL",
        "export it to .sql, .sql.gz, .csv or .zip; only a backup of the School ERP is JSON inside");

    private static readonly Source SchoolErp = new(
        [ExportFormat.Json, ExportFormat.Zip],
        "is in the School ERP's format: rows as JSON, without definitions",
        "export it to .json or .zip; for SQL, restore it into a database and back that up");

    private static readonly Source OtherDump = new(
        [ExportFormat.Sql, ExportFormat.SqlGzip, ExportFormat.Zip],
        "is another tool's dump, which has no index of its tables",
        "export it to .sql, .sql.gz or .zip; for one table, restore it into a database and back that up");

    /// <exception cref="BackupException">With the code of what went wrong; no file was written, and none was replaced.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped; nothing of it remains.</exception>
    public ExportResult Run(ExportOptions options, CancellationToken stop)
    {
        Require(options);
        using ErpFile? erp = ErpFile.At(options.Backup, options.Keys);
        if (erp is not null) return Write(SchoolErp, options, file => new TextExport(options, progress).Write(erp, file, stop), stop);
        if (Formats.DumpAt(options.Backup, options.Keys) is { } dump) return Write(OtherDump, options, file => new TextExport(options, progress).Write(dump, file, stop), stop);
        using ArchiveReader archive = StoredBackup.OpenArchive(options.Backup, options.Keys);
        return Write(OwnArchive, options, file => Write(archive, options, file, stop), stop);
    }

    private ExportResult Write(Source source, ExportOptions options, Func<ExportFile, long?> write, CancellationToken stop)
    {
        Require(source, options);
        long start = clock.GetTimestamp();
        using ExportFile file = ExportFile.Create(options.To, options.Existing);
        long? rows = write(file);
        stop.ThrowIfCancellationRequested();
        return new ExportResult(file.Path, options.Backup, file.Complete(), rows, clock.GetElapsedTime(start));
    }

    /// <summary>Looks whether it would do, and writes nothing.</summary>
    /// <exception cref="BackupException">The file, its key or the options forbid the export.</exception>
    public static void Check(ExportOptions options)
    {
        Require(options);
        ExportFile.Require(options.To, options.Existing);
        using ErpFile? erp = ErpFile.At(options.Backup, options.Keys);
        if (erp is not null || Formats.DumpAt(options.Backup, options.Keys) is not null)
        {
            Require(erp is null ? OtherDump : SchoolErp, options);
            return;
        }

        using ArchiveReader archive = StoredBackup.OpenArchive(options.Backup, options.Keys);
        Require(OwnArchive, options);
        if (options.Format == ExportFormat.Csv) Chosen(archive, options);
    }

    private long Write(ArchiveReader archive, ExportOptions options, ExportFile file, CancellationToken stop) => options.Format switch
    {
        ExportFormat.Csv => WriteCsv(archive, options, file.Content, stop),
        ExportFormat.Zip => WriteZip(archive, options.Password!, file, stop),
        _ => WriteArchive(archive, options.Format == ExportFormat.Sql ? BackupContainer.Sql : BackupContainer.Gzip, file.Content, stop),
    };

    private static void Require(Source source, ExportOptions options)
    {
        if (!source.Formats.Contains(options.Format)) throw new BackupException(BackupError.NotSupported, $"{options.Backup} {source.What}", source.Hint);
    }

    private static void Require(ExportOptions options)
    {
        if (options.Format == ExportFormat.Csv && options.Table is null)
            throw new BackupException(BackupError.InvalidOption, "a CSV holds one table, and none is named", "name it by --table");
        if (options.Format != ExportFormat.Csv && (options.Table ?? options.Database) is { } part)
            throw new BackupException(BackupError.InvalidOption, $"{options.To} would hold the whole backup, and not {part} alone", "let its name end in .csv, or leave out --table and --source-database");
        if (options.Format != ExportFormat.Zip && options.Password is not null)
            throw new BackupException(BackupError.InvalidOption, $"{options.To} would be open to everybody: only a ZIP has a password", "let its name end in .zip, or leave out --zip-password-file");
        if (options.Format == ExportFormat.Zip && options.Password is not { Length: >= ShortestPassword })
            throw new BackupException(BackupError.InvalidOption, $"a ZIP needs a password of at least {ShortestPassword} characters", "give it by --zip-password-file");
    }

    /// <summary>The same archive in another container, open to everybody.</summary>
    private long WriteArchive(ArchiveReader archive, BackupContainer container, Stream target, CancellationToken stop)
    {
        var writer = new ArchiveWriter(target, container, archive.Header.Databases);
        long rows = 0;
        using var text = new PooledBuffer(2 << 20);
        using var buffer = new PooledBufferStream(text);
        foreach (ChunkEntry chunk in archive.Index.Chunks)
        {
            text.Clear();
            rows += chunk.Rows;
            Copy(archive, chunk, buffer, rows, stop);
            writer.Append(new ChunkLabel(chunk.Kind, chunk.Database, chunk.Table), text.Written, chunk.Rows);
        }

        writer.Complete(archive.Header, archive.Index with { Chunks = writer.Chunks });
        return rows;
    }

    private long WriteZip(ArchiveReader archive, string password, ExportFile file, CancellationToken stop)
    {
        long rows = 0;
        ExportZip.Write(file, password, ".sql", archive.Header.Started, zip =>
        {
            foreach (ChunkEntry chunk in archive.Index.Chunks)
            {
                rows += chunk.Rows;
                Copy(archive, chunk, zip, rows, stop);
            }
        });
        return rows;
    }

    private long WriteCsv(ArchiveReader archive, ExportOptions options, Stream target, CancellationToken stop)
    {
        TableEntry table = Chosen(archive, options);
        using var csv = new CsvText(target, table.Columns);
        using var rows = new LoadText(table);
        foreach (ChunkEntry chunk in archive.Index.Chunks.Where(chunk => chunk.Kind == ChunkKind.Rows && chunk.Database == table.Database && chunk.Table == table.Name))
        {
            stop.ThrowIfCancellationRequested();
            using Stream text = archive.OpenChunk(chunk);
            rows.Convert(text, csv, Invariant($"byte {chunk.Offset} of {archive.Path}"));
            Report(archive, chunk, rows.Rows);
        }

        csv.Flush();
        return rows.Rows;
    }

    private static TableEntry Chosen(ArchiveReader archive, ExportOptions options)
    {
        TableEntry[] found = [.. archive.Index.Tables.Where(table => table.Name == options.Table && (options.Database is null || table.Database == options.Database))];
        if (found.Length == 0)
            throw new BackupException(BackupError.TableNotFound, $"{options.Backup} holds no table {options.Table}", $"its tables are: {string.Join(", ", archive.Index.Tables.Select(table => table.Name).Take(50))}");
        if (found.Length > 1)
            throw new BackupException(BackupError.InvalidOption, $"{options.Table} is in several databases: {string.Join(", ", found.Select(table => table.Database))}", "choose one with --source-database");
        if (found[0].ContentHash is null || found[0].Columns.Count == 0)
            throw new BackupException(BackupError.NotSupported, $"{options.Backup} holds no rows of {options.Table}", "choose another table or another backup");
        return found[0];
    }

    private void Copy(ArchiveReader archive, ChunkEntry chunk, Stream target, long rows, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using Stream text = archive.OpenChunk(chunk);
        text.CopyTo(target, 256 << 10);
        Report(archive, chunk, rows);
    }

    private void Report(ArchiveReader archive, ChunkEntry chunk, long rows) =>
        progress.Report(new RunProgress(RunPhase.Exporting, chunk.Table, rows, chunk.Offset + chunk.Length, archive.Header.FileLength));

    /// <summary>What a kind of file can become.</summary>
    /// <param name="Formats">As what it can be written.</param>
    /// <param name="What">What it is, for the message about any other.</param>
    /// <param name="Hint">What to do then.</param>
    private sealed record Source(ExportFormat[] Formats, string What, string Hint);
}
