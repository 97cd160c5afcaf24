using System.Globalization;
using System.Text.RegularExpressions;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// What invalid views ask for and their database lacks: tables, columns of tables that are there, functions. A server looks for
/// these when a view is made and when it is read, and keeps the view's text in between; so they are there for as long as that takes.
/// </summary>
internal sealed partial class Placeholders(MySqlConnection connection, string schema) : IDisposable
{
    /// <summary>Tells a table of ours from the school's.</summary>
    private const string Mark = "schoolbackup_stand_in";

    private readonly HashSet<string> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _undo = new(StringComparer.Ordinal);

    /// <summary>Makes what the server misses in a view's statement.</summary>
    /// <returns>False when nothing can stand in for that.</returns>
    public bool Answer(MySqlException complaint, byte[] statement)
    {
        try
        {
            return complaint.Number switch
            {
                1146 => AddTable(MissingTable().Match(complaint.Message)),
                1054 => AddColumn(MissingColumn().Match(complaint.Message).Groups["column"].Value, new SignificantTokens(statement, default)),
                1305 => AddFunction(MissingFunction().Match(complaint.Message)),
                1318 => AddParameters(WrongArguments().Match(complaint.Message)),
                _ => false,
            };
        }
        catch (MySqlException refused) when (refused.Number is not (1317 or 1927 or 1053))
        {
            // No column where there are already as many as can be, or in an engine that has none that cost nothing.
            return false;
        }
    }

    /// <summary>Drops them all; only now are the views invalid, so that others could stand on them.</summary>
    public void Dispose()
    {
        foreach (string statement in _undo.Values) connection.Execute(statement);
        _undo.Clear();
        DropTables(connection, schema);
    }

    /// <summary>Drops the tables that stand in, whichever session made them.</summary>
    public static void DropTables(MySqlConnection connection, string schema)
    {
        foreach (string table in connection.Rows(
            $"SELECT table_name FROM information_schema.columns WHERE {ServerNames.Is("table_schema", schema)} AND column_name = '{Mark}'", row => row.GetString(0)))
            connection.Execute($"DROP TABLE {Identifier.Quote(schema, table)}");
    }

    private bool AddTable(Match missing)
    {
        string name = missing.Groups["name"].Value;
        if (missing.Groups["schema"].Value != schema || !_tables.Add(name)) return false;
        connection.Execute($"CREATE TABLE {Identifier.Quote(schema, name)} ({Mark} INT)");
        return true;
    }

    /// <summary>A virtual column is not stored: the rows of a table that is in use stay as they are.</summary>
    private bool AddColumn(string spelled, SignificantTokens view)
    {
        if (ColumnName.Find(view, spelled) is not { } name || (name.Schema ?? schema) != schema) return false;
        string alter = $"ALTER TABLE {Identifier.Quote(schema, name.Table)}", column = Identifier.Quote(name.Column);
        if (_tables.Contains(name.Table))
        {
            connection.Execute($"{alter} ADD COLUMN {column} INT");
            return true;
        }

        connection.Execute($"{alter} ADD COLUMN {column} INT GENERATED ALWAYS AS (0) VIRTUAL /*!80023 INVISIBLE */");
        _undo.Add($"column {name.Table}.{name.Column}", $"{alter} DROP COLUMN {column}");
        return true;
    }

    private bool AddFunction(Match missing)
    {
        string name = missing.Groups["name"].Value;
        if (missing.Groups["schema"].Value != schema || !_undo.TryAdd($"function {name}", $"DROP FUNCTION {Identifier.Quote(schema, name)}")) return false;
        CreateFunction(name, parameters: 0);
        return true;
    }

    private bool AddParameters(Match wrong)
    {
        string name = wrong.Groups["name"].Value;
        if (wrong.Groups["schema"].Value != schema || !_undo.TryGetValue($"function {name}", out string? drop)) return false;
        connection.Execute(drop);
        CreateFunction(name, int.Parse(wrong.Groups["count"].Value, CultureInfo.InvariantCulture));
        return true;
    }

    private void CreateFunction(string name, int parameters)
    {
        string list = string.Join(", ", Enumerable.Range(1, parameters).Select(number => Invariant($"p{number} TEXT")));
        connection.Execute($"CREATE FUNCTION {Identifier.Quote(schema, name)} ({list}) RETURNS INT DETERMINISTIC NO SQL RETURN 0");
    }

    [GeneratedRegex(@"^Table '(?<schema>[^.]+)\.(?<name>.+)' doesn't exist", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MissingTable();

    [GeneratedRegex("^Unknown column '(?<column>.+?)' in", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MissingColumn();

    [GeneratedRegex(@"^FUNCTION (?<schema>[^.]+)\.(?<name>.+) does not exist", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MissingFunction();

    [GeneratedRegex(@"^Incorrect number of arguments for FUNCTION (?<schema>[^.]+)\.(?<name>.+); expected 0, got (?<count>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WrongArguments();
}

/// <summary>Whose column a server misses.</summary>
/// <param name="Schema">The database, or null for the view's own.</param>
/// <param name="Table">Its table.</param>
/// <param name="Column">Its name.</param>
internal sealed record ColumnName(string? Schema, string Table, string Column)
{
    /// <summary>Finds the column that a message spells with dots, by the identifiers of the view; null when that names no table.</summary>
    public static ColumnName? Find(SignificantTokens view, string spelled)
    {
        for (int first = 0; first < view.Count; first++)
        {
            if (!view.IsIdentifier(first) || view.IsSymbol(first - 1, '.')) continue;
            List<string> parts = Parts(view, first);
            if (!string.Join('.', parts).Equals(spelled, StringComparison.OrdinalIgnoreCase)) continue;
            return parts.Count switch
            {
                2 => Meant(view, parts[0], parts[1]),
                3 => new ColumnName(parts[0], parts[1], parts[2]),
                _ => null,
            };
        }

        return null;
    }

    private static List<string> Parts(SignificantTokens view, int first)
    {
        List<string> parts = [view.Name(first)];
        for (int next = first + 1; view.IsSymbol(next, '.') && view.IsIdentifier(next + 1); next += 2) parts.Add(view.Name(next + 1));
        return parts;
    }

    /// <summary>A server writes aliases of tables without AS, and only those: <c>`school`.`pupil` `p`</c>.</summary>
    private static ColumnName Meant(SignificantTokens view, string tableOrAlias, string column)
    {
        for (int table = 0; table < view.Count; table++)
        {
            if (view[table].Kind != SqlTokenKind.QuotedIdentifier || !view.IsIdentifier(table + 1) || view[table + 1].Kind != SqlTokenKind.QuotedIdentifier) continue;
            if (view.Name(table + 1) == tableOrAlias)
                return new ColumnName(view.IsSymbol(table - 1, '.') ? view.Name(table - 2) : null, view.Name(table), column);
        }

        return new ColumnName(null, tableOrAlias, column);
    }
}
