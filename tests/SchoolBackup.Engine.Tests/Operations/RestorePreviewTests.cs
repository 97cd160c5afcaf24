using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Operations;

public sealed class RestorePreviewTests
{
    private static readonly RestorePreview Preview = new(
        Places.Backup("/backups/backup_2026-11-21T02-00-00_school.sql.gz"), "school", ["classes", "pupils"], 1502, new DateTimeOffset(2026, 11, 21, 2, 0, 0, TimeSpan.Zero));

    private static readonly RestoreOptions Options = new() { Connection = new ConnectionOptions(), Backup = Preview.Backup, SafetyRepository = Places.At("/backups") };

    [Fact]
    public void It_says_what_is_replaced_where_and_what_becomes_of_it() => Assert.Equal(
        "replace 2 tables of school (about 1,502 rows) by those of backup_2026-11-21T02-00-00_school.sql.gz, made 2026-11-21 02:00 UTC: classes, pupils; "
        + "on root@localhost:3306; what is there now is first backed up to /backups",
        Preview.Words(Options));

    [Fact]
    public void It_warns_when_there_is_no_way_back()
    {
        Assert.EndsWith("; what is there now is NOT backed up first", Preview.Words(Options with { SafetyRepository = null }));
        Assert.EndsWith(", then dropped and loaded anew", Preview.Words(Options with { Placement = Placement.InPlace }));
        Assert.EndsWith(", and kept in a database beside", Preview.Words(Options with { Replaced = ReplacedTables.Keep }));
    }

    [Fact]
    public void Where_nothing_is_nothing_is_replaced() => Assert.Equal(
        "restore backup_2026-11-21T02-00-00_school.sql.gz, made 2026-11-21 02:00 UTC, into school_copy, which has none of its tables yet; on root@localhost:3306",
        (Preview with { Database = "school_copy", LiveTables = [], LiveRows = 0 }).Words(Options));

    [Fact]
    public void Of_many_tables_ten_are_named() => Assert.Contains(
        "t9, t10 and 15 more", (Preview with { LiveTables = [.. Enumerable.Range(1, 25).Select(n => $"t{n}")] }).Words(Options), StringComparison.Ordinal);
}
