using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Sql;

public sealed class EventStatusTests
{
    private const string Head = "CREATE DEFINER=`a`@`b` EVENT `ENABLE DO` ON SCHEDULE EVERY 1 DAY STARTS '2026-01-01 02:00:00' ON COMPLETION NOT PRESERVE ";
    private const string Tail = "COMMENT 'DO ENABLE' DO BEGIN ALTER EVENT x ENABLE; SELECT 'ENABLE'; END";

    [Theory]
    [InlineData("ENABLE ")]
    [InlineData("DISABLE ")]
    [InlineData("DISABLE ON SLAVE ")]
    [InlineData("DISABLE ON REPLICA ")]
    [InlineData("enable ")]
    [InlineData("")]
    public void Every_status_becomes_disable(string status) => Assert.Equal($"{Head}DISABLE {Tail}", Disable(Head + status + Tail));

    [Fact]
    public void Without_status_and_comment_it_stands_before_the_body() =>
        Assert.Equal("CREATE EVENT e ON SCHEDULE AT now() DISABLE DO SELECT 'ENABLE'", Disable("CREATE EVENT e ON SCHEDULE AT now() DO SELECT 'ENABLE'"));

    [Theory]
    [InlineData("CREATE TABLE t (a int)")]
    [InlineData("CREATE EVENT e ON SCHEDULE EVERY 1 DAY ENABLE")]
    [InlineData("DO SLEEP(1)")]
    public void What_is_no_event_is_an_error(string sql) =>
        Assert.Equal(BackupError.ObjectUnreadable, Assert.Throws<BackupException>(() => Disable(sql)).Code);

    private static string Disable(string sql) => SqlTexts.Text(EventStatus.Disable(SqlTexts.Utf8(sql)));
}
