namespace SchoolBackup.Cli.Terminal;

/// <summary>On which side a column lines up.</summary>
internal enum Side
{
    Left,
    Right,
}

/// <summary>A cell: what it says, and how it is coloured once its width is known.</summary>
internal readonly record struct Cell(string Text, Func<string, string>? Colour = null)
{
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>A table of text, each column as wide as its widest cell.</summary>
internal sealed class TextTable(params (string Heading, Side Side)[] columns)
{
    private readonly List<Cell[]> _rows = [];

    public void Add(params Cell[] cells) => _rows.Add([.. cells.Select(cell => cell with { Text = Letters.Printable(cell.Text) })]);

    /// <summary>Columns of the terminal that it takes.</summary>
    public int Width => Widths().Sum() + 2 * (columns.Length - 1);

    /// <summary>The table's lines, the headings first.</summary>
    public IEnumerable<string> Lines(Palette colours)
    {
        int[] widths = Widths();
        IEnumerable<Cell> headings = columns.Select(column => new Cell(column.Heading, colours.Strong));
        return _rows.Prepend([.. headings]).Select(
            row => string.Join("  ", row.Select((cell, index) => Padded(cell, index, widths[index]))).TrimEnd());
    }

    private int[] Widths() =>
        [.. columns.Select((column, index) => _rows.Select(row => Letters.Columns(row[index].Text)).Append(column.Heading.Length).Max())];

    private string Padded(Cell cell, int index, int width)
    {
        string blanks = new(' ', width - Letters.Columns(cell.Text));
        string text = cell.Colour is null ? cell.Text : cell.Colour(cell.Text);
        if (columns[index].Side == Side.Right) return blanks + text;
        return index == columns.Length - 1 ? text : text + blanks;
    }
}
