using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// What invalid views name and their database lacks: tables, columns of tables that are there, functions. A server looks for
/// these when a view is made and when it is read, and keeps the view's text in between; so they are there for as long as that takes.
/// </summary>
internal sealed class Placeholders(MySqlConnection connection, string schema) : IDisposable
{
    /// <summary>Tells a table of ours from the school's.</summary>
    private const string Mark = "schoolbackup_stand_in";

    private readonly HashSet<string> _tables = new(StringComparer.Ordinal);
    private readonly List<string> _undo = [];

    /// <summary>
    /// Makes what a view names and the catalogue does not have; what cannot be made the server will name when it refuses the view.
    /// </summary>
    public void MakeFor(byte[] statement)
    {
        var view = new ViewReferences(statement, schema);
        foreach (string table in view.Tables.Where(table => Columns(table).Count == 0)) AddTable(table);
        foreach (IGrouping<string, string> table in view.Columns.GroupBy(column => column.Table, column => column.Column, StringComparer.Ordinal))
        {
            HashSet<string> there = new(Columns(table.Key), NameRules.Programs);
            foreach (string column in table.Where(column => there.Count > 0 && there.Add(column))) AddColumn(table.Key, column);
        }

        foreach ((string function, int arguments) in view.Functions.Where(function => !HasFunction(function.Name)))
            AddFunction(function, arguments);
    }

    /// <summary>A view that others stand on takes the place of the table that stood in for it.</summary>
    public void MakeRoomFor(string view)
    {
        if (_tables.Remove(view)) connection.Execute($"DROP TABLE {Identifier.Quote(schema, view)}");
    }

    /// <summary>Drops them all; only now are the views invalid, so that others could stand on them.</summary>
    public void Dispose()
    {
        foreach (string statement in _undo) connection.Execute(statement);
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

    private void AddTable(string name)
    {
        if (Try($"CREATE TABLE {Identifier.Quote(schema, name)} ({Mark} INT)")) _tables.Add(name);
    }

    /// <summary>A virtual column is not stored: the rows of a table that is in use stay as they are.</summary>
    private void AddColumn(string table, string name)
    {
        string alter = $"ALTER TABLE {Identifier.Quote(schema, table)}", column = Identifier.Quote(name);
        if (_tables.Contains(table)) Try($"{alter} ADD COLUMN {column} INT");
        else if (Try($"{alter} ADD COLUMN {column} INT GENERATED ALWAYS AS (0) VIRTUAL /*!80023 INVISIBLE */")) _undo.Add(
            $"{alter} DROP COLUMN {column}");
    }

    private void AddFunction(string name, int arguments)
    {
        string list = string.Join(", ", Enumerable.Range(1, arguments).Select(number => Invariant($"p{number} TEXT")));
        string function = Identifier.Quote(schema, name);
        if (Try($"CREATE FUNCTION {function} ({list}) RETURNS INT DETERMINISTIC NO SQL RETURN 0")) _undo.Add($"DROP FUNCTION {function}");
    }

    private bool HasFunction(string name) => connection.Scalar(
        $"SELECT COUNT(*) FROM information_schema.routines WHERE {ServerNames.Is("routine_schema", schema)} AND routine_type = 'FUNCTION' AND routine_name = {SqlLiteral.Quote(name)}") != "0";

    private IReadOnlyList<string> Columns(string table) => connection.Rows(
        $"SELECT column_name FROM information_schema.columns WHERE {ServerNames.Is("table_schema", schema)} AND {ServerNames.Is("table_name", table)}", row => row.GetString(0));

    /// <summary>No column where there are already as many as can be, in a view, or in an engine that has none that cost nothing.</summary>
    private bool Try(string statement)
    {
        try
        {
            connection.Execute(statement);
            return true;
        }
        catch (MySqlException refused) when (refused.Number is not (1317 or 1927 or 1053))
        {
            System.Diagnostics.Trace.TraceInformation(Invariant($"nothing can stand in by {statement}: {refused.Message}"));
            return false;
        }
    }
}
