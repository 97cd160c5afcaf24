using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Fidelity;

/// <summary>
/// Each kind of column beside each kind of key, by each way in which rows are loaded. MySqlConnector judges what an application sees, and the server's own
/// client the rows of invisible columns.
/// </summary>
[Collection(OnServer.Name)]
public sealed class EveryLoaderTests(TestServer server)
{
    private IReadOnlyList<ColumnOf> Kinds => server.Server.Programs.IsMySql ? ColumnsAndKeys.Everywhere : [.. ColumnsAndKeys.Everywhere, .. ColumnsAndKeys.OfMariaDb];

    [Theory]
    [InlineData(1)]
    [InlineData(20261129)]
    public void Every_kind_of_column_comes_back_beside_every_kind_of_key_where_tables_are_made_anew(int seed)
    {
        using TestDatabase school = server.NewDatabase(ColumnsAndKeys.Tables([.. Kinds, .. ColumnsAndKeys.WithoutMember], seed).Sql);
        var original = new SeenDatabase(school);
        string file = school.BackUpToFile();

        Run.Restore(school.RestoreOptions(file) with { TargetDatabase = school.Name + "_loaded" });
        Assert.Empty(original.Differences("_loaded"));
        server.Server.RunSql("SET GLOBAL local_infile = 0");
        try
        {
            Run.Restore(school.RestoreOptions(file) with { TargetDatabase = school.Name + "_inserted" });
        }
        finally
        {
            server.Server.RunSql("SET GLOBAL local_infile = 1");
        }

        Assert.Empty(original.Differences("_inserted"));
        Run.Restore(school.RestoreOptions(file) with { Placement = Placement.InPlace });
        Assert.Empty(original.Differences(""));
    }

    [Theory]
    [InlineData(BackupContainer.Gzip, Placement.Upsert)]
    [InlineData(BackupContainer.SchoolErp, Placement.Upsert)]
    [InlineData(BackupContainer.SchoolErp, Placement.Swap)]
    public void Every_kind_of_column_comes_back_beside_every_kind_of_key_where_rows_go_into_tables_that_are_there(BackupContainer container, Placement placement)
    {
        (string sql, IReadOnlyList<string> keyed) = ColumnsAndKeys.Tables(Kinds, seed: 3);
        using TestDatabase school = server.NewDatabase(sql);
        var original = new SeenDatabase(school);
        string file = Run.Backup(school.BackupOptions with { Container = container, Key = Encryption.EncryptedFile.Key }).Files[0];
        // Of tables with a key, all rows but one stay; without one, an upsert adds, so none may.
        HashSet<string> withKey = [.. keyed];
        string[] tables = [.. school.Sql("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        school.Sql(string.Join(";", tables.Select(table => withKey.Contains(table) ? $"DELETE FROM {table} LIMIT 1" : $"DELETE FROM {table}")));

        Run.Restore(school.RestoreOptions(file) with { Placement = placement, Keys = Encryption.EncryptedFile.Ring });

        string[] rows = [.. original.Differences("").Where(line => line.Contains(" row of ", StringComparison.Ordinal))];
        Assert.True(rows.Length == 0, string.Join('\n', rows));
    }
}
