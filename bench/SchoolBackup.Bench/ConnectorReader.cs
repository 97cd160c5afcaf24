using MySqlConnector;

namespace SchoolBackup.Bench;

/// <summary>What an ADO.NET client needs to read a whole database in two sessions, every value once, and to throw it away: a bound of its own for whoever would build on one.</summary>
/// <param name="port">Of the server, on loopback.</param>
/// <param name="database">What is read.</param>
internal sealed class ConnectorReader(uint port, string database)
{
    private const int Sessions = 2;

    private string Account => new MySqlConnectionStringBuilder { Server = "127.0.0.1", Port = port, UserID = "root", Database = database, SslMode = MySqlSslMode.None, DefaultCommandTimeout = 0, AllowZeroDateTime = true }.ConnectionString;

    /// <returns>How many rows there were.</returns>
    public long Run()
    {
        long rows = 0;
        Parallel.ForEach(Tables(), new ParallelOptions { MaxDegreeOfParallelism = Sessions }, table => Interlocked.Add(ref rows, Read(table)));
        return rows;
    }

    private List<string> Tables()
    {
        using MySqlConnection connection = Open();
        using var command = new MySqlCommand("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY data_length DESC", connection);
        using MySqlDataReader reader = command.ExecuteReader();
        var tables = new List<string>();
        while (reader.Read()) tables.Add(reader.GetString(0));
        return tables;
    }

    private long Read(string table)
    {
        using MySqlConnection connection = Open();
        using var command = new MySqlCommand($"SELECT * FROM `{table.Replace("`", "``", StringComparison.Ordinal)}`", connection);
        command.Prepare();
        using MySqlDataReader reader = command.ExecuteReader();
        var values = new object[reader.FieldCount];
        long rows = 0;
        for (; reader.Read(); rows++) reader.GetValues(values);
        return rows;
    }

    private MySqlConnection Open()
    {
        var connection = new MySqlConnection(Account);
        connection.Open();
        return connection;
    }
}
