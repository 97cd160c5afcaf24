using System.Globalization;
using System.Security.Cryptography;
using SchoolBackup.Demo;

namespace SchoolBackup.Demo.Tests;

public sealed class SampleSchoolTests
{
    [Fact]
    public void Every_row_is_loaded_and_every_program_made()
    {
        using var server = ThrowawayServer.Start();

        long rows = SampleSchool.Create(server, "school", scale: 0.002);

        string[] tables = [.. SampleSchool.Tables(0.002).Select(table => table.Name)];
        long loaded = long.Parse(server.RunSql(string.Join(" UNION ALL ", tables.Select(table => $"SELECT COUNT(*) AS n FROM {table}")).Insert(0, "SELECT SUM(n) FROM (") + ") t", "school"), CultureInfo.InvariantCulture);
        Assert.Equal(rows, loaded);
        Assert.Equal("3\t3\t2\t1\n", server.RunSql(
            "SELECT (SELECT COUNT(*) FROM information_schema.views WHERE table_schema = 'school'), (SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema = 'school'), "
            + "(SELECT COUNT(*) FROM information_schema.routines WHERE routine_schema = 'school'), (SELECT COUNT(*) FROM information_schema.events WHERE event_schema = 'school')"));
    }

    [Fact]
    public void Its_keys_hold_and_its_sums_agree()
    {
        using var server = ThrowawayServer.Start();
        SampleSchool.Create(server, "school", scale: 0.002);

        Assert.Equal("0\t0\t0\n", server.RunSql("""
            SELECT (SELECT COUNT(*) FROM attendance a LEFT JOIN students s ON s.id = a.student_id LEFT JOIN teachers t ON t.id = a.marked_by WHERE s.id IS NULL OR t.id IS NULL),
              (SELECT COUNT(*) FROM invoices i WHERE total <> (SELECT SUM(amount) FROM invoice_lines l WHERE l.invoice_id = i.id) OR paid <> COALESCE((SELECT SUM(amount) FROM payments p WHERE p.invoice_id = i.id), 0)),
              (SELECT COUNT(*) FROM loans l LEFT JOIN books b ON b.id = l.book_id WHERE b.id IS NULL)
            """, "school"));
        // The payment trigger works, and with it the foreign keys.
        server.RunSql("CALL pay_invoice(1, 10.50, 'cash')", "school");
        Assert.Equal("10000000\n", server.RunSql("SELECT MAX(receipt_no) FROM payments", "school"));
        Assert.Throws<SqlFailedException>(() => server.RunSql("CALL pay_invoice(99999999, 1, 'cash')", "school"));
    }

    [Fact]
    public void The_same_scale_gives_the_same_bytes_on_every_machine()
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SchoolTable table in SampleSchool.Tables(0.002))
        {
            using var rows = new MemoryStream();
            SampleSchool.Write(table, rows);
            all.AppendData(rows.ToArray());
        }

        // Taken once, from the first machine. A change of the generator on purpose changes it.
        Assert.Equal("18DD5E43D09C9970", Convert.ToHexString(all.GetHashAndReset())[..16]);
    }

    [Theory]
    [InlineData(0.001, 24)]
    [InlineData(0.05, 600)]
    [InlineData(1, 12_000)]
    public void Students_grow_with_the_scale(double scale, int students) => Assert.Equal(students, new SchoolSize(scale).Students);
}
