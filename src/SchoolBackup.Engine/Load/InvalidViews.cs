using System.Text;
using System.Text.RegularExpressions;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// Makes views that name what is not there. A server refuses to create such a view, though it keeps one whose table was
/// dropped later: so what the view names and the catalogue lacks stands in for a while (<see cref="Placeholders"/>). They come before the
/// valid views, whose place a placeholder may take.
/// </summary>
internal sealed partial class InvalidViews(MySqlConnection connection, string schema) : IDisposable
{
    private readonly Placeholders _placeholders = new(connection, schema);

    /// <summary>The definitions that a backup keeps as comments.</summary>
    public static IEnumerable<InvalidView> In(ArchiveReader archive, string database)
    {
        foreach (ChunkEntry chunk in archive.Index.Chunks.Where(chunk => chunk.Kind == ChunkKind.Views && chunk.Database == database))
        {
            using var lines = new StreamReader(archive.OpenChunk(chunk), Encoding.UTF8);
            string name = "";
            for (string? line = lines.ReadLine(); line is not null; line = lines.ReadLine())
            {
                if (DropView().Match(line) is { Success: true } drop)
                    name = drop.Groups["name"].Value.Replace("``", "`", StringComparison.Ordinal);
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
        _placeholders.MakeRoomFor(view.Name);
        if (Try(view) is null) return null;
        _placeholders.MakeFor(view.Statement);
        return Try(view)?.Message;
    }

    /// <summary>Drops what stood in for what is not there.</summary>
    public void Dispose() => _placeholders.Dispose();

    private MySqlException? Try(InvalidView view)
    {
        connection.Execute($"SET character_set_client = {view.Charset}, collation_connection = {view.Collation}");
        try
        {
            connection.Execute(view.Statement);
            return null;
        }
        catch (MySqlException complaint)
        {
            return complaint;
        }
        finally
        {
            connection.Execute("SET NAMES utf8mb4");
        }
    }

    [GeneratedRegex("^DROP VIEW IF EXISTS `(?<name>(?:[^`]|``)+)`;$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DropView();
}

/// <summary>A view that the server would not show when it was backed up.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Charset">character_set_client that it was made with.</param>
/// <param name="Collation">collation_connection that it was made with.</param>
/// <param name="Statement">Its CREATE statement.</param>
internal sealed record InvalidView(string Name, string Charset, string Collation, byte[] Statement);
