using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Tests.S3;

namespace SchoolBackup.Engine.Tests.Operations;

/// <summary>Backups are copied between places; what is there already is left alone, and what is wrong is said of that file alone.</summary>
[Collection(OnServer.Name)]
public sealed class CopyTests(TestServer server, MotoServer store) : IClassFixture<MotoServer>
{
    [Fact]
    public void What_is_missing_is_copied_and_the_copy_restores_alone()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        IReadOnlyList<string> whole = school.Describe();
        IRepository bucket = Places.At(store.Location());

        Assert.Equal([CopyOutcome.Missing], Outcomes(Copy(school, bucket, CopyMode.WhatIf)));
        Assert.Empty(bucket.List(default));
        CopyResult copied = Assert.Single(Copy(school, bucket));
        Assert.Equal(CopyOutcome.Copied, copied.Outcome);
        Assert.Equal([CopyOutcome.Present], Outcomes(Copy(school, bucket)));

        byte[] bytes = File.ReadAllBytes(file);
        File.Delete(file);
        school.Sql("DELETE FROM pupil");
        Run.Restore(school.RestoreOptions(file) with { Backup = copied.Copy });
        Assert.Equal(whole, school.Describe());

        // And back to where it came from.
        var back = new CopyOptions { Backups = Catalogue.List([bucket]), Destinations = [Places.At(school.Repository)] };
        Assert.Equal([CopyOutcome.Copied], Outcomes(Operation.Run(back, default)));
        Assert.Equal(bytes, File.ReadAllBytes(file));
    }

    [Fact]
    public void Another_file_of_the_same_name_stays_and_the_others_are_copied()
    {
        using var stick = new TempFolder();
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string[] files = [school.BackUpToFile(), school.BackUpToFile()];
        File.Copy(files[1], stick[Path.GetFileName(files[0])]);

        IReadOnlyList<CopyResult> results = Copy(school, Places.At(stick.Path));
        Assert.Equal([CopyOutcome.Copied, CopyOutcome.Failed], Outcomes(results));
        Assert.Equal(BackupError.BackupExists, results[1].Failure?.Code);
        Assert.Equal(File.ReadAllBytes(files[1]), File.ReadAllBytes(stick[Path.GetFileName(files[0])]));
        CatalogueEntry[] same = [.. Catalogue.List([Places.At(school.Repository), Places.At(stick.Path)]).Where(entry => entry.FileName == Path.GetFileName(files[0]))];
        foreach ((string here, string other) in ((string, string)[])[(school.Repository, stick.Path), (stick.Path, school.Repository)])
        {
            CatalogueEntry entry = Assert.Single(same, entry => entry.Backup.Repository.Location == here);
            Assert.Equal($"another file of this name, with other content, lies in {other}", entry.Problem);
        }
    }

    [Fact]
    public void What_is_known_to_be_damaged_is_not_copied()
    {
        using var stick = new TempFolder();
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        byte[] bytes = File.ReadAllBytes(file);
        bytes[^200] ^= 1;
        File.WriteAllBytes(file, bytes);
        Run.Verify(new VerifyOptions { Backup = Places.Backup(file) });

        Assert.Equal(BackupError.BackupDamaged, Assert.Single(Copy(school, Places.At(stick.Path))).Failure?.Code);
        Assert.Empty(stick.VisibleNames);
    }

    [Fact]
    public void A_full_place_keeps_what_was_whole_and_no_part_of_the_next()
    {
        using TempFolder small = TempFolder.OnTmpfs("size=1m");
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string fits = school.BackUpToFile();
        school.Sql("CREATE TABLE noise (id INT PRIMARY KEY, bytes LONGBLOB)");
        for (int i = 0; i < 3; i++) school.Sql($"INSERT INTO noise VALUES ({i}, 0x{Convert.ToHexString(Noise(i))})");
        school.BackUpToFile();

        IReadOnlyList<CopyResult> results = Operation.Run(Options(school, Places.At(small.Path)) with { Parallel = 1 }, default);
        Assert.Equal([CopyOutcome.Failed, CopyOutcome.Copied], Outcomes(results));
        Assert.Equal(BackupError.NoSpace, results[0].Failure?.Code);
        Assert.Equal([Path.GetFileName(fits)], small.VisibleNames);
    }

    [Fact]
    public void Stopped_it_leaves_no_part_and_the_next_run_does_the_rest()
    {
        using var stick = new TempFolder();
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        school.BackUpToFile();
        using var stop = new CancellationTokenSource();
        var stopping = new CopyOperation(TimeProvider.System, new Watching(step => { if (step.Phase == RunPhase.Copying) stop.Cancel(); }));
        Assert.ThrowsAny<OperationCanceledException>(() => stopping.Run(Options(school, Places.At(stick.Path)) with { BytesPerSecond = 1 }, stop.Token));
        Assert.Empty(Directory.GetFiles(stick.Path, "*.gz*"));
        Assert.Equal([CopyOutcome.Copied], Outcomes(Copy(school, Places.At(stick.Path))));
    }

    [Fact]
    public void A_mirror_fills_each_place_from_whichever_has_it_and_tells_how_far_behind_it_was()
    {
        using TempFolder stick = new(), share = new();
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string old = school.BackUpToFile();
        File.Copy(old, stick[Path.GetFileName(old)]);
        string next = school.BackUpToFile();
        File.Move(next, share[Path.GetFileName(next)]);
        string missing = stick["unplugged"];
        IRepository[] places = [.. new[] { school.Repository, stick.Path, missing, share.Path }.Select(Places.At)];

        IReadOnlyList<MirroredPlace> looked = Mirror(places, CopyMode.WhatIf);
        Assert.Equal([0, 1, 0, 1], looked.Select(place => place.Copies.Count(copy => copy.Outcome == CopyOutcome.Missing)));
        Assert.Equal([true, true, null, false], looked.Select(place => place.Lag is { } lag ? lag > TimeSpan.Zero : (bool?)null));

        IReadOnlyList<MirroredPlace> mirrored = Mirror(places, CopyMode.Copy);
        Assert.Equal(BackupError.PathInvalid, mirrored[2].Problem?.Code);
        Assert.Equal([old, .. new[] { old, next }, .. new[] { old, next }],
            [.. Files(school.Repository), .. Files(stick.Path), .. Files(share.Path)], (one, other) => Path.GetFileName(one) == Path.GetFileName(other));
        Assert.Equal([], Mirror(places, CopyMode.Copy).SelectMany(place => place.Copies));
        Assert.False(Directory.Exists(missing));
    }

    private static CopyOperation Operation => new(TimeProvider.System, new NoProgress());

    private static IReadOnlyList<CopyResult> Copy(TestDatabase school, IRepository to, CopyMode mode = CopyMode.Copy) =>
        Operation.Run(Options(school, to) with { Mode = mode }, default);

    private static CopyOptions Options(TestDatabase school, IRepository to) =>
        new() { Backups = Catalogue.List([Places.At(school.Repository)]), Destinations = [to] };

    private static IReadOnlyList<MirroredPlace> Mirror(IRepository[] places, CopyMode mode) =>
        new MirrorOperation(TimeProvider.System, new NoProgress()).Run(places, new CopyOptions { Backups = [], Destinations = [], Mode = mode }, default);

    private static IEnumerable<CopyOutcome> Outcomes(IEnumerable<CopyResult> results) => results.Select(result => result.Outcome);

    private static string[] Files(string folder) => [.. Directory.GetFiles(folder, "*.gz").Order(StringComparer.Ordinal)];

    private static byte[] Noise(int seed)
    {
        var bytes = new byte[400_000];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private sealed class Watching(Action<RunProgress> see) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => see(value);
    }
}
