using System.Globalization;
using System.Runtime.InteropServices;
using SchoolBackup.Engine.Archive;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Dump;

/// <summary>What a table holds, in two numbers: how many rows, and the sum of their hashes.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Hash">The content hash, see <see cref="RowHash"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TableContent(long Rows, ulong Hash)
{
    /// <summary>The hash as it stands in the index.</summary>
    public string HashText => Hash.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Reads the whole table in the same exact form as a backup does.</summary>
    /// <param name="connection">A session with character_set_results = NULL, so that values come in their own character sets.</param>
    /// <param name="table">The table, and the columns that a backup holds of it.</param>
    /// <param name="end">How the end of current rows was changed since the backup, or null.</param>
    public static TableContent Read(MySqlConnection connection, TableEntry table, EndOfTime? end = null)
    {
        var content = default(TableContent);
        using RowReader rows = connection.Query(RowFormat.Select(table, end), RowProtocol.Binary);
        using var text = new PooledBuffer(1 << 16);
        var form = new RowText(table.Columns, rows.Columns);
        while (rows.Read())
        {
            text.Clear();
            content = new TableContent(content.Rows + 1, content.Hash + RowHash.Of(form.Append(rows.Row, text)));
        }

        return content;
    }
}
