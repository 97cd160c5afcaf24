namespace SchoolBackup.MySql;

/// <summary>A column of a result set.</summary>
/// <param name="Name">Its name or alias.</param>
/// <param name="Type">The type's number on the wire, such as 0xFC for BLOB and TEXT.</param>
/// <param name="Charset">Number of the collation; 63 is binary.</param>
/// <param name="Flags">NOT NULL (1), UNSIGNED (32), BINARY (128) and so on.</param>
/// <param name="Length">Longest value in bytes, as the server declares it.</param>
/// <param name="Decimals">Digits after the point; 31 for an undeclared FLOAT or DOUBLE.</param>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset_column_definition.html"/>
public sealed record Column(string Name, byte Type, ushort Charset, ushort Flags, uint Length, byte Decimals)
{
    /// <summary>The flag of a number without a sign.</summary>
    public const ushort Unsigned = 32;
}
