using SchoolBackup.Demo;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Encryption;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Fidelity;

/// <summary>
/// The whole fidelity schema there and back, on every way that there is. What comes back otherwise is listed here, entry by entry;
/// an entry that no longer occurs fails the test, too.
/// </summary>
[Collection(OnServer.Name)]
public sealed class FidelityTests(FidelityBackup original) : IClassFixture<FidelityBackup>
{
    /// <summary>A client cannot make any invalid view; the file keeps their definitions as comments.</summary>
    private static readonly string[] InvalidViews = ["create view w_invalid", "view w_invalid"];

    /// <summary>Without this program nobody rewrites what a definition says of its own database.</summary>
    private static readonly string[] NamesItsOwnDatabase =
        ["create procedure r_names_its_schema:", "create trigger g_names_its_schema:", .. ServerPrograms.Find().IsMySql ? (string[])[] : ["create view w_on_other_schema:"]];

    [Fact]
    public void Comes_back_identical_over_the_live_database()
    {
        Spoil();
        RestoreResult result = Run.Restore(original.Restore(null));

        Assert.True(result.ContentChecked);
        Assert.DoesNotContain(result.Warnings, warning => warning.Contains("invalid", StringComparison.Ordinal));
        AssertOnly([], original.Description, FidelityBackup.Database);
    }

    /// <summary>The witness that judges every restore here: MySqlConnector, as an application uses it.</summary>
    [Fact]
    public void An_application_sees_what_has_changed()
    {
        original.Server.RunSql("CREATE DATABASE fidelity_seen");
        Run.Restore(original.Restore("fidelity_seen"));
        original.Server.RunSql("UPDATE v_integers SET plain = 5 WHERE id = 1; ALTER TABLE t_empty MODIFY v VARCHAR(11)", "fidelity_seen");

        IReadOnlyList<string> differences = FidelityComparison.Differences(original.Seen, ApplicationView.Describe(original.Options.Connection, "fidelity_seen"));
        original.Server.RunSql("DROP DATABASE fidelity_seen");
        Assert.Equal(["seen column of t_empty", "seen column of t_empty", "seen row of v_integers", "seen row of v_integers"],
            differences.Select(line => line[2..line.IndexOf(':', StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Comes_back_identical_under_another_name_with_its_events_disabled()
    {
        RestoreResult result = Run.Restore(original.Restore("fidelity_copy"));

        Assert.Contains(result.Warnings, warning => warning.Contains("events of the copy", StringComparison.Ordinal));
        AssertOnly([], WithEventsDisabled(), "fidelity_copy");
    }

    [Fact]
    public void Comes_back_identical_in_place()
    {
        Spoil();
        Run.Restore(original.Restore(null) with { Placement = Placement.InPlace });

        AssertOnly([], original.Description, FidelityBackup.Database);
    }

    [Fact]
    public void Comes_back_identical_from_a_server_that_takes_no_local_files()
    {
        original.Server.RunSql("SET GLOBAL local_infile = 0");
        try
        {
            Run.Restore(original.Restore("fidelity_inserted"));
        }
        finally
        {
            original.Server.RunSql("SET GLOBAL local_infile = 1");
        }

        AssertOnly([], WithEventsDisabled(), "fidelity_inserted");
    }

    [Fact]
    public void Comes_back_identical_through_gunzip_and_the_client()
    {
        original.Server.RunSql($"DROP DATABASE {FidelityBackup.Database}; CREATE DATABASE {FidelityBackup.Database}");
        original.Pipe(original.Gzip, FidelityBackup.Database);

        AssertOnly(InvalidViews, original.Description, FidelityBackup.Database);
        Run.Restore(original.Restore(null));
    }

    [Fact]
    public void Comes_back_identical_through_the_client_under_another_name_but_for_references_to_its_old_one()
    {
        original.Server.RunSql("CREATE DATABASE fidelity_piped");
        original.Pipe(original.Gzip, "fidelity_piped");

        AssertOnly([.. InvalidViews, .. NamesItsOwnDatabase], original.Description, "fidelity_piped");
    }

    [Fact]
    public void Comes_back_identical_from_a_plain_file()
    {
        string plain = original.Plain();
        original.Server.RunSql("CREATE DATABASE fidelity_plain");
        original.Pipe(plain, "fidelity_plain");
        AssertOnly([.. InvalidViews, .. NamesItsOwnDatabase], original.Description, "fidelity_plain");

        Run.Restore(original.Restore("fidelity_plain2") with { Backup = Places.Backup(plain) });
        AssertOnly([], WithEventsDisabled(), "fidelity_plain2");
    }

    [Theory]
    [InlineData(BackupContainer.Gzip)]
    [InlineData(BackupContainer.Sql)]
    public void Comes_back_identical_from_an_encrypted_file(BackupContainer container)
    {
        BackupResult backup = Run.Backup(original.Options with { Key = EncryptedFile.Key, Container = container });
        Assert.EndsWith(container == BackupContainer.Gzip ? ".sql.gz.enc" : ".sql.enc", backup.Files[0], StringComparison.Ordinal);
        Assert.Equal((backup.Size, EncryptedFile.Key.Id), (new FileInfo(backup.Files[0]).Length, backup.KeyId));

        Spoil();
        RestoreResult result = Run.Restore(original.Restore(null) with { Backup = Places.Backup(backup.Files[0]), Keys = EncryptedFile.Ring });
        Assert.True(result.ContentChecked);
        AssertOnly([], original.Description, FidelityBackup.Database);

        VerifyResult drill = Run.Verify(new VerifyOptions { Backup = Places.Backup(backup.Files[0]), Level = VerifyLevel.Restore, Connection = original.Options.Connection, Loaders = 2, Keys = EncryptedFile.Ring });
        Assert.Equal(Engine.Retention.BackupValidity.Valid, drill.Validity);
        Assert.True(drill.Encrypted);
    }

    [Fact]
    public void A_drill_finds_it_valid_and_leaves_nothing()
    {
        string before = original.Server.RunSql("SHOW DATABASES");
        VerifyResult result = Run.Verify(new VerifyOptions { Backup = Places.Backup(original.Gzip), Level = VerifyLevel.Restore, Connection = original.Options.Connection, Loaders = 2 });

        Assert.Equal(Engine.Retention.BackupValidity.Valid, result.Validity);
        Assert.Empty(result.Problems);
        Assert.NotNull(result.EstimatedRecoveryTime);
        Assert.Equal(before, original.Server.RunSql("SHOW DATABASES"));
    }

    /// <summary>Neither the time nor the number of readers nor their luck is to be seen in the file.</summary>
    [Fact]
    public void Two_runs_on_unchanged_data_differ_in_their_header_alone()
    {
        byte[] first = Behind(Run.Backup(original.Options).Files[0]);
        foreach (int readers in (int[])[1, 2, 4])
            Assert.True(first.AsSpan().SequenceEqual(Behind(Run.Backup(original.Options with { Readers = readers }).Files[0])), $"not with {readers} readers");

        static byte[] Behind(string file)
        {
            byte[] bytes = File.ReadAllBytes(file);
            return bytes[ArchiveText.HeaderLength([FidelityBackup.Database])..];
        }
    }

    private void Spoil() => original.Server.RunSql(
        "UPDATE v_integers SET plain = 5; DROP TABLE t_keys; DROP VIEW w_merge; DROP PROCEDURE r_everything; DROP EVENT e_once;"
        + (original.Server.Programs.IsMySql ? "" : "DO NEXTVAL(s_used); ALTER DATABASE COMMENT 'spoilt'"),
        FidelityBackup.Database);

    private List<string> WithEventsDisabled() =>
    [
        .. original.Description.Select(line =>
            line.StartsWith("create event ", StringComparison.Ordinal)
                ? line.Replace(" DISABLE ON SLAVE ", " DISABLE ", StringComparison.Ordinal).Replace(" DISABLE ON REPLICA ", " DISABLE ", StringComparison.Ordinal).Replace(" ENABLE ", " DISABLE ", StringComparison.Ordinal)
            : line.StartsWith("event ", StringComparison.Ordinal)
                ? line.Replace(" | SLAVESIDE_DISABLED | ", " | DISABLED | ", StringComparison.Ordinal).Replace(" | REPLICA_SIDE_DISABLED | ", " | DISABLED | ", StringComparison.Ordinal).Replace(" | ENABLED | ", " | DISABLED | ", StringComparison.Ordinal)
            : line).Order(StringComparer.Ordinal),
    ];

    private void AssertOnly(string[] accepted, IReadOnlyList<string> expected, string copy)
    {
        IReadOnlyList<string> differences = FidelityComparison.Differences(expected, FidelityComparison.Describe(original.Server.Client, copy));
        IReadOnlyList<string> unlike = FidelityComparison.Differences(original.Seen, ApplicationView.Describe(original.Options.Connection, copy));
        if (copy != FidelityBackup.Database) original.Server.RunSql($"DROP DATABASE `{copy}`");
        string[] unexpected = [.. differences.Where(line => !accepted.Any(subject => line[2..].StartsWith(subject, StringComparison.Ordinal)))];
        Assert.True(unexpected.Length == 0, string.Join('\n', unexpected.Select(line => line.Length > 600 ? line[..600] : line)));
        Assert.True(unlike.Count == 0, $"an application sees other rows: {string.Join('\n', unlike.Take(10))}");
        string[] outdated = [.. accepted.Where(subject => !differences.Any(line => line[2..].StartsWith(subject, StringComparison.Ordinal)))];
        Assert.True(outdated.Length == 0, $"accepted, but no longer so: {string.Join(", ", outdated)}");
    }
}
