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

    /// <inheritdoc/>
    public override string ToString() => Address;
}
