using System.IO.Compression;
using SchoolBackup.Engine.Erp;
using SchoolBackup.Engine.Export;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Operations;

/// <summary>Hands out a text as it is: another tool's dump, or the document in a School ERP file. It is read to its end and checked before the file gets its name.</summary>
internal sealed class TextExport(ExportOptions options, IProgress<RunProgress> progress)
{
    /// <returns>Null: nobody counts the rows of a dump.</returns>
    /// <exception cref="BackupException">BackupDamaged.</exception>
    public long? Write(DumpFile dump, ExportFile file, CancellationToken stop)
    {
        using DumpText text = dump.OpenText();
        Write(text, ".sql", file, stop);
        ForeignDump told = text.Describe();
        return told.End == DumpEnd.Truncated ? throw ForeignSource.Truncated(dump, told) : null;
    }

    /// <returns>The rows in the document.</returns>
    /// <exception cref="BackupException">BackupDamaged, FormatTooNew.</exception>
    public long Write(ErpFile erp, ExportFile file, CancellationToken stop)
    {
        ErpContents contents = new ErpScan(erp, progress).Read(stop);
        using Stream text = erp.OpenText();
        Write(text, ".json", file, stop);
        return contents.Rows;
    }

    private void Write(Stream text, string extension, ExportFile file, CancellationToken stop)
    {
        switch (options.Format)
        {
            case ExportFormat.Zip:
                ExportZip.Write(file, options.Password!, extension, options.Backup.Repository.Find(options.Backup.Name, stop)?.Modified ?? DateTimeOffset.UnixEpoch, zip => Copy(text, zip, stop));
                break;
            case ExportFormat.SqlGzip:
                using (var gzip = new GZipStream(file.Content, CompressionLevel.Optimal, leaveOpen: true)) Copy(text, gzip, stop);
                break;
            default:
                Copy(text, file.Content, stop);
                break;
        }
    }

    private void Copy(Stream text, Stream target, CancellationToken stop)
    {
        var block = new byte[256 << 10];
        long written = 0;
        for (int count = text.Read(block, 0, block.Length); count > 0; count = text.Read(block, 0, block.Length))
        {
            stop.ThrowIfCancellationRequested();
            target.Write(block, 0, count);
            progress.Report(new RunProgress(RunPhase.Exporting, null, 0, written += count, 0));
        }
    }
}
