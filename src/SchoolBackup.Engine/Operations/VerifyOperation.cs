using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Encryption;
using SchoolBackup.Engine.Erp;
using SchoolBackup.Engine.Formatting;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Operations;

/// <summary>Verifies a backup as far as the level asks and the file allows.</summary>
public sealed class VerifyOperation(TimeProvider clock, IProgress<RunProgress> progress)
{
    /// <summary>Verifies.</summary>
    /// <returns>What was found; a damaged backup is a result, not an exception.</returns>
    /// <exception cref="BackupException">BackupNotFound, or what kept a drill from being run at all.</exception>
    public VerifyResult Run(VerifyOptions options, CancellationToken stop) => EncryptedStructure.WithoutKey(options) ?? Noted(Examine(options, stop), options);

    /// <summary>Writes down what was found, beside the backup.</summary>
    private VerifyResult Noted(VerifyResult result, VerifyOptions options)
    {
        BackupHead head = BackupHead.Read(options.Backup, options.Keys);
        result = result with { Encrypted = head.KeyBlock is not null || head.IsErp };
        if (head.VerifiedAs is not { } id) return result;
        var found = new VerificationRecord(id, result.Validity, result.Level, clock.GetUtcNow()) { Problem = result.Problems.Count == 0 ? null : string.Join("; ", result.Problems) };
        VerificationRecord known = VerificationRecord.After(VerificationFile.Read(options.Backup, id), found);
        string? unwritten = VerificationFile.Write(options.Backup, known);
        string? stands = known.Validity != BackupValidity.Invalid || known == found ? null
            : $"a check of level {known.Level} on {Figures.Day(known.At)} found it invalid ({known.Problem ?? "the record does not say why"}), which stands until one as thorough passes";
        return result with { Remarks = [.. result.Remarks, .. new[] { stands, unwritten }.OfType<string>()] };
    }

    private VerifyResult Examine(VerifyOptions options, CancellationToken stop)
    {
        long start = clock.GetTimestamp();
        try
        {
            using ErpFile? erp = ErpFile.At(options.Backup, options.Keys);
            if (erp is not null) return new ErpVerification(erp, options, progress).Run(stop) with { Duration = clock.GetElapsedTime(start) };
            if (Formats.DumpAt(options.Backup, options.Keys) is { } dump)
                return new ForeignVerification(dump, options, progress).Run(stop) with { Duration = clock.GetElapsedTime(start) };
            using ArchiveReader archive = StoredBackup.OpenArchive(options.Backup, options.Keys);
            new ChunkCheck(archive, options.Level, progress).Run(stop);
            VerifyResult valid = Result(BackupValidity.Valid, []) with { Tables = archive.Header.Tables, Objects = Listed(archive.Index), Rows = archive.Header.Rows, Remarks = EncryptedStructure.Remarks(options.Backup) };
            return options.Level == VerifyLevel.Restore ? Drill(archive, valid, options, stop) : valid;
        }
        catch (BackupException damaged) when (damaged.Code is BackupError.BackupDamaged or BackupError.ContentDiffers or BackupError.DefinitionDiffers)
        {
            return Result(BackupValidity.Invalid, [damaged.Message]);
        }

        VerifyResult Result(BackupValidity validity, IReadOnlyList<string> problems) => new()
        {
            Backup = options.Backup,
            Validity = validity,
            Level = options.Level,
            Duration = clock.GetElapsedTime(start),
            Problems = problems,
        };
    }

    /// <summary>Restores every database of the backup into a scratch one, and drops it.</summary>
    /// <returns>With how long it took: what a real restore on this server would take.</returns>
    private VerifyResult Drill(ArchiveReader archive, VerifyResult valid, VerifyOptions options, CancellationToken stop)
    {
        ConnectionOptions connection = options.Connection
            ?? throw new BackupException(BackupError.InvalidOption, "a drill needs a server", "give --server or --socket, and an account");
        long start = clock.GetTimestamp();
        return ServerSession.Guard(connection, () =>
        {
            NameRules names = NamesOf(connection, stop);
            foreach (DatabaseEntry database in archive.Index.Databases)
            {
                ArchiveStatements.Require(archive, database.Name, stop);
                TargetCapabilities.RequireDistinctNames(names, archive, database.Name, archive.Index.Tables.Where(table => table.Database == database.Name));
            }

            (ObjectCounts Objects, IReadOnlyList<string> Remarks)[] drilled = [.. archive.Index.Databases.Select(database => Drill(archive, database, connection, options.Loaders, stop))];
            return valid with
            {
                Objects = drilled.Aggregate(ObjectCounts.None, (all, next) => all.Plus(next.Objects)),
                Remarks = [.. valid.Remarks, .. drilled.SelectMany(database => database.Remarks)],
                EstimatedRecoveryTime = clock.GetElapsedTime(start),
            };
        });
    }

    private static NameRules NamesOf(ConnectionOptions options, CancellationToken stop)
    {
        using MySqlConnection connection = ServerSession.Open(options, stop);
        return NameRules.Of(connection);
    }

    private static ObjectCounts Listed(ArchiveIndex index) => RestoreOperation.Counted(index.Tables) with
    {
        Views = index.Objects.Count(one => one.Type == "VIEW"),
        Routines = index.Objects.Count(one => one.Type is not ("VIEW" or "TRIGGER" or "EVENT")),
        Triggers = index.Objects.Count(one => one.Type == "TRIGGER"),
        Events = index.Objects.Count(one => one.Type == "EVENT"),
    };

    private (ObjectCounts Objects, IReadOnlyList<string> Remarks) Drill(ArchiveReader archive, DatabaseEntry database, ConnectionOptions connection, int loaders, CancellationToken stop)
    {
        using ScratchSchema scratch = ScratchSchema.Create(connection, database, "drill", stop);
        return scratch.Use(() =>
        {
            TableEntry[] tables = [.. archive.Index.Tables.Where(table => table.Database == database.Name)];
            new SchemaLoader(new LoadRequest(archive, tables, scratch.Name, connection, loaders), progress).Run(stop);
            using MySqlConnection session = SchemaLoader.Open(connection, stop);
            // In the name of whoever drills: what a file says of others is not theirs to act by.
            var stored = new StoredObjectLoader(archive, session, new StoredRewrite(database.Name, scratch.Name, new DefinerPolicy.Strip(), EventsAre.Disabled));
            foreach (ChunkKind kind in (ChunkKind[])[ChunkKind.Routines, ChunkKind.Views, ChunkKind.Triggers, ChunkKind.Events]) stored.Load(kind, _ => true, stop);
            using MySqlConnection reading = SchemaLoader.Open(connection, stop);
            var check = new DefinitionCheck(archive, database.Name, tables);
            check.Require(reading, scratch.Name, MadeIn.Scratch, stored.Made);
            return (check.Counts, (IReadOnlyList<string>)[.. stored.Warnings, .. check.Warnings]);
        });
    }
}
