using System.Text;
using System.Text.RegularExpressions;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// Makes views that name what is not there. A server refuses to create such a view, though it keeps one whose table was
/// dropped later: so the tables that it asks for are made, column by column as it complains, and dropped at the end.
/// </summary>
internal sealed partial class InvalidViews(MySqlConnection connection, string schema) : IDisposable
{
    private const int Attempts = 200;

    private readonly List<string> _standIns = [];
    private readonly HashSet<string> _columns = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The definitions that a backup keeps as comments.</summary>
    public static IEnumerable<InvalidView> In(ArchiveReader archive, string database)
    {
        foreach (ChunkEntry chunk in archive.Index.Chunks.Where(chunk => chunk.Kind == ChunkKind.Views && chunk.Database == database))
        {
            using var lines = new StreamReader(archive.OpenChunk(chunk), Encoding.UTF8);
            string name = "";
            for (string? line = lines.ReadLine(); line is not null; line = lines.ReadLine())
            {
                if (DropView().Match(line) is { Success: true } drop) name = drop.Groups["name"].Value.Replace("``", "`", StringComparison.Ordinal);
                if (line.StartsWith("-- invalid view: ", StringComparison.Ordinal))
                {
                    string[] kept = lines.ReadLine()!.Split(' ');
                    yield return new InvalidView(name, kept[1], kept[2], Convert.FromHexString(kept[3]));
                }
            }
        }
    }

    /// <returns>Null when it was made, else the server's reason why not.</returns>
    public string? Create(InvalidView view)
    {
        connection.Execute($"SET character_set_client = {view.Charset}, collation_connection = {view.Collation}");
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            MySqlException? complaint = Try(view.Statement);
            if (complaint is null) return null;
            if (!Answer(complaint)) return complaint.Message;
        }

        return "it names too many things that are not there";
    }

    /// <summary>Drops the stand-ins; only now are the views invalid, so that others could stand on them.</summary>
    public void Dispose()
    {
        foreach (string standIn in _standIns) connection.Execute($"DROP TABLE {Identifier.Quote(schema, standIn)}");
        _standIns.Clear();
    }

    private MySqlException? Try(byte[] statement)
    {
        try
        {
            connection.Execute(statement);
            return null;
        }
        catch (MySqlException complaint)
        {
            return complaint;
        }
    }

    /// <summary>Makes what the server misses, if a stand-in can be that.</summary>
    private bool Answer(MySqlException complaint)
    {
        if (complaint.Number == 1146 && MissingTable().Match(complaint.Message) is { Success: true } table && table.Groups["schema"].Value == schema)
        {
            string name = table.Groups["table"].Value;
            string columns = string.Join(", ", _columns.Append("schoolbackup_stand_in").Select(column => $"{Identifier.Quote(column)} INT"));
            connection.Execute($"CREATE TABLE {Identifier.Quote(schema, name)} ({columns})");
            _standIns.Add(name);
            return true;
        }

        if (complaint.Number != 1054 || _standIns.Count == 0 || MissingColumn().Match(complaint.Message) is not { Success: true } column) return false;
        string missing = column.Groups["column"].Value.Split('.')[^1];
        if (!_columns.Add(missing)) return false;
        foreach (string standIn in _standIns) connection.Execute($"ALTER TABLE {Identifier.Quote(schema, standIn)} ADD COLUMN {Identifier.Quote(missing)} INT");
        return true;
    }

    [GeneratedRegex("^DROP VIEW IF EXISTS `(?<name>(?:[^`]|``)+)`;$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DropView();

    [GeneratedRegex(@"^Table '(?<schema>[^.]+)\.(?<table>.+)' doesn't exist", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MissingTable();

    [GeneratedRegex("^Unknown column '(?<column>.+?)' in", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MissingColumn();
}

/// <summary>A view that the server would not show when it was backed up.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Charset">character_set_client that it was made with.</param>
/// <param name="Collation">collation_connection that it was made with.</param>
/// <param name="Statement">Its CREATE statement.</param>
internal sealed record InvalidView(string Name, string Charset, string Collation, byte[] Statement);
