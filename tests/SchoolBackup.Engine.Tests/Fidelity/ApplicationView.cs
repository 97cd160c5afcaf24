using System.Data;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MySqlConnector;
using ConnectionOptions = SchoolBackup.MySql.ConnectionOptions;

namespace SchoolBackup.Engine.Tests.Fidelity;

/// <summary>
/// What an application gets of every table: its columns as MySqlConnector describes them, and each row's values in the types in which a program has them. That client is
/// neither ours nor the server's, and reads by the binary protocol.
/// </summary>
internal static class ApplicationView
{
    private const int LongestToShow = 60;

    /// <summary>The lines of one database, sorted. Two copies look the same to an application when their lines are equal.</summary>
    public static IReadOnlyList<string> Describe(ConnectionOptions account, string database)
    {
        using var connection = new MySqlConnection(new MySqlConnectionStringBuilder
        {
            Server = account.Server,
            Port = (uint)account.Port,
            UserID = account.User,
            Password = account.Password ?? "",
            Database = database,
            AllowZeroDateTime = true,
            TreatTinyAsBoolean = false,
            GuidFormat = MySqlGuidFormat.None,
            Pooling = false,
            AllowPublicKeyRetrieval = true,
        }.ConnectionString);
        connection.Open();
        Run(connection, "SET time_zone = '+00:00'");
        return [.. Tables(connection).SelectMany(table => Describe(connection, table)).Order(StringComparer.Ordinal)];
    }

    private static List<string> Tables(MySqlConnection connection)
    {
        using var command = new MySqlCommand("SHOW FULL TABLES WHERE Table_type NOT LIKE '%VIEW' AND Table_type <> 'SEQUENCE'", connection);
        using MySqlDataReader reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    private static IEnumerable<string> Describe(MySqlConnection connection, string table)
    {
        using var command = new MySqlCommand($"SELECT * FROM `{table.Replace("`", "``", StringComparison.Ordinal)}`", connection);
        command.Prepare();
        using MySqlDataReader reader = command.ExecuteReader();
        foreach (var column in reader.GetColumnSchema())
        {
            yield return Invariant($"seen column of {table}: {column.ColumnOrdinal} {column.ColumnName} {column.DataTypeName} {column.DataType?.Name} ")
                + Invariant($"{column.ColumnSize} {column.NumericPrecision} {column.NumericScale} null {column.AllowDBNull} key {column.IsKey} counts {column.IsAutoIncrement}");
        }

        while (reader.Read())
            yield return $"seen row of {table}: {string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader, i)))}";
    }

    // A DECIMAL of MySQL has up to 65 digits, one of .NET 28.
    private static string Text(MySqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? "NULL"
        : reader.GetDataTypeName(column) == "DECIMAL" ? reader.GetMySqlDecimal(column).ToString()
        : reader.GetValue(column) switch
        {
            byte[] bytes => bytes.Length <= LongestToShow ? Convert.ToHexString(bytes) : Hash(bytes),
            string text => text.Length <= LongestToShow ? $"'{text}'" : Hash(Encoding.UTF8.GetBytes(text)),
            MySqlDateTime time => Invariant($"{time.Year}-{time.Month}-{time.Day} {time.Hour}:{time.Minute}:{time.Second}.{time.Microsecond}"),
            float number => number.ToString("R", CultureInfo.InvariantCulture),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            ReadOnlyMemory<float> vector => string.Join(' ', vector.ToArray().Select(number => number.ToString("R", CultureInfo.InvariantCulture))),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            object other => throw new DataException($"a value of {other.GetType()} that nothing here compares"),
        };

    private static string Hash(byte[] bytes) => Invariant($"{bytes.Length} bytes {Convert.ToHexString(SHA256.HashData(bytes))}");

    private static void Run(MySqlConnection connection, string sql)
    {
        using var command = new MySqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
