using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Faults;

/// <summary>A server's error numbers, and what a person is told to do about each.</summary>
public sealed class ServerFaultTests
{
    [Theory]
    [InlineData(1044, BackupError.PrivilegeMissing, "grant")]
    [InlineData(1045, BackupError.PrivilegeMissing, "grant")]
    [InlineData(1142, BackupError.PrivilegeMissing, "grant")]
    [InlineData(1227, BackupError.PrivilegeMissing, "grant")]
    [InlineData(1419, BackupError.PrivilegeMissing, "log_bin_trust_function_creators")]
    [InlineData(1449, BackupError.TargetLacksCapability, "--definer")]
    [InlineData(1049, BackupError.DatabaseNotFound, "name")]
    [InlineData(1146, BackupError.SchemaChanged, "run again")]
    [InlineData(1412, BackupError.SchemaChanged, "run again")]
    [InlineData(1205, BackupError.ServerError, "SHOW FULL PROCESSLIST")]
    [InlineData(1213, BackupError.ServerError, "SHOW FULL PROCESSLIST")]
    [InlineData(1969, BackupError.ServerError, "max_statement_time")]
    [InlineData(3024, BackupError.ServerError, "max_execution_time")]
    [InlineData(1290, BackupError.TargetLacksCapability, "read-only")]
    [InlineData(1836, BackupError.TargetLacksCapability, "read-only")]
    [InlineData(1021, BackupError.NoSpace, "disk")]
    [InlineData(28, BackupError.NoSpace, "disk")]
    [InlineData(1114, BackupError.NoSpace, "max_heap_table_size")]
    [InlineData(1153, BackupError.TargetLacksCapability, "max_allowed_packet")]
    [InlineData(1273, BackupError.TargetLacksCapability, "server like the one")]
    [InlineData(1040, BackupError.TooManyConnections, "--parallel")]
    [InlineData(1203, BackupError.TooManyConnections, "--parallel")]
    [InlineData(1226, BackupError.TooManyConnections, "--parallel")]
    [InlineData(1820, BackupError.PasswordExpired, "ALTER USER")]
    [InlineData(1862, BackupError.PasswordExpired, "ALTER USER")]
    [InlineData(1317, BackupError.ConnectionLost, "run again")]
    [InlineData(1064, BackupError.ServerError, "manual")]
    public void A_number_has_a_code_and_a_hint(int number, BackupError code, string hint)
    {
        BackupException fault = Run.Fails(code, () => throw ServerFault.Of(new MySqlException(number, "HY000", "what the server said")));
        Assert.Contains(hint, fault.Hint, StringComparison.Ordinal);
        Assert.Contains("what the server said", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Got error 28 \"No space left on device\" from storage engine InnoDB", BackupError.NoSpace)]
    [InlineData("Got error 122 \"Internal (unspecified) error in handler\" from storage engine MyISAM", BackupError.ServerError)]
    public void A_storage_engine_says_by_its_own_number_that_there_is_no_space(string message, BackupError code) =>
        Assert.Equal(code, ServerFault.Of(new MySqlException(1030, "HY000", message)).Code);

    [Theory]
    [InlineData(1129, "FLUSH HOSTS")]
    [InlineData(1130, "from this machine")]
    [InlineData(3118, "ALTER USER")]
    [InlineData(null, "--server")]
    public void A_refused_log_in_has_a_hint(int? number, string hint) => Assert.Contains(hint, ServerFault.HintForConnect(number), StringComparison.Ordinal);
}
