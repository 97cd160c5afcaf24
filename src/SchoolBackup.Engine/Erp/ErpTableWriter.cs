using System.Text.Json;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Erp;

/// <summary>Writes one table as a list of objects, row by row.</summary>
internal sealed class ErpTableWriter
{
    /// <summary>JSON that waits to be compressed.</summary>
    private const int FlushFrom = 256 << 10;

    private readonly TableInfo _table;
    private readonly ErpValue[] _values;
    private readonly string _columns;

    public ErpTableWriter(TableInfo table)
    {
        // Computed columns are the server's; the period of a row is history, which the format has no place for.
        ColumnInfo[] columns = [.. table.Columns.Where(column => !column.Generated && !column.Period)];
        List<ColumnEntry> entries = RowFormat.Columns(table with { Columns = columns });
        _table = table;
        _values = [.. columns.Zip(entries, (column, entry) => new ErpValue(column, entry))];
        _columns = string.Join(", ", entries.Select(Expression));
    }

    /// <summary>Writes the table.</summary>
    /// <param name="reader">A session of the snapshot.</param>
    /// <param name="json">Stands within the tables.</param>
    /// <param name="report">Gets what was written, now and then.</param>
    /// <param name="stop">Ends it between two rows.</param>
    /// <returns>Rows written.</returns>
    public long Write(MySqlConnection reader, Utf8JsonWriter json, Action<DumpedChunk> report, CancellationToken stop)
    {
        json.WriteStartArray(_table.Name);
        long count = 0, unreported = 0;
        using RowReader rows = reader.Query(Select());
        while (rows.Read())
        {
            json.WriteStartObject();
            for (int column = 0; column < _values.Length; column++) _values[column].Write(json, rows, column);
            json.WriteEndObject();
            count++;
            unreported++;
            if (json.BytesPending < FlushFrom) continue;
            stop.ThrowIfCancellationRequested();
            report(new DumpedChunk(_table.Name, unreported, json.BytesPending));
            unreported = 0;
            json.Flush();
        }

        json.WriteEndArray();
        report(new DumpedChunk(_table.Name, unreported, json.BytesPending));
        json.Flush();
        return count;
    }

    /// <summary>In the order of the primary key, so that unchanged data make an unchanged document.</summary>
    private string Select() =>
        $"SELECT {_columns} FROM {Identifier.Quote(_table.Database, _table.Name)}" + (_table.Transactional && _table.PrimaryKey.Count > 0
        ? $" FORCE INDEX (PRIMARY) ORDER BY {string.Join(", ", _table.PrimaryKey.Select(Identifier.Quote))}"
        : "");

    /// <summary>JSON is text, so rows come by the text protocol; there, a FLOAT drops digits unless it is made a DOUBLE.</summary>
    private static string Expression(ColumnEntry column) => Identifier.Quote(column.Name) + column.Kind switch
    {
        ColumnKind.Float => " * 1e0",
        ColumnKind.EnumNumber => " + 0",
        _ => "",
    };
}
