using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Errors;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Tests.Operations;

public sealed class CleanupTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);
    private static readonly RetentionPolicy LastOne = new() { KeepLast = 1 };

    [Fact]
    public void What_no_rule_keeps_goes_from_both_folders_with_its_record()
    {
        using var local = new TempFolder();
        using var external = new TempFolder();
        string old = SmallArchive.Write(local.Path, Now.AddDays(-2), "school");
        File.Copy(old, external[Path.GetFileName(old)]);
        CatalogueTests.Verify(old);
        CatalogueTests.Verify(external[Path.GetFileName(old)]);
        string kept = SmallArchive.Write(local.Path, Now.AddDays(-1), "school");
        CatalogueTests.Verify(kept);

        IReadOnlyList<RetentionDecision> decisions = Clean(local.Path, external.Path);

        Assert.Equal([RetentionAction.Keep, RetentionAction.Remove], decisions.Select(decision => decision.Action));
        Assert.Equal([Path.GetFileName(kept), Path.GetFileName(kept) + ".verified"], local.VisibleNames);
        Assert.Empty(external.VisibleNames);
    }

    [Fact]
    public void Each_place_may_have_rules_of_its_own()
    {
        using TempFolder local = new(), vault = new(), share = new();
        string[] names = [Made(400), Made(40), Made(1)];
        foreach (string name in names)
        {
            File.Copy(local[name], vault[name]);
            File.Copy(local[name], share[name]);
        }

        var options = new CleanupOptions
        {
            Places = [Places.At(local.Path), Places.At(vault.Path), Places.At(share.Path)],
            Policy = new RetentionPolicy { RetentionDays = 30 },
            ExternalPolicy = new RetentionPolicy { RetentionDays = 365 },
            Approved = new HashSet<string>(StringComparer.Ordinal) { local[names[0]], local[names[1]], vault[names[0]] },
        };
        new CleanupOperation(new StillClock(Now), new NoProgress()).Run(options, CancellationToken.None);

        Assert.Equal([names[2]], local.VisibleNames);
        Assert.Equal(names[1..].Order(StringComparer.Ordinal), vault.VisibleNames);
        Assert.Equal(names.Order(StringComparer.Ordinal), share.VisibleNames); // nobody agreed to that one

        string Made(int daysAgo) => Path.GetFileName(SmallArchive.Write(local.Path, Now.AddDays(-daysAgo), "school"));
    }

    [Fact]
    public void WhatIf_decides_the_same_and_writes_nothing()
    {
        using var folder = new TempFolder();
        SmallArchive.Write(folder.Path, Now.AddDays(-2), "school");
        SmallArchive.Write(folder.Path, Now.AddDays(-1), "school");
        string[] before = folder.Names;

        IReadOnlyList<RetentionDecision> decisions = Clean(folder.Path, mode: CleanupMode.WhatIf);

        Assert.Equal([RetentionAction.Keep, RetentionAction.Remove], decisions.Select(decision => decision.Action));
        Assert.Equal(before, folder.Names);
    }

    [Fact]
    public void Databases_are_judged_apart_and_the_order_of_their_names_does_not_matter()
    {
        using var folder = new TempFolder();
        SmallArchive.Write(folder.Path, Now.AddDays(-4), "school");
        SmallArchive.Write(folder.Path, Now.AddDays(-3), "library");
        string old = SmallArchive.Write(folder["a.sql"], Now.AddDays(-2), BackupContainer.Sql, ["school", "library"]);
        SmallArchive.Write(folder["b.sql"], Now.AddDays(-1), BackupContainer.Sql, ["library", "school"]);

        Assert.Equal([Path.GetFileName(old)], Removed(Clean(folder.Path)));
    }

    [Fact]
    public void A_newer_backup_of_chosen_tables_does_not_stand_in_for_a_whole_one()
    {
        using var folder = new TempFolder();
        string old = SmallArchive.Write(folder.Path, Now.AddDays(-3), "school");
        SmallArchive.Write(folder.Path, Now.AddDays(-2), "school");
        ArchiveHeader header = ArchiveReader.ReadHeader(Places.Backup(old))! with { Id = "chosen", Started = Now.AddDays(-1), Selected = true };
        SmallArchive.Write(folder[BackupName.For(header.Started, "school", BackupContainer.Gzip).FileName], header, BackupContainer.Gzip);

        Assert.Equal([Path.GetFileName(old)], Removed(Clean(folder.Path)));
    }

    [Fact]
    public void A_damaged_newest_backup_keeps_all_others_of_its_database()
    {
        using var folder = new TempFolder();
        SmallArchive.Write(folder.Path, Now.AddDays(-3), "school");
        SmallArchive.Write(folder.Path, Now.AddDays(-2), "school");
        string newest = SmallArchive.Write(folder.Path, Now.AddDays(-1), "school");
        File.WriteAllBytes(newest, File.ReadAllBytes(newest)[..^3]);

        Assert.Empty(Removed(Clean(folder.Path)));
    }

    [Fact]
    public void Files_that_are_not_ours_by_name_or_header_stay()
    {
        using var folder = new TempFolder();
        const string Dump = "-- MySQL dump 10.13\n--\n-- Host: localhost    Database: school\nCREATE TABLE t (a int);\n";
        File.WriteAllText(folder["golden.sql"], Dump);
        File.WriteAllText(folder["notes.sql"], "SELECT 1;");
        File.WriteAllBytes(folder["broken.sql.gz"], [0x1f, 0x8b, 1]);
        File.WriteAllText(folder["readme.txt"], "hello");
        CatalogueTests.WriteGzip(folder["backup_2024-01-15T02-00-00.sql.gz"], Dump);
        SmallArchive.Write(folder.Path, Now.AddDays(-1), "school");

        IReadOnlyList<RetentionDecision> decisions = Clean(folder.Path);

        Assert.Equal(["backup_2024-01-15T02-00-00.sql.gz"], Removed(decisions));
        Assert.Equal(5, folder.VisibleNames.Length);
    }

    [Fact]
    public void Two_files_of_one_name_are_decided_on_and_removed_each_in_its_folder()
    {
        using var local = new TempFolder();
        using var external = new TempFolder();
        string name = Path.GetFileName(SmallArchive.Write(local.Path, Now.AddDays(-2), "school"));
        SmallArchive.Write(external.Path, Now.AddDays(-2), "school");
        SmallArchive.Write(external.Path, Now.AddDays(-1), "school");

        Assert.Equal([name, name], Removed(Clean(local.Path, external.Path)));
        Assert.Empty(local.VisibleNames);
        Assert.Single(external.VisibleNames);
    }

    [Fact]
    public void A_file_that_cannot_be_removed_is_named_after_the_others_are_gone()
    {
        using var folder = new TempFolder();
        string stuck = SmallArchive.Write(folder.Path, Now.AddDays(-3), "school");
        string free = SmallArchive.Write(folder.Path, Now.AddDays(-4), "school");
        SmallArchive.Write(folder.Path, Now.AddDays(-1), "school");
        using var mounted = new MountedFile(stuck);

        BackupException failure = Assert.Throws<BackupException>(() => Clean(folder.Path));

        Assert.Equal(BackupError.WriteFailed, failure.Code);
        Assert.Contains(Path.GetFileName(stuck), failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(free));
    }

    [Fact]
    public void Faults_before_the_first_removal_remove_nothing()
    {
        using var folder = new TempFolder();
        SmallArchive.Write(folder.Path, Now.AddDays(-2), "school");
        SmallArchive.Write(folder.Path, Now.AddDays(-1), "school");
        Assert.Equal(BackupError.RetentionPolicyEmpty, Assert.Throws<BackupException>(() => Clean(folder.Path, policy: new RetentionPolicy())).Code);
        Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => Clean(folder["none"])).Code);
        using (Places.At(folder.Path).Enter(TimeProvider.System, default))
            Assert.Equal(BackupError.RepositoryLocked, Assert.Throws<BackupException>(() => Clean(folder.Path)).Code);
        Assert.Equal(2, folder.VisibleNames.Length);
        Assert.False(Directory.Exists(folder["none"]));
    }

    private static string[] Removed(IEnumerable<RetentionDecision> decisions) =>
        [.. decisions.Where(decision => decision.Action == RetentionAction.Remove).Select(decision => decision.Candidate.FileName)];

    private static IReadOnlyList<RetentionDecision> Clean(string path, string? external = null, CleanupMode mode = CleanupMode.Remove, RetentionPolicy? policy = null)
    {
        var options = new CleanupOptions { Places = external is null ? [Places.At(path)] : [Places.At(path), Places.At(external)], Policy = policy ?? LastOne, Mode = mode };
        return [.. new CleanupOperation(new StillClock(Now), new NoProgress()).Run(options, CancellationToken.None).Select(decided => decided.Decision)];
    }
}
