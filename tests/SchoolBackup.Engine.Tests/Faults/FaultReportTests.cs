using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Faults;

public sealed class FaultReportTests
{
    [Fact]
    public void The_report_says_what_happened_and_where_it_lies()
    {
        BackupException e = FaultReport.Of(new InvalidCastException("no cat"), ["schoolbackup", "create", "--password", "chalk"]);

        Assert.Equal(BackupError.InternalError, e.Code);
        string path = e.Message[e.Message.IndexOf(Path.GetTempPath(), StringComparison.Ordinal)..];
        string report = File.ReadAllText(path);
        File.Delete(path);
        Assert.Contains("InvalidCastException: no cat", report, StringComparison.Ordinal);
        Assert.Contains("schoolbackup create --password ****", report, StringComparison.Ordinal);
        Assert.DoesNotContain("chalk", report, StringComparison.Ordinal);
        Assert.Contains("send", e.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create --server db1", "create --server db1")]
    [InlineData("--password=chalk create", "--password=**** create")]
    [InlineData("--Encryption-Key chalk", "--Encryption-Key ****")]
    [InlineData("mysql://u:chalk@db1/school", "mysql://u:****@db1/school")]
    [InlineData("mysql://u:ch@lk@db1/school", "mysql://u:****@db1/school")]
    public void A_command_is_told_without_its_secrets(string command, string told) =>
        Assert.Equal(told, FaultReport.WithoutSecrets(command.Split(' ')));
}
