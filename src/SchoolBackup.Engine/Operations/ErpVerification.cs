using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Erp;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Errors;
using SchoolBackup.MySql;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>Verifies a backup of the School ERP: its tag, which covers every byte; its document; a drill in tables made like the live ones.</summary>
internal sealed class ErpVerification(ErpFile file, VerifyOptions options, IProgress<RunProgress> progress)
{
    /// <exception cref="BackupException">BackupDamaged for a finding; anything else kept it from being verified.</exception>
    public VerifyResult Run(CancellationToken stop)
    {
        var scan = new ErpScan(file, progress);
        if (options.Level == VerifyLevel.Checksum)
        {
            scan.CheckTag(stop);
            return Result(BackupValidity.Valid);
        }

        ErpContents contents = scan.Read(stop);
        VerifyResult valid = Result(BackupValidity.Valid) with { Tables = contents.Tables.Count, Rows = contents.Rows };
        if (options.Level == VerifyLevel.Content) return valid;
        try
        {
            return Drill(contents, valid, stop);
        }
        catch (BackupException refused) when (refused.Code == BackupError.RestoreFailed)
        {
            return valid with { Validity = BackupValidity.Invalid, Problems = [refused.Message] };
        }
    }

    /// <summary>Loads the rows into tables made like those of the live database, in a scratch one, and drops it.</summary>
    private VerifyResult Drill(ErpContents contents, VerifyResult valid, CancellationToken stop)
    {
        ConnectionOptions server = options.Connection
            ?? throw new BackupException(BackupError.InvalidOption, "a drill needs a server", "give --server or --socket, and an account");
        string database = BackupName.Parse(file.Backup.Name)?.Database
            ?? throw new BackupException(BackupError.InvalidOption, $"{file.Path} does not say which database it is of, and holds no definitions to try its rows in", "use level content, or name the file backup_<time>_<database>.json.enc");
        return ServerSession.Guard(server, () =>
        {
            using MySqlConnection connection = ServerSession.Open(server, stop);
            DatabaseInfo live = SchemaReader.Read(connection, [database], Enum.GetValues<StoredKind>()).Single();
            IReadOnlyList<ErpTarget> targets = ErpTarget.Match(contents.Tables, database, live.Tables, file.Path, NameRules.Of(connection));
            var clock = System.Diagnostics.Stopwatch.StartNew();
            using ScratchSchema scratch = ScratchSchema.Create(server, new DatabaseEntry(database, live.Charset, live.Collation, null), "drill", stop);
            var shadow = new ErpShadow(file, targets, scratch.Name, progress);
            scratch.Use(() => shadow.Load(server, stop));
            return valid with { EstimatedRecoveryTime = clock.Elapsed, Remarks = shadow.Warnings };
        });
    }

    private VerifyResult Result(BackupValidity validity) => new() { Backup = file.Backup, Validity = validity, Level = options.Level, Duration = TimeSpan.Zero };
}
