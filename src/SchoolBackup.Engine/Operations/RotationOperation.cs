using System.Security.Cryptography;
using SchoolBackup.Engine.Encryption;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>
/// Gives the encrypted backups of a repository a new key. Only their key blocks are written: the data stay encrypted as they are. Each file opens at
/// every moment, whatever interrupts the run, and another run goes on where one has stopped.
/// </summary>
public sealed class RotationOperation(TimeProvider clock, IProgress<RunProgress> progress)
{
    /// <summary>Rotates.</summary>
    /// <returns>Every encrypted backup, in all places.</returns>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.RotationIncomplete"/>: some backups could not be rotated; the message names them, and the others are done.
    /// <see cref="BackupError.PathInvalid"/>, <see cref="BackupError.RepositoryLocked"/>: nothing was done.
    /// </exception>
    public IReadOnlyList<RotatedBackup> Run(RotationOptions options, CancellationToken stop)
    {
        // A place that is not there is a mistake; entered, it would be made.
        foreach (IRepository place in options.Places) place.Require(stop);
        using RunQueue? turn = options.Mode == RotationMode.Rotate ? RunQueue.Take(options.Places, progress, stop, options.LockTimeout) : null;
        List<IRepositoryWriter> writers = [];
        try
        {
            if (turn is not null)
                foreach (IRepository place in options.Places) writers.Add(turn.Enter(place, clock, stop));
            return Rotate(
            [
                .. options.Places.SelectMany(place => place.List(stop).Where(item => Catalogue.MayBeBackup(item.Name)).Select(item => new BackupRef(place, item.Name)))
                    .Where(backup => options.Files?.Contains(backup.Address) ?? true).OrderBy(backup => backup.Address, StringComparer.Ordinal),
            ], writers, options, stop);
        }
        finally
        {
            foreach (IRepositoryWriter writer in writers) writer.Dispose();
        }
    }

    private List<RotatedBackup> Rotate(BackupRef[] backups, List<IRepositoryWriter> writers, RotationOptions options, CancellationToken stop)
    {
        List<RotatedBackup> done = [];
        List<BackupException> failures = [];
        for (int i = 0; i < backups.Length; i++)
        {
            stop.ThrowIfCancellationRequested();
            var step = new RunProgress(RunPhase.Rewrapping, backups[i].Name, 0, i, backups.Length);
            progress.Report(step);
            try
            {
                if (Rotate(backups[i], writers, options, step, stop) is { } outcome) done.Add(new RotatedBackup(backups[i], outcome));
            }
            catch (BackupException failure)
            {
                failures.Add(failure);
            }
        }

        return failures.Count == 0 ? done : throw Incomplete(done, failures, options);
    }

    /// <returns>Null when the file is not encrypted.</returns>
    private RotationOutcome? Rotate(BackupRef backup, List<IRepositoryWriter> writers, RotationOptions options, RunProgress step, CancellationToken stop)
    {
        KeyBlockSlots? slots;
        using (StoredBackup stored = StoredBackup.Open(backup)) slots = stored.Slots;
        if (slots?.InForce is not { } keyBlock) return null;
        bool isOpened = keyBlock.Keys.Any(wrap => Opens(options.NewKey, wrap, keyBlock));
        IReadOnlyList<KeyWrap> wraps = isOpened ? keyBlock.Keys : [NewWrap(keyBlock, backup, options), .. keyBlock.Keys];
        if (options.OldKeys == OldKeys.Remove) wraps = [wraps.First(wrap => Opens(options.NewKey, wrap, keyBlock))];
        if (slots.Agree && isOpened && wraps.Count == keyBlock.Keys.Count) return RotationOutcome.AlreadyDone;
        if (options.Mode == RotationMode.Rotate)
        {
            IRepositoryWriter writer = writers.First(one => one.Repository.Location == backup.Repository.Location);
            writer.WriteHead(backup.Name, slots.Writes(keyBlock.WithKeys(wraps)), () => progress.Report(step), stop);
        }

        return RotationOutcome.Rotated;
    }

    private static KeyWrap NewWrap(KeyBlock keyBlock, BackupRef backup, RotationOptions options)
    {
        byte[] dataKey = options.Keys.Unwrap(keyBlock.Keys, keyBlock.Binding, backup.Address);
        try
        {
            return options.NewKey.Wrap(dataKey, keyBlock.Binding);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    private static bool Opens(MasterKey key, KeyWrap wrap, KeyBlock keyBlock)
    {
        if (key.Unwrap(wrap, keyBlock.Binding) is not { } dataKey) return false;
        CryptographicOperations.ZeroMemory(dataKey);
        return true;
    }

    private static BackupException Incomplete(List<RotatedBackup> done, List<BackupException> failures, RotationOptions options)
    {
        const int named = 5;
        string more = failures.Count > named ? Invariant($"; and {failures.Count - named} more") : "";
        return new BackupException(
            BackupError.RotationIncomplete,
            $"{done.Count} encrypted backups {(options.Mode == RotationMode.Rotate ? "open" : "would open")} with {options.NewKey}, {failures.Count} do not: {string.Join("; ", failures.Take(named).Select(failure => failure.Message))}{more}",
            "nothing is lost: what is not done opens with its old key. Mend what is named, name missing keys by --old-key-file, BACKUP_ENCRYPTION_OLD_KEY_FILES or BACKUP_ENCRYPTION_OLD_PASSPHRASE_FILES, and run it again; it goes on where it stopped",
            failures[0]);
    }
}
