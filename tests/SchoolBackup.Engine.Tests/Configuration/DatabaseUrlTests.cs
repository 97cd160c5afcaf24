using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Configuration;

public sealed class DatabaseUrlTests
{
    [Fact]
    public void Every_part_is_a_value()
    {
        Assert.Equal(new Dictionary<string, string>
        {
            [SettingName.Server] = "db.example", [SettingName.Port] = "3307", [SettingName.User] = "us:er", [SettingName.Password] = "p@s:s/#%",
            [SettingName.Database] = "my db", [SettingName.SslMode] = "REQUIRED", [SettingName.SslCa] = "/etc/ca.pem", [SettingName.Socket] = "/run/m.sock",
        }, DatabaseUrl.Parse(
            "mariadb://us%3Aer:p%40s:s%2F%23%25@db.example:3307/my%20db?ssl-mode=REQUIRED&sslCa=%2Fetc%2Fca.pem&socket=/run/m.sock&connection_limit=5", "X"));
    }

    [Theory]
    [InlineData("mysql://h", SettingName.Server, "h")]
    [InlineData("mysql://h/", SettingName.Database, null)]
    [InlineData("mysql:///school", SettingName.Database, "school")]
    [InlineData("mysql:///school", SettingName.Server, null)]
    [InlineData("mysql://h", SettingName.Port, null)]
    [InlineData("mysql://u@h", SettingName.Password, null)]
    [InlineData("mysql://u:@h", SettingName.Password, "")]
    [InlineData("mysql://u:p%2540@h", SettingName.Password, "p%40")]
    [InlineData("mysql://[::1]:3307/s", SettingName.Server, "::1")]
    [InlineData("mysql://h/school/", SettingName.Database, "school")]
    [InlineData("MySQL://h/School", SettingName.Database, "School")]
    public void Parts_may_be_missing(string url, string name, string? value) =>
        Assert.Equal(value, DatabaseUrl.Parse(url, "X").GetValueOrDefault(name));

    [Theory]
    [InlineData("s3cr3t")]
    [InlineData("postgres://u:s3cr3t@h/db")]
    [InlineData("mysql:s3cr3t")]
    [InlineData("mysql://u:s3cr3t@h:99999/db")]
    [InlineData("mysql://u:s3cr3t@h:abc/db")]
    [InlineData("mysql://u:x@s3cr3t@h/db")]
    [InlineData("mysql://u:x/s3cr3t@h/db")]
    [InlineData("mysql://u:33/s3cr3t@h/db")]
    [InlineData("mysql://u:33?s3cr3t@h/db")]
    [InlineData("mysql://u:33#s3cr3t@h/db")]
    [InlineData("mysql://u:33#s3cr3t")]
    [InlineData("mysql://h/a/s3cr3t")]
    public void A_bad_URL_is_an_error_that_does_not_quote_it(string url)
    {
        BackupException error = Assert.Throws<BackupException>(() => DatabaseUrl.Parse(url, "DATABASE_URL in .env:7"));
        Assert.Equal(BackupError.ConfigurationInvalid, error.Code);
        Assert.StartsWith("DATABASE_URL in .env:7: ", error.Message);
        Assert.DoesNotContain("s3cr3t", error.ToString());
        Assert.Contains("%40", error.Hint);
    }

    [Fact]
    public void What_may_become_of_the_password_is_a_parameter()
    {
        IReadOnlyDictionary<string, string> values = DatabaseUrl.Parse(
            "mysql://u@h/db?get-server-public-key=1&enable-cleartext-plugin=1&server-public-key-path=%2Fkeys%2Fserver.pem", "X");
        Assert.Equal(
            ("1", "1", "/keys/server.pem"),
            (values[SettingName.GetServerPublicKey], values[SettingName.EnableCleartextPlugin], values[SettingName.ServerPublicKeyPath]));
    }

    [Fact]
    public void Any_encoded_user_password_and_database_come_back()
    {
        Prop.ForAll<NonEmptyString, NonEmptyString, NonEmptyString>((user, password, database) =>
        {
            string url = $"mysql://{Uri.EscapeDataString(user.Get)}:{Uri.EscapeDataString(password.Get)}@h/{Uri.EscapeDataString("db" + database.Get)}";
            IReadOnlyDictionary<string, string> values = DatabaseUrl.Parse(url, "X");
            return values[SettingName.User] == user.Get && values[SettingName.Password] == password.Get && values[SettingName.Database] == "db" + database.Get;
        }).QuickCheckThrowOnFailure();
    }
}
