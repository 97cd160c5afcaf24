using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Formatting;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Operations;

/// <summary>Verifies a dump of another tool as far as it allows, and says how far that is.</summary>
internal sealed class ForeignVerification(DumpFile file, VerifyOptions options, IProgress<RunProgress> progress)
{
    private readonly List<string> _remarks = [];

    /// <exception cref="BackupException">BackupDamaged for a finding; anything else kept it from being verified.</exception>
    public VerifyResult Run(CancellationToken stop)
    {
        if (options.Level == VerifyLevel.Checksum) return Checksum(stop);
        if (options.Level == VerifyLevel.Content) return Content(stop);
        try
        {
            return Drill(stop);
        }
        catch (BackupException refused) when (refused.Code == BackupError.RestoreFailed)
        {
            return Result(BackupValidity.Invalid, 0, 0) with { Problems = [refused.Message] };
        }
    }

    private VerifyResult Checksum(CancellationToken stop)
    {
        using DumpText text = file.OpenText();
        var block = new byte[256 << 10];
        while (text.Read(block, 0, block.Length) > 0) stop.ThrowIfCancellationRequested();
        ForeignDump dump = text.Describe();
        if (dump.End == DumpEnd.Truncated) throw ForeignSource.Truncated(file, dump);
        if (!file.Compressed) _remarks.Add("plain SQL has no checksums: only its end was looked at; use level content");
        if (dump.End == DumpEnd.CannotTell) _remarks.Add("nothing in the dump tells whether its end is missing");
        return Result(file.Compressed && dump.End == DumpEnd.Complete ? BackupValidity.Valid : BackupValidity.NotChecked, 0, 0);
    }

    private VerifyResult Content(CancellationToken stop)
    {
        DumpContents contents = Scan(default, null, stop);
        return Result(contents.Dump.End == DumpEnd.Complete ? BackupValidity.Valid : BackupValidity.NotChecked, contents.TableNames.Count, 0);
    }

    private DumpContents Scan(SqlDialect dialect, ServerVersion? server, CancellationToken stop)
    {
        DumpContents contents = new DumpScan(file, progress).Read(null, dialect, server, stop);
        if (contents.Dump.End == DumpEnd.Truncated) throw ForeignSource.Truncated(file, contents.Dump);
        _remarks.Add($"read to the end: {Figures.Count(contents.Statements, "statement")}, {Figures.Count(contents.TextBytes, "byte")}; rows are counted by level restore alone");
        if (contents.Dump.End == DumpEnd.CannotTell) _remarks.Add("nothing in the dump tells whether statements are missing at its end");
        _remarks.AddRange(contents.Refusals.Take(3).Select(refusal => $"a restore would refuse {refusal.Why}"));
        return contents;
    }

    /// <summary>Loads every database of the dump into a scratch one, and drops it.</summary>
    private VerifyResult Drill(CancellationToken stop)
    {
        ConnectionOptions server = options.Connection
            ?? throw new BackupException(BackupError.InvalidOption, "a drill needs a server", "give --server or --socket, and an account");
        return ServerSession.Guard(server, () =>
        {
            using MySqlConnection connection = ServerSession.Open(server, stop);
            DumpContents contents = Scan(DumpSession.Dialect(connection), connection.Server, stop);
            var clock = System.Diagnostics.Stopwatch.StartNew();
            int tables = 0;
            long rows = 0;
            ObjectCounts objects = ObjectCounts.None;
            foreach (string? database in contents.Databases.Count == 0 ? (string?[])[null] : [.. contents.Databases])
            {
                ForeignSource source = ForeignSource.Choose(file, contents, database);
                source.RequireDistinctNames(file, contents, NameRules.Of(connection));
                ForeignShadow shadow = Drill(connection, server, contents, source, stop);
                tables += shadow.Tables.Count;
                rows += shadow.Rows;
                objects = objects.Plus(shadow.Objects);
            }

            return Result(contents.Dump.End == DumpEnd.Complete ? BackupValidity.Valid : BackupValidity.NotChecked, tables, rows) with { Objects = objects, EstimatedRecoveryTime = clock.Elapsed };
        });
    }

    private ForeignShadow Drill(MySqlConnection connection, ConnectionOptions server, DumpContents contents, ForeignSource source, CancellationToken stop)
    {
        source.RequireRestorable(file, contents);
        DatabaseEntry entry = source.Entry(connection, contents, source.Name ?? "dump");
        return DumpAccount.Use(server, account =>
        {
            using ScratchSchema scratch = ScratchSchema.Create(server, entry, "drill", stop);
            ForeignShadow shadow = scratch.Use(() =>
                ForeignShadow.Load(new ForeignLoadRequest(file, contents, source.Name, source.Section, scratch.Name), account, server, progress, stop));
            _remarks.AddRange(shadow.Loader.Warnings);
            _remarks.AddRange(shadow.Gone);
            _remarks.AddRange(shadow.Beyond.Select(view => $"{view} reads another database: a drill does not make it"));
            if (account.Warning is { } warning) _remarks.Add(warning);
            return shadow;
        }, stop);
    }

    private VerifyResult Result(BackupValidity validity, int tables, long rows) => new()
    {
        Backup = file.Backup,
        Validity = validity,
        Level = options.Level,
        Tables = tables,
        Rows = rows,
        Duration = TimeSpan.Zero,
        Remarks = _remarks,
    };
}
