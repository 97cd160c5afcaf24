using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Tests;

/// <summary>What every kind of place keeps to. A new kind is a class of five lines that says how to get an empty one.</summary>
public abstract class RepositoryContract
{
    private const string Name = "backup_2026-11-21T02-00-00_school.sql.gz";

    /// <summary>More than a store of parts puts into two of them.</summary>
    private static readonly byte[] Content = Noise(20 << 20);

    /// <summary>A place that holds nothing, and whose files go with the test.</summary>
    private protected abstract IRepository Empty { get; }

    /// <summary>Makes small files, by many threads at once.</summary>
    private protected virtual void Fill(IRepository place, string[] names) =>
        Parallel.ForEach(names, new ParallelOptions { MaxDegreeOfParallelism = 8 }, name => place.WriteNote(name, "x"u8.ToArray(), default));

    [Fact]
    public void What_is_complete_is_listed_found_and_read()
    {
        IRepository place = Empty;
        Write(place, Name, Content);

        StoredItem item = Assert.Single(place.List(default));
        Assert.Equal((Name, Content.Length), (item.Name, item.Length));
        Assert.Equal(item, place.Find(Name, default));
        Assert.InRange(item.Modified, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.Equal(Content, Read(place, Name));
        Assert.Null(place.Find("nothing", default));
    }

    [Fact]
    public void Parts_are_read_by_many_threads_and_end_where_the_file_does()
    {
        IRepository place = Empty;
        Write(place, Name, Content);

        using IStoredFile file = place.Open(Name, default);
        Assert.Equal((Content.Length, place.AddressOf(Name)), ((int)file.Item.Length, file.Address));
        Parallel.For(0, 20, i => Assert.Equal(Content[(i * 1000)..((i * 1000) + 70_000)], ReadAll(file.Range(i * 1000, 70_000))));
        Assert.Equal(Content[^10..], ReadAll(file.Range(Content.Length - 10, 100)));
        Assert.Empty(ReadAll(file.Range(Content.Length, 100)));
        Assert.Empty(ReadAll(file.Range(5, 0)));
    }

    [Fact]
    public void A_head_is_written_last()
    {
        IRepository place = Empty;
        using (IRepositoryWriter writer = place.Enter(TimeProvider.System, default))
        using (IPendingFile file = writer.Create(Name, default))
        {
            file.Content.Write(new byte[100]);
            for (int at = 100; at < Content.Length; at += 1_000_000) file.Content.Write(Content.AsSpan(at, Math.Min(1_000_000, Content.Length - at)));
            file.Content.Position = 0;
            file.Content.Write(Content.AsSpan(0, 60));
            file.Content.Write(Content.AsSpan(60, 40));
            file.Complete();
            Assert.Equal(place.AddressOf(Name), file.Address);
        }

        Assert.Equal(Content, Read(place, Name));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(IPendingFile.HeadRoom)]
    public void Small_files_are_files_too(int length)
    {
        IRepository place = Empty;
        byte[] content = [.. Content.Take(length)];
        Write(place, Name, content);
        Assert.Equal(content, Read(place, Name));
    }

    [Fact]
    public void What_is_not_complete_is_not_there_and_never_was()
    {
        IRepository place = Empty;
        using IRepositoryWriter writer = place.Enter(TimeProvider.System, default);
        using (IPendingFile file = writer.Create(Name, default))
        {
            file.Content.Write(Content);
            Assert.Empty(place.List(default));
            Assert.Null(place.Find(Name, default));
            Assert.Equal(BackupError.BackupNotFound, Fails(() => place.Open(Name, default)));
        }

        Assert.Empty(place.List(default));
        Write(writer, Name, Content);
        Assert.Equal(Content, Read(place, Name));
    }

    [Fact]
    public void A_name_that_is_taken_is_refused_at_the_beginning_or_at_the_end()
    {
        IRepository place = Empty;
        using IRepositoryWriter writer = place.Enter(TimeProvider.System, default);
        Write(writer, Name, [1]);
        Assert.Equal(BackupError.BackupExists, Fails(() =>
        {
            using IPendingFile second = writer.Create(Name, default);
            second.Content.Write([2]);
            second.Complete();
        }));
        Assert.Equal([1], Read(place, Name));
    }

    [Fact]
    public void A_reader_is_served_while_another_file_is_written()
    {
        IRepository place = Empty;
        using IRepositoryWriter writer = place.Enter(TimeProvider.System, default);
        Write(writer, "a.sql.gz", Content);
        using IPendingFile pending = writer.Create("b.sql.gz", default);
        pending.Content.Write(Content);
        Assert.Equal(Content, Read(place, "a.sql.gz"));
        Assert.Equal(["a.sql.gz"], place.List(default).Select(item => item.Name));
    }

    [Fact]
    public void What_is_removed_is_gone_and_cannot_be_removed_twice()
    {
        IRepository place = Empty;
        using IRepositoryWriter writer = place.Enter(TimeProvider.System, default);
        Write(writer, Name, [1]);
        writer.Delete(Name, default);
        Assert.Empty(place.List(default));
        Assert.Equal(BackupError.BackupNotFound, Fails(() => writer.Delete(Name, default)));
        Assert.Equal(BackupError.BackupNotFound, Fails(() => place.Open(Name, default)));
    }

    [Fact]
    public void Parts_of_a_head_are_written_anew_and_nothing_else_changes()
    {
        IRepository place = Empty;
        using IRepositoryWriter writer = place.Enter(TimeProvider.System, default);
        Write(writer, Name, Content);
        int written = 0;
        writer.WriteHead(Name, [(0, [1, 2, 3]), (4096, [4, 5])], () => written++, default);

        byte[] expected = [1, 2, 3, .. Content[3..4096], 4, 5, .. Content[4098..]];
        Assert.Equal(expected, Read(place, Name));
        Assert.Equal(2, written);
        Assert.Equal(BackupError.BackupNotFound, Fails(() => writer.WriteHead("nothing", [(0, [1])], () => { }, default)));
    }

    [Fact]
    public void A_note_takes_the_place_of_an_older_one()
    {
        IRepository place = Empty;
        place.Enter(TimeProvider.System, default).Dispose();
        place.WriteNote(Name + ".verified", "first, and longer"u8.ToArray(), default);
        place.WriteNote(Name + ".verified", "second"u8.ToArray(), default);
        Assert.Equal("second"u8, Read(place, Name + ".verified"));
    }

    [Fact]
    public void A_place_that_is_not_there_is_an_error_until_it_is_entered()
    {
        IRepository place = Empty;
        using (place.Enter(TimeProvider.System, default)) place.Require(default);
        Assert.Empty(place.List(default));
        Assert.True(place.FreeBytes(default) is null or > 0);
    }

    [Fact]
    public void Many_files_are_listed_to_the_last()
    {
        IRepository place = Empty;
        place.Enter(TimeProvider.System, default).Dispose();
        string[] names = [.. Enumerable.Range(0, 1100).Select(i => $"backup_{i:0000}.sql.gz")];
        Fill(place, names);
        Assert.Equal(names, place.List(default).Select(item => item.Name).Order(StringComparer.Ordinal));
    }

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(1).NextBytes(noise);
        return noise;
    }

    private static void Write(IRepository place, string name, ReadOnlySpan<byte> content)
    {
        using IRepositoryWriter writer = place.Enter(TimeProvider.System, default);
        Write(writer, name, content);
    }

    private static void Write(IRepositoryWriter writer, string name, ReadOnlySpan<byte> content)
    {
        using IPendingFile file = writer.Create(name, default);
        file.Content.Write(content);
        file.Complete();
    }

    private static byte[] Read(IRepository place, string name) => ReadAll(new BackupRef(place, name).OpenWhole());

    private static byte[] ReadAll(Stream stream)
    {
        using (stream)
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
    }

    private static BackupError Fails(Action action) => Assert.Throws<BackupException>(action).Code;

    private static BackupError Fails(Func<IDisposable> open) => Assert.Throws<BackupException>(() => open().Dispose()).Code;
}
