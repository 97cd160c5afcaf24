using Microsoft.Win32.SafeHandles;
using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Local;

/// <summary>A file of a folder, opened to be read. Others may remove it meanwhile, and not write to it.</summary>
internal sealed class LocalFile : IStoredFile
{
    private readonly SafeFileHandle _file;

    private LocalFile(string path, SafeFileHandle file, StoredItem item) => (Address, _file, Item) = (path, file, item);

    public string Address { get; }

    public StoredItem Item { get; }

    /// <exception cref="BackupException"><see cref="BackupError.BackupNotFound"/>: it is missing, or cannot be read. <see cref="BackupError.NotABackup"/>: it is no file.</exception>
    public static LocalFile Open(string path)
    {
        if (!RegularFile.MayBe(path))
            throw new BackupException(BackupError.NotABackup, $"{path} is no file, but a pipe, a socket or a device", "name the file itself; what comes through a pipe is written to a file first");
        try
        {
            SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return new LocalFile(path, file, new StoredItem(Path.GetFileName(path), RandomAccess.GetLength(file), new DateTimeOffset(File.GetLastWriteTimeUtc(file))));
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw new BackupException(BackupError.BackupNotFound, $"{path} cannot be opened: {fault.Message}", "check the path and who may read it", fault);
        }
    }

    public Stream Range(long offset, long length) => new Part(this, offset, length);

    public void Dispose() => _file.Dispose();

    private sealed class Part(LocalFile file, long offset, long length) : ReadOnlyStream
    {
        private long _done;

        public override int Read(Span<byte> buffer)
        {
            try
            {
                int count = RandomAccess.Read(file._file, buffer[..(int)Math.Min(buffer.Length, length - _done)], offset + _done);
                _done += count;
                return count;
            }
            catch (Exception fault) when (StorageFault.Is(fault))
            {
                throw StorageFault.OnRead(fault, file.Address);
            }
        }
    }
}
