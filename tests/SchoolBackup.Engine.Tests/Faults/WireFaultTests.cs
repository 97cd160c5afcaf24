using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.MySql.Tests.Servers;
using SchoolBackup.MySql;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Tests.Faults;

/// <summary>
/// Whole operations on a real server, with one packet changed on its way. Whatever it was, a run does all that it should or ends in an error with a code,
/// and leaves nothing. The changes are drawn by number: a failure names its own.
/// </summary>
[Collection(OnServer.Name)]
public sealed class WireFaultTests(TestServer server)
{
    private const int Changes = 8;

    [Theory]
    [InlineData(nameof(Way.ToClient))]
    [InlineData(nameof(Way.ToServer))]
    public void A_backup_is_whole_or_not_there(string way)
    {
        using TestDatabase school = NewSchool();
        var whole = PacketChange.None;
        string[] content = [];
        Through(school, whole, connection => content = Content(Run.Backup(school.BackupOptions with { Connection = connection }).Files[0]));
        string before = Stands(school);
        Each(Enum.Parse<Way>(way), whole, (change, name) => Through(school, change, connection =>
        {
            if (Outcome(name, () => Run.Backup(school.BackupOptions with { Connection = connection })) is { } done)
            {
                // What a packet says of a row is the row, as far as anybody can know.
                if (change.IsOfForm) Assert.Equal((name, string.Join('\n', content)), (name, string.Join('\n', Content(done.Files[0]))));
                File.Delete(done.Files[0]);
            }

            Assert.Equal((name, before), (name, Stands(school)));
        }));
    }

    [Theory]
    [InlineData(nameof(Way.ToClient))]
    [InlineData(nameof(Way.ToServer))]
    public void A_drill_never_blames_a_good_backup(string way)
    {
        using TestDatabase school = NewSchool();
        var options = new VerifyOptions { Backup = Places.Backup(school.BackUpToFile()), Level = VerifyLevel.Restore, Loaders = 2 };
        var whole = PacketChange.None;
        Through(school, whole, connection => Run.Verify(options with { Connection = connection }));
        string before = Stands(school);
        Each(Enum.Parse<Way>(way), whole, (change, name) => Through(school, change, connection =>
        {
            VerifyResult? drill = Outcome(name, () => Run.Verify(options with { Connection = connection }));
            if (change.IsOfForm) Assert.True(drill is null or { Validity: BackupValidity.Valid }, $"{name}: {string.Join("; ", drill?.Problems ?? [])}");
            Assert.Equal((name, before), (name, Stands(school)));
        }));
    }

    [Theory]
    [InlineData(nameof(Way.ToClient))]
    [InlineData(nameof(Way.ToServer))]
    public void A_restore_is_whole_or_has_not_been(string way)
    {
        using TestDatabase school = NewSchool();
        string file = school.BackUpToFile();
        IReadOnlyList<string> backedUp = school.Describe();
        var whole = PacketChange.None;
        Through(school, whole, connection => Run.Restore(school.RestoreOptions(file) with { Connection = connection }));
        school.Sql("UPDATE pupil SET name = 'newer'");
        string before = Stands(school);
        Each(Enum.Parse<Way>(way), whole, (change, name) => Through(school, change, connection =>
        {
            if (Outcome(name, () => Run.Restore(school.RestoreOptions(file) with { Connection = connection })) is null)
            {
                Assert.Equal((name, before), (name, Stands(school)));
                return;
            }

            Assert.Equal(backedUp, school.Describe());
            school.Sql("UPDATE pupil SET name = 'newer'");
        }));
    }

    /// <summary>Few rows: most packets are then of what is asked about the server and told to it.</summary>
    private TestDatabase NewSchool() => server.NewDatabase(School.OfEachKind + "DELETE FROM pupil WHERE id > 20; DELETE FROM log WHERE n > 5;");

    private static void Each(Way way, PacketChange whole, Action<PacketChange, string> run)
    {
        for (int seed = 0; seed < Changes; seed++)
        {
            PacketChange change = PacketChange.Draw(seed, way, whole);
            run(change, Invariant($"change {seed}, {change}"));
        }
    }

    private static void Through(TestDatabase school, PacketChange change, Action<ConnectionOptions> run)
    {
        using var proxy = new WireProxy(school.Server.Port, change);
        run(school.Connection with { Port = proxy.Port, SslMode = SslMode.Disabled, IdleTimeout = TimeSpan.FromSeconds(1.5), ConnectTimeout = TimeSpan.FromSeconds(3) });
    }

    /// <summary>The server's databases, the live tables, what else is in that database, and the repository's files, at the price of one question.</summary>
    private static string Stands(TestDatabase school) => school.Sql(
        """
        SELECT schema_name FROM information_schema.schemata ORDER BY 1;
        CHECKSUM TABLE class, pupil, log, fee;
        SELECT COUNT(*), MAX(id) FROM fee;
        SELECT table_name, table_type, create_options FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY 1;
        SELECT routine_name, routine_definition FROM information_schema.routines WHERE routine_schema = DATABASE();
        SELECT trigger_name, action_statement FROM information_schema.triggers WHERE trigger_schema = DATABASE();
        SELECT event_name, status, event_definition FROM information_schema.events WHERE event_schema = DATABASE();
        """) + string.Join('\n', Directory.EnumerateFiles(school.Repository).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)
            .Where(name => name is not (RepositoryLock.LockFileName or RepositoryLock.RunFileName) && !name.EndsWith(".verified", StringComparison.Ordinal)));

    private static T? Outcome<T>(string name, Func<T> run)
        where T : class
    {
        try
        {
            return run();
        }
        catch (BackupException refused)
        {
            Assert.False(string.IsNullOrWhiteSpace(refused.Hint), $"{name}: no hint for {refused.Message}");
            Assert.NotEqual(BackupError.InternalError, refused.Code);
            return null;
        }
        catch (Exception failure)
        {
            Assert.Fail($"{name}: {failure}");
            return null;
        }
    }

    private static string[] Content(string file)
    {
        using ArchiveReader archive = ArchiveReader.Open(Places.Backup(file));
        return [.. archive.Index.Tables.Select(table => $"{table.Name} {table.Rows} {table.ContentHash}")];
    }
}
