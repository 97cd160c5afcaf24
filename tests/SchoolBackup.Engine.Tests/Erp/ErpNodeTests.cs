using System.Diagnostics;
using SchoolBackup.Demo;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Erp;

/// <summary>What the ERP's own platform wrote is read here, and what is written here is read there.</summary>
[Collection(OnServer.Name)]
public sealed class ErpNodeTests(TestServer server)
{
    private const string School = """
        CREATE TABLE students (id INT NOT NULL PRIMARY KEY, name VARCHAR(80), photo BLOB, active TINYINT(1), profile JSON);
        CREATE TABLE grades (id INT NOT NULL PRIMARY KEY, studentId INT, grade DECIMAL(4,2), notedAt DATETIME(3), FOREIGN KEY (studentId) REFERENCES students (id));
        """;

    private static readonly string Scripts = Path.Combine(AppContext.BaseDirectory, "erp");

    [Fact]
    public void A_file_of_Node_20_is_restored() => RestoresWhatNodeWrote(Path.Combine(Scripts, "node-20.enc"));

    [Fact]
    public void A_file_that_Node_writes_now_is_restored()
    {
        using var folder = new Repositories.TempFolder();
        Node("write-backup.mjs", Path.Combine(Scripts, "tables.json"), folder["whatever.it.is.called"]);
        RestoresWhatNodeWrote(folder["whatever.it.is.called"]);
    }

    [Fact]
    public void Node_opens_what_is_written_here()
    {
        using TestDatabase database = server.NewDatabase(School + "INSERT INTO students VALUES (1, 'सीता', X'00FF', 1, '{\"a\": 1.10}')");
        BackupResult backup = Run.Backup(database.BackupOptions with { Container = BackupContainer.SchoolErp, Key = ErpTestFile.Key });
        string json = Node("read-backup.mjs", backup.Files[0]);
        Assert.Contains("""
            "students":[{"id":1,"name":"सीता","photo":{"$binary":"AP8="},"active":1,"profile":"PROFILE"}]
            """.Replace("PROFILE", IsMySql ? """{\"a\": 1.1}""" : """{\"a\": 1.10}""", StringComparison.Ordinal), json);
    }

    /// <summary>MySQL keeps documents as it reads them, MariaDB as they are written.</summary>
    private static bool IsMySql => ServerPrograms.Find().IsMySql;

    private void RestoresWhatNodeWrote(string file)
    {
        using TestDatabase database = server.NewDatabase(School);
        RestoreResult restored = Run.Restore(database.RestoreOptions(file) with { Keys = ErpTestFile.Keys, TargetDatabase = database.Name, Placement = Placement.Upsert });
        Assert.Equal((2, 4L), (restored.Tables, restored.Rows));
        Assert.Equal(
            $"1\tSita \"Sharma\" 🎓\t00275CFF\t1\t{(IsMySql ? "{\"fee\": 1.1, \"guardians\": [\"राम\"]}" : "{\"guardians\":[\"राम\"],\"fee\":1.1}")}\n2\tO'Neil \\\\ नेपाली\tNULL\t0\tNULL",
            database.Sql("SELECT id, name, HEX(photo), active, profile FROM students ORDER BY id").Trim());
        Assert.Equal("1\t1\t12.50\t2025-11-20 08:15:30.846\n2\t2\t14.00\tNULL", database.Sql("SELECT * FROM grades ORDER BY id").Trim());
    }

    private static string Node(string script, params string[] args)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Scripts, script), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["BACKUP_ENCRYPTION_KEY"] = ErpTestFile.KeyDigits;
        try
        {
            using Process node = Process.Start(start)!;
            Task<string> errors = node.StandardError.ReadToEndAsync();
            string output = node.StandardOutput.ReadToEnd();
            node.WaitForExit();
            Assert.True(node.ExitCode == 0, errors.Result);
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("Node.js is not installed");
            throw;
        }
    }
}
