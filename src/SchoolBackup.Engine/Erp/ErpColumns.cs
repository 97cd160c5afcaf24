using System.Text;
using System.Text.Json;

namespace SchoolBackup.Engine.Erp;

/// <summary>
/// The names that the rows of one table use. Rows mostly name the same columns in the same order, so the next name is looked for first.
/// </summary>
internal sealed class ErpColumns
{
    /// <summary>JSON columns may hold documents of their own, and these nest.</summary>
    public static readonly JsonReaderOptions RowOptions = new() { MaxDepth = 512 };

    private readonly List<string> _names = [];
    private readonly List<byte[]> _utf8 = [];

    public ErpColumns(IEnumerable<string> names)
    {
        foreach (string name in names) Add(name);
    }

    public IReadOnlyList<string> Names => _names;

    /// <summary>Adds what a row names and nobody named before.</summary>
    public void AddFrom(ReadOnlySpan<byte> row)
    {
        var reader = new Utf8JsonReader(row, RowOptions);
        reader.Read();
        for (int expected = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; expected++)
        {
            expected = Find(ref reader, expected);
            reader.Skip();
        }
    }

    /// <summary>The number of the name that the reader stands on.</summary>
    /// <param name="reader">Stands on a property name.</param>
    /// <param name="expected">Where it is likely to be.</param>
    public int Find(ref Utf8JsonReader reader, int expected)
    {
        if (expected < _names.Count && reader.ValueTextEquals(_utf8[expected])) return expected;
        string name = reader.GetString()!;
        int found = _names.IndexOf(name);
        return found >= 0 ? found : Add(name);
    }

    private int Add(string name)
    {
        _names.Add(name);
        _utf8.Add(Encoding.UTF8.GetBytes(name));
        return _names.Count - 1;
    }
}
