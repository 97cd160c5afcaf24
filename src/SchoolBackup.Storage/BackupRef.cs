namespace SchoolBackup.Storage;

/// <summary>A backup, by the place where it lies and its name there; whether it does lie there is another question.</summary>
/// <param name="Repository">The place.</param>
/// <param name="Name">The file's name.</param>
public sealed record BackupRef(IRepository Repository, string Name)
{
    /// <summary>How people write it: a path, or <c>s3://bucket/prefix/name</c>.</summary>
    public string Address => Repository.AddressOf(Name);

    /// <inheritdoc cref="IRepository.Open"/>
    public IStoredFile Open(CancellationToken stop = default) => Repository.Open(Name, stop);

    /// <summary>All of its bytes, from the beginning.</summary>
    /// <inheritdoc cref="IRepository.Open"/>
    public Stream OpenWhole(CancellationToken stop = default)
    {
        IStoredFile file = Open(stop);
        return new Whole(file, file.Range(0, file.Item.Length));
    }

    /// <inheritdoc/>
    public override string ToString() => Address;

    private sealed class Whole(IStoredFile file, Stream content) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => content.Read(buffer);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                content.Dispose();
                file.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
