using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using SchoolBackup.Engine.Encryption;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Errors;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Operations;

/// <summary>
/// Gives the encrypted backups of a repository a new key. Only their key blocks are written: the data stay encrypted as they are. Each file opens at
/// every moment, whatever interrupts the run, and another run goes on where one has stopped.
/// </summary>
public sealed class RotationOperation(TimeProvider clock, IProgress<RunProgress> progress)
{
    /// <summary>Rotates.</summary>
    /// <returns>Every encrypted backup, in both folders.</returns>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.RotationIncomplete"/>: some backups could not be rotated; the message names them, and the others are done.
    /// <see cref="BackupError.PathInvalid"/>, <see cref="BackupError.RepositoryLocked"/>: nothing was done.
    /// </exception>
    public IReadOnlyList<RotatedBackup> Run(RotationOptions options, CancellationToken stop)
    {
        // A folder that is not there is a mistake; opened for writing, it would be made.
        LocalRepository[] repositories = [.. (options.ExternalPath is null ? [options.Path] : new[] { options.Path, options.ExternalPath }).Select(LocalRepository.Open)];
        using RunQueue? turn = options.Mode == RotationMode.Rotate ? RunQueue.Take(options.Path, options.ExternalPath, progress, stop, options.LockTimeout) : null;
        List<RepositoryLock> held = [];
        try
        {
            if (turn is not null)
                foreach (LocalRepository repository in repositories) held.Add(turn.Lock(LocalRepository.OpenForWriting(repository.Folder), clock));
            return Rotate([.. repositories.SelectMany(repository => repository.EnumerateFiles()).Select(file => file.FullName).Where(file => options.Files?.Contains(file) ?? true).Order(StringComparer.Ordinal)], options, stop);
        }
        finally
        {
            foreach (RepositoryLock one in held) one.Dispose();
        }
    }

    private List<RotatedBackup> Rotate(string[] paths, RotationOptions options, CancellationToken stop)
    {
        List<RotatedBackup> done = [];
        List<BackupException> failures = [];
        for (int i = 0; i < paths.Length; i++)
        {
            stop.ThrowIfCancellationRequested();
            var step = new RunProgress(RunPhase.Rewrapping, Path.GetFileName(paths[i]), 0, i, paths.Length);
            progress.Report(step);
            try
            {
                if (Rotate(paths[i], options, step) is { } outcome) done.Add(new RotatedBackup(paths[i], outcome));
            }
            catch (BackupException failure)
            {
                failures.Add(failure);
            }
            catch (Exception fault) when (StorageFault.Is(fault))
            {
                failures.Add(StorageFault.OnWrite(fault, Path.GetDirectoryName(paths[i])!, $"writing the key block of {Path.GetFileName(paths[i])}"));
            }
        }

        return failures.Count == 0 ? done : throw Incomplete(done, failures, options);
    }

    /// <returns>Null when the file is not encrypted.</returns>
    private RotationOutcome? Rotate(string path, RotationOptions options, RunProgress step)
    {
        KeyBlockSlots? slots;
        using (StoredBackup stored = StoredBackup.Open(path)) slots = stored.Slots;
        if (slots?.InForce is not { } keyBlock) return null;
        bool isOpened = keyBlock.Keys.Any(wrap => Opens(options.NewKey, wrap, keyBlock));
        IReadOnlyList<KeyWrap> wraps = isOpened ? keyBlock.Keys : [NewWrap(keyBlock, path, options), .. keyBlock.Keys];
        if (options.OldKeys == OldKeys.Remove) wraps = [wraps.First(wrap => Opens(options.NewKey, wrap, keyBlock))];
        if (slots.Agree && isOpened && wraps.Count == keyBlock.Keys.Count) return RotationOutcome.AlreadyDone;
        if (options.Mode == RotationMode.Rotate) Write(path, slots.Writes(keyBlock.WithKeys(wraps)), step);
        return RotationOutcome.Rotated;
    }

    private static KeyWrap NewWrap(KeyBlock keyBlock, string path, RotationOptions options)
    {
        byte[] dataKey = options.Keys.Unwrap(keyBlock.Keys, keyBlock.Binding, path);
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

    private void Write(string path, IReadOnlyList<(long Offset, byte[] Slot)> writes, RunProgress step)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        foreach ((long offset, byte[] slot) in writes)
        {
            RandomAccess.Write(file, slot, offset);
            RandomAccess.FlushToDisk(file);
            progress.Report(step);
        }
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
