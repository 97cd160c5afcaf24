namespace SchoolBackup.Engine.Erp;

/// <summary>What a document holds, by having read all of it.</summary>
/// <param name="Timestamp">When it was made, as it says itself.</param>
/// <param name="Tables">Its tables, in the order of the file.</param>
/// <param name="Unknown">Members of the document that nobody here knows.</param>
internal sealed record ErpContents(string? Timestamp, IReadOnlyList<ErpTable> Tables, IReadOnlyList<string> Unknown)
{
    public long Rows => Tables.Sum(table => table.Rows);

    /// <summary>The moment, or null when the document gives none that can be read.</summary>
    public DateTimeOffset? Made => DateTimeOffset.TryParse(
        Timestamp, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out DateTimeOffset made) ? made : null;
}

/// <summary>A table of a document.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="Columns">The names that its rows use, those of the first row first.</param>
internal sealed record ErpTable(string Name, long Rows, IReadOnlyList<string> Columns);
