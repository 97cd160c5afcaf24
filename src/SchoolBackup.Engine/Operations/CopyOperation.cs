using System.Security.Cryptography;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>Copies backups from the places where they lie to others: only what is missing there, byte by byte, and read back.</summary>
public sealed class CopyOperation(TimeProvider clock, IProgress<RunProgress> progress)
{
    /// <summary>Copies each backup to each destination. What is broken off leaves nothing there, and the next run begins that file again.</summary>
    /// <returns>What became of each, in the order of the destinations and the backups; one that failed keeps no other from its turn.</returns>
    /// <exception cref="BackupException"><see cref="BackupError.InvalidOption"/>: two of the backups have one name. Nothing was copied.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what was complete stays.</exception>
    public IReadOnlyList<CopyResult> Run(CopyOptions options, CancellationToken stop)
    {
        if (options.Backups.GroupBy(entry => entry.FileName, StringComparer.Ordinal).FirstOrDefault(one => one.Count() > 1) is { } same)
        {
            throw new BackupException(
                BackupError.InvalidOption,
                $"two different files are called {same.Key}: {string.Join(" and ", same.Select(entry => entry.Path))}",
                "one place holds one file of a name; copy them to two places");
        }

        return [.. options.Destinations.SelectMany(place => Run(options, place, stop))];
    }

    private List<CopyResult> Run(CopyOptions options, IRepository place, CancellationToken stop)
    {
        using RunQueue? turn = options.Mode == CopyMode.Copy ? RunQueue.Take([place], progress, stop, options.LockTimeout) : null;
        using var thread = new PlaceThread(place, options.PlaceTimeout, clock, stop);
        List<CopyResult> results = [];
        try
        {
            thread.Do(() => MountCheck.Require(place, options.Backups.SelectMany(entry => entry.Copies).Select(copy => copy.Repository).DistinctBy(one => one.Location, StringComparer.Ordinal)));
            foreach (CatalogueEntry entry in options.Backups) thread.Do(() => results.Add(Attempt(entry, place, () => Look(entry, place, thread.Given))));
            if (turn is null || !results.Exists(IsMissing)) return results;
            IRepositoryWriter writer = thread.Hold(() => turn.Enter(place, clock, thread.Given), turn.Patience);
            var run = new FileCopies(options, writer, clock, new ProgressMeter(progress, RunPhase.Copying, results.Where(IsMissing).Sum(result => result.Entry.Size)), stop);
            return
            [
                .. ReadAhead.InOrder(results, result => IsMissing(result) ? Attempt(result.Entry, place, () => run.Copy(result.Entry)) : result, Math.Clamp(options.Parallel, 1, 16)),
            ];
        }
        catch (BackupException failure)
        {
            // The place itself fails, for all that it was to get.
            return
            [
                .. results.Where(result => !IsMissing(result)),
                .. options.Backups.Except(results.Where(result => !IsMissing(result)).Select(result => result.Entry))
                    .Select(entry => new CopyResult(entry, new BackupRef(place, entry.FileName), CopyOutcome.Failed, failure)),
            ];
        }
    }

    private static bool IsMissing(CopyResult result) => result.Outcome == CopyOutcome.Missing;

    /// <summary>Whether the place has it.</summary>
    private static CopyOutcome Look(CatalogueEntry entry, IRepository place, CancellationToken stop)
    {
        if (entry.Validity == Retention.BackupValidity.Invalid)
            throw new BackupException(BackupError.BackupDamaged, $"{entry.Path} is invalid, and is not copied: {entry.Problem}", "copy another one of its kind; remove this one when it is of no use any more");
        if (place.Find(entry.FileName, stop) is not { } there) return CopyOutcome.Missing;
        string? id = BackupHead.Read(new BackupRef(place, entry.FileName), KeyRing.Empty).Id;
        if (id is not null && id == entry.Id && there.Length == entry.Size) return CopyOutcome.Present;
        throw new BackupException(
            BackupError.BackupExists,
            $"{place.AddressOf(entry.FileName)} is another file than {entry.Path}, which has the same name",
            "verify both, and remove or rename the one that is wrong");
    }

    private static CopyResult Attempt(CatalogueEntry entry, IRepository place, Func<CopyOutcome> work)
    {
        var copy = new BackupRef(place, entry.FileName);
        try
        {
            return new CopyResult(entry, copy, work());
        }
        catch (BackupException failure)
        {
            return new CopyResult(entry, copy, CopyOutcome.Failed, failure);
        }
    }

    /// <summary>The files of one run that go to one place.</summary>
    private sealed class FileCopies(CopyOptions options, IRepositoryWriter writer, TimeProvider clock, ProgressMeter meter, CancellationToken stop)
    {
        private const int BlockLength = 1 << 20;

        private readonly Bandwidth? _bandwidth = options.BytesPerSecond is { } limit ? new Bandwidth(limit, clock) : null;

        public CopyOutcome Copy(CatalogueEntry entry)
        {
            using PlaceThread from = Thread(entry.Backup.Repository), to = Thread(writer.Repository);
            IStoredFile source = from.Hold(() => entry.Backup.Open(from.Given));
            byte[] block = new byte[BlockLength];
            byte[] sent = Send(from, source, to, to.Hold(() => writer.Create(entry.FileName, to.Given)), block);
            var copy = new BackupRef(writer.Repository, entry.FileName);
            if (ReadBack(to, copy, block).AsSpan().SequenceEqual(sent)) return CopyOutcome.Copied;
            to.Do(() => writer.Delete(entry.FileName, to.Given));
            throw new BackupException(
                BackupError.WriteFailed, $"{copy} was not what {source.Address} is, and was removed again: the place gave back other bytes than were written", "do not trust this place before its disk, memory or network is checked");
        }

        private PlaceThread Thread(IRepository place) => new(place, options.PlaceTimeout, clock, stop);

        private byte[] Send(PlaceThread from, IStoredFile source, PlaceThread to, IPendingFile copy, byte[] block)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long length = source.Item.Length, sent = 0;
            Stream content = from.Hold(() => source.Range(0, length));
            while (Next(from, content, block) is var count and > 0)
            {
                sent += count;
                hash.AppendData(block, 0, count);
                _bandwidth?.Take(count, stop);
                to.Do(() => copy.Content.Write(block, 0, count));
                meter.Add(source.Item.Name, rows: 0, count);
            }

            if (sent != length)
                throw new BackupException(BackupError.PathInvalid, Invariant($"{source.Address} ended at {sent} of {length} bytes"), "somebody changes it; run it again");
            to.Do(() => copy.Complete(to.Moved));
            return hash.GetHashAndReset();
        }

        private static byte[] ReadBack(PlaceThread place, BackupRef copy, byte[] block)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Stream content = place.Hold(() => copy.OpenWhole(place.Given));
            while (Next(place, content, block) is var count and > 0) hash.AppendData(block, 0, count);
            return hash.GetHashAndReset();
        }

        private static int Next(PlaceThread place, Stream content, byte[] block)
        {
            int count = 0;
            place.Do(() => count = content.ReadAtLeast(block, block.Length, throwOnEndOfStream: false));
            return count;
        }
    }
}
