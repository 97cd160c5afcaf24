using System.Text;
using System.Text.Json;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Erp;

/// <summary>Sends rows of the document to their table, about a megabyte at a time; rows of one statement name the same columns.</summary>
internal sealed class ErpInsert : IDisposable
{
    /// <summary>SQL text of one statement: what every server takes.</summary>
    private const int StatementBytes = 1 << 20;

    /// <summary>ENUMs without a member in one statement: the server tells of as many as can be counted.</summary>
    private const int MostWithoutMember = 30_000;

    private readonly MySqlConnection _connection;
    private readonly ErpTarget _target;
    private readonly string _schema;
    private readonly OnDuplicate _duplicates;
    private readonly ErpColumns _names;
    private readonly PooledBuffer _text = new(StatementBytes * 2);
    private readonly PooledBuffer _row = new(64 << 10);
    private readonly ErpLiteral _literal;
    private readonly ZonedRows? _zoned;
    private List<ColumnInfo> _columns = [];
    private List<ColumnInfo> _next = [];
    private int _withoutMember;

    public ErpInsert(MySqlConnection connection, ErpTarget target, string schema, OnDuplicate duplicates)
    {
        (_connection, _target, _schema, _duplicates) = (connection, target, schema, duplicates);
        _names = new ErpColumns(target.Source.Columns);
        _literal = new ErpLiteral(_row);
        if (duplicates == OnDuplicate.Update && ZonedRows.AreNeeded(target.Table)) _zoned = new ZonedRows(connection, target.Table);
    }

    /// <summary>Rows sent so far.</summary>
    public long Rows { get; private set; }

    /// <exception cref="Errors.BackupException">BackupDamaged, or RestoreFailed with what the server said of the rows before.</exception>
    public void Add(ReadOnlySpan<byte> row)
    {
        int before = _literal.WithoutMember;
        Convert(row);
        int withoutMember = _literal.WithoutMember - before;
        if (_text.Length > 0 && (withoutMember > 0 != _withoutMember > 0 || !_next.SequenceEqual(_columns))) Flush();
        if (_text.Length == 0)
        {
            (_columns, _next) = (_next, _columns);
            _text.Write(Encoding.UTF8.GetBytes($"INSERT INTO {_zoned?.Table ?? Identifier.Quote(_schema, _target.Table.Name)} ({string.Join(',', _columns.Select(column => Identifier.Quote(column.Name)))}) VALUES\n"));
        }
        else
        {
            _text.Write(",\n"u8);
        }

        _text.Write(_row.Written);
        Rows++;
        _withoutMember += withoutMember;
        if (_text.Length >= StatementBytes || _withoutMember >= MostWithoutMember) Flush();
    }

    /// <summary>Sends what is waiting.</summary>
    public void Flush()
    {
        if (_text.Length == 0) return;
        if (_zoned is not null) _zoned.Begin();
        else if (_duplicates == OnDuplicate.Update) _text.Write(Upsert.Clause(_columns.Select(column => column.Name)));
        if (_withoutMember > 0) Upsert.ExecuteCutting(_connection, _text.Written, _target.Table.Name, _withoutMember);
        else Upsert.Execute(_connection, _text.Written, _target.Table.Name);
        if (_zoned is not null)
        {
            _zoned.MoveIn(ComputedZone.OfServer(_connection), [.. _columns.Select(column => column.Name)]);
            _zoned.End();
        }

        _text.Clear();
        _withoutMember = 0;
    }

    public void Dispose()
    {
        _text.Dispose();
        _row.Dispose();
    }

    private void Convert(ReadOnlySpan<byte> row)
    {
        _row.Clear();
        _next.Clear();
        _row.Write("("u8);
        var reader = new Utf8JsonReader(row, ErpColumns.RowOptions);
        reader.Read();
        for (int expected = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; expected++)
        {
            expected = _names.Find(ref reader, expected);
            ColumnInfo column = _target.Columns[expected];
            reader.Read();
            // The server computes it; the ERP wrote what it had read.
            if (column.Generated)
            {
                reader.Skip();
                continue;
            }

            if (_next.Count > 0) _row.Write(","u8);
            _next.Add(column);
            _literal.Write(ref reader, row, column);
        }

        _row.Write(")"u8);
    }
}
