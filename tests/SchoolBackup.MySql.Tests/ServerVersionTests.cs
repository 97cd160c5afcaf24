using FsCheck;
using FsCheck.Fluent;

namespace SchoolBackup.MySql.Tests;

public sealed class ServerVersionTests
{
    [Theory]
    [InlineData("5.5.5-10.11.6-MariaDB-1:10.11.6+maria~ubu2204", ServerFlavor.MariaDb, "10.11.6")]
    [InlineData("10.11.6-MariaDB", ServerFlavor.MariaDb, "10.11.6")]
    [InlineData("11.8.3-MariaDB-log", ServerFlavor.MariaDb, "11.8.3")]
    [InlineData("5.5.5-MariaDB", ServerFlavor.MariaDb, null)]
    [InlineData("8.0.36", ServerFlavor.MySql, "8.0.36")]
    [InlineData("8.4.0-commercial", ServerFlavor.MySql, "8.4.0")]
    [InlineData("5.7.44-log", ServerFlavor.MySql, "5.7.44")]
    [InlineData("8.0.36-28", ServerFlavor.MySql, "8.0.36")]
    [InlineData("8.0.mysql_aurora.3.04.0", ServerFlavor.MySql, "8.0.0")]
    [InlineData("9.0", ServerFlavor.MySql, "9.0.0")]
    public void A_version_is_read(string text, ServerFlavor flavor, string? number)
    {
        if (number is null)
        {
            Assert.ThrowsAny<MySqlConnectionException>(() => ServerVersion.Parse(text));
            return;
        }

        Assert.Equal(new ServerVersion(flavor, Version.Parse(number), text), ServerVersion.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("MariaDB")]
    [InlineData("8")]
    [InlineData("8.")]
    [InlineData("99999999999.1.1")]
    [InlineData("-1.0.0")]
    [InlineData("8. 0.1")]
    public void What_is_no_version_is_an_error(string text) =>
        Assert.ThrowsAny<MySqlConnectionException>(() => ServerVersion.Parse(text));

    [Fact]
    public void Any_text_gives_a_version_or_an_error() =>
        Prop.ForAll<NonNull<string>>(text =>
        {
            try
            {
                ServerVersion.Parse(text.Get);
            }
            catch (MySqlConnectionException)
            {
                return;
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("5.6.51", false)]
    [InlineData("5.7.0", true)]
    [InlineData("9.4.0", true)]
    [InlineData("10.4.34-MariaDB", false)]
    [InlineData("10.5.0-MariaDB", true)]
    public void Old_servers_are_not_supported(string version, bool expected) =>
        Assert.Equal(expected, ServerVersion.Parse(version).Quirks.IsSupported);

    [Theory]
    [InlineData("5.7.44", "SHOW MASTER STATUS")]
    [InlineData("8.1.0", "SHOW MASTER STATUS")]
    [InlineData("8.2.0", "SHOW BINARY LOG STATUS")]
    [InlineData("9.4.0", "SHOW BINARY LOG STATUS")]
    [InlineData("10.5.1-MariaDB", "SHOW MASTER STATUS")]
    [InlineData("10.5.2-MariaDB", "SHOW BINLOG STATUS")]
    [InlineData("12.0.2-MariaDB", "SHOW BINLOG STATUS")]
    public void The_binlog_is_asked_for_in_the_servers_own_words(string version, string expected) =>
        Assert.Equal(expected, ServerVersion.Parse(version).Quirks.BinlogStatusStatement);

    [Theory]
    [InlineData("8.4.0", true)]
    [InlineData("10.11.8-MariaDB", true)]
    [InlineData("11.0.0-MariaDB", true)]
    [InlineData("11.0.1-MariaDB", false)]
    [InlineData("11.8.2-MariaDB", false)]
    public void Super_is_enough_for_other_definers_but_on_newer_servers(string version, bool expected) =>
        Assert.Equal(expected, ServerVersion.Parse(version).Quirks.SuperSetsDefiners);

    [Fact]
    public void What_only_one_of_the_two_has_the_other_lacks()
    {
        Quirks mySql = ServerVersion.Parse("9.4.0").Quirks;
        Quirks mariaDb = ServerVersion.Parse("12.0.2-MariaDB").Quirks;

        Assert.True(mySql is { HasExpressionKeys: true, HasSridAttribute: true });
        Assert.True(mySql is { HasSequences: false, HasInsertHistory: false, HasUuidType: false, HasInet4Type: false, HasInet6Type: false });
        Assert.True(mariaDb is { HasSequences: true, HasInsertHistory: true, HasUuidType: true, HasInet4Type: true, HasInet6Type: true });
        Assert.True(mariaDb is { HasExpressionKeys: false, HasSridAttribute: false });
    }

    [Theory]
    [InlineData("10.5.23-MariaDB", "2038-01-19 03:14:07.999999")]
    [InlineData("11.4.8-MariaDB", "2038-01-19 03:14:07.999999")]
    [InlineData("11.8.3-MariaDB", "2106-02-07 06:28:15.999999")]
    public void A_current_row_ends_at_the_servers_last_moment(string version, string expected) =>
        Assert.Equal(expected, ServerVersion.Parse(version).Quirks.EndOfTime);
}
