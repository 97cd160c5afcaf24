using System.Globalization;
using System.Text;
using SchoolBackup.Demo;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;

namespace SchoolBackup.Engine.Tests.Fidelity;

/// <summary>
/// Cultures that write numbers, dates and letters otherwise: U+2212 for minus, a decimal comma, another calendar, a dotless i, other digits. What is
/// written under them is the same, byte for byte, and what is read under them is understood.
/// </summary>
[Collection(OnServer.Name)]
public sealed class CultureTests(TestServer server)
{
    /// <summary>Negative keys, enough of them for ranges, and whatever else has digits, signs, points and letters i.</summary>
    private const string Sql = """
        CREATE TABLE INFO (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, d DOUBLE, f FLOAT, n DECIMAL(10,3), t DATETIME(3), x VARCHAR(100),
            e ENUM('ı','i','İ','I') COLLATE utf8mb4_bin DEFAULT 'i', KEY Idx_INFO (x));
        INSERT INTO INFO (id, d, f, n, t, x)
            WITH RECURSIVE s AS (SELECT -450 AS i UNION ALL SELECT i + 1 FROM s WHERE i < 450)
            SELECT i, i / 7, -i / 3, i / 8, '2026-03-01 02:03:04.567' + INTERVAL i DAY, REPEAT('Iıİi', 20) FROM s WHERE i <> 0;
        CREATE TABLE big (id BIGINT NOT NULL PRIMARY KEY, v INT);
        INSERT INTO big VALUES (-9223372036854775808, -1), (-1, 0), (9223372036854775807, 1);
        CREATE VIEW INFO_VIEW AS SELECT id, x FROM INFO WHERE id < 0;
        CREATE FUNCTION INITIAL() RETURNS INT DETERMINISTIC RETURN -1;
        """;

    public static TheoryData<string> Cultures => ["sv-SE", "tr-TR", "ar-SA", "fa-IR", "th-TH", "de-DE", "he-IL"];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void What_is_written_and_read_is_the_same(string culture)
    {
        using var school = new TestDatabase(server.Server, Sql);
        string expected = Text(school.BackUpToFile());
        (string File, string Erp, RestoreResult Restored) here = Under(culture, () =>
        {
            string file = school.BackUpToFile();
            Run.Verify(new VerifyOptions { Backup = Places.Backup(file), Level = VerifyLevel.Restore, Connection = school.Connection });
            return (Text(file), Listed(school.Repository), Run.Restore(school.RestoreOptions(file) with { TargetDatabase = school.Name + "_copy" }));
        });

        Assert.Equal(expected, here.File);
        Assert.True(here.Restored.ContentChecked);
        Assert.Equal(Listed(school.Repository), here.Erp);
        Assert.Empty(FidelityComparison.Differences(school.Describe(), school.Describe(school.Name + "_copy")));
    }

    [Fact]
    public void The_cultures_are_there()
    {
        Assert.Equal("\u22121", (-1).ToString(new CultureInfo("sv-SE")));
        Assert.Equal("2569", new DateTime(2026, 1, 1).ToString("yyyy", new CultureInfo("th-TH")));
        Assert.Equal("\u0131", "I".ToLower(new CultureInfo("tr-TR")));
    }

    private static T Under<T>(string culture, Func<T> act)
    {
        CultureInfo before = CultureInfo.CurrentCulture, ui = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);
            return act();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.CurrentUICulture = ui;
        }
    }

    /// <summary>All chunks of a backup, and its index; what its header says of time and run differs from one to the next.</summary>
    private static string Text(string file)
    {
        using ArchiveReader archive = ArchiveReader.Open(Places.Backup(file));
        var text = new StringBuilder();
        foreach (ChunkEntry chunk in archive.Index.Chunks.Where(chunk => chunk.Kind is not (ChunkKind.Prologue or ChunkKind.Epilogue)))
        {
            using var reader = new StreamReader(archive.OpenChunk(chunk), Encoding.Latin1);
            text.AppendLine(CultureInfo.InvariantCulture, $"{chunk.Kind} {chunk.Table} {chunk.Rows}").Append(reader.ReadToEnd());
        }

        return text.ToString();
    }

    private static string Listed(string folder) => string.Join('\n', Catalogue.List([Places.At(folder)])
        .Select(entry => Invariant($"{entry.FileName} {entry.Timestamp:O} {entry.Size} {string.Join(',', entry.Databases)}")));
}
