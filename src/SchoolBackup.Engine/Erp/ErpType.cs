using System.Globalization;
using System.Text;
using SchoolBackup.Engine.Schema;

namespace SchoolBackup.Engine.Erp;

/// <summary>What the type of a column means for values from JSON.</summary>
internal static class ErpType
{
    public static bool IsText(ColumnInfo column) =>
        column.DataType is "char" or "varchar" or "tinytext" or "text" or "mediumtext" or "longtext" or "json" or "set" or "enum";

    public static bool IsBytes(ColumnInfo column) =>
        column.DataType is "binary" or "varbinary" or "tinyblob" or "blob" or "mediumblob" or "longblob" or "bit" or "vector"
        or "geometry" or "point" or "linestring" or "polygon" or "multipoint" or "multilinestring" or "multipolygon" or "geometrycollection" or "geomcollection";

    /// <summary>
    /// The largest FLOAT(9,3), 999999.999, is stored as the nearest float, 1000000, and shown so: a number out of its own range. Answers
    /// the number that the server takes for it; null for all others.
    /// </summary>
    public static byte[]? LargestFloat(ReadOnlySpan<byte> digits, ColumnInfo column)
    {
        if (column.DataType != "float" || !column.ColumnType.Contains(',', StringComparison.Ordinal)) return null;
        string[] size = column.ColumnType[(column.ColumnType.IndexOf('(', StringComparison.Ordinal) + 1)..column.ColumnType.IndexOf(')', StringComparison.Ordinal)].Split(',');
        int decimals = int.Parse(size[1], CultureInfo.InvariantCulture);
        string largest = new string('9', int.Parse(size[0], CultureInfo.InvariantCulture) - decimals) + "." + new string('9', decimals);
        float value = float.Parse(digits, CultureInfo.InvariantCulture);
        if (MathF.Abs(value) != float.Parse(largest, CultureInfo.InvariantCulture)) return null;
        return Encoding.ASCII.GetBytes(value < 0 ? "-" + largest : largest);
    }

    /// <summary>
    /// Turns JavaScript's <c>2025-11-21T10:28:30.846Z</c> into the server's form; any other text stays as it is. The session speaks UTC.
    /// </summary>
    public static ReadOnlySpan<byte> SqlTime(ReadOnlySpan<byte> value, Span<byte> room)
    {
        const int T = 10;
        if (value.Length is < 20 or > 30 || value[T] != 'T' || value[^1] != 'Z') return value;
        value[..^1].CopyTo(room);
        room[T] = (byte)' ';
        return room[..(value.Length - 1)];
    }
}
