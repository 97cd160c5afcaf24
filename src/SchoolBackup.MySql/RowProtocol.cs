namespace SchoolBackup.MySql;

/// <summary>How the server writes the values of a row.</summary>
public enum RowProtocol
{
    /// <summary>Each value as text. <see cref="RowReader"/> can take it apart.</summary>
    /// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset_row.html"/>
    Text,

    /// <summary>
    /// Numbers and dates as the server holds them, which is exact for FLOAT and spares the server a sixth of its work (docs/benchmarks.md).
    /// Only <see cref="RowReader.Row"/> is there to be read.
    /// </summary>
    /// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_binary_resultset.html"/>
    Binary,
}
