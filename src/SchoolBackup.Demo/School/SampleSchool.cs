using System.Collections.Concurrent;
using System.Reflection;

namespace SchoolBackup.Demo;

/// <summary>A school's database with data that looks like one: the same at the same scale on every machine, byte for byte.</summary>
public static class SampleSchool
{
    /// <summary>Makes the database, its tables, rows, keys and programs.</summary>
    /// <param name="server">The server to make it on; it reads the rows from files beside its data.</param>
    /// <param name="database">Name of the new database.</param>
    /// <param name="scale">1 is 12,000 students and about 1.45 GB as SQL; rows grow in proportion. At least 24 students are made.</param>
    /// <returns>How many rows it has in all tables.</returns>
    /// <exception cref="SqlFailedException">The database exists already, or the server failed.</exception>
    public static long Create(ThrowawayServer server, string database, double scale = 1.0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        server.RunSql($"CREATE DATABASE {AnswerReader.Quote(database)}");
        server.RunSql(Script("school.sql"), database);
        long rows = 0;
        var queue = new ConcurrentQueue<SchoolTable>(Tables(scale));
        // Two at a time: while the server loads one, the next is written.
        Parallel.For(0, 2, _ =>
        {
            while (queue.TryDequeue(out SchoolTable? table))
                Interlocked.Add(ref rows, Fill(server, database, table));
        });
        server.RunSql(Script("school-programs.sql"), database);
        return rows;
    }

    /// <summary>The largest first.</summary>
    internal static IEnumerable<SchoolTable> Tables(double scale)
    {
        var size = new SchoolSize(scale);
        return [.. SchoolLessons.Tables(size), .. SchoolOffice.Tables(size), .. SchoolFees.Tables(size), .. SchoolPeople.Tables(size)];
    }

    internal static long Write(SchoolTable table, Stream output)
    {
        using var file = new TabFile(output);
        table.Write(file, new SchoolRandom(SeedOf(table.Name)));
        return file.Rows;
    }

    private static long Fill(ThrowawayServer server, string database, SchoolTable table)
    {
        string path = Path.Combine(Path.GetDirectoryName(server.DataDirectory)!, table.Name + ".tsv");
        try
        {
            long rows = Write(table, File.Create(path));
            // Into an empty table and without the checks, InnoDB sorts first and writes pages once.
            server.RunSql(
                $"SET foreign_key_checks = 0, unique_checks = 0, time_zone = '+00:00';\nLOAD DATA INFILE {AnswerReader.Literal(path)} INTO TABLE {table.Name} CHARACTER SET {table.CharacterSet} {table.Columns}",
                database);
            return rows;
        }
        finally
        {
            File.Delete(path);
        }
    }

    // FNV-1a.
    private static ulong SeedOf(string name) => name.Aggregate(0xCBF29CE484222325, (hash, letter) => (hash ^ letter) * 0x100000001B3);

    private static string Script(string name)
    {
        using Stream script = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(script);
        return reader.ReadToEnd();
    }
}
