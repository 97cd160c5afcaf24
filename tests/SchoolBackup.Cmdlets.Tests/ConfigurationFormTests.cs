using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Errors;
using SchoolBackup.MySql;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets.Tests;

public sealed class ConfigurationFormTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("schoolbackup-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_parameter_reaches_its_setting()
    {
        BackupConfiguration configuration = new ConfigurationForm
        {
            Folder = _folder,
            Path = "/backups",
            ExternalPath = "/mnt/nas",
            Server = "db1",
            Port = 3307,
            User = "keeper",
            Password = "secret",
            SslMode = "VerifyIdentity",
            SslCA = "/etc/ca.pem",
            RetentionDays = 7,
        }.Resolve();

        ConnectionOptions connection = configuration.Connection;
        Assert.Equal(("db1", 3307, "keeper", "secret"), (connection.Server, connection.Port, connection.User, connection.Password));
        Assert.Equal((SslMode.VerifyIdentity, "/etc/ca.pem"), (connection.SslMode, connection.SslCa));
        Assert.Equal((Path.GetFullPath("/backups"), Path.GetFullPath("/mnt/nas"), 7), (configuration.Path, configuration.ExternalPath, configuration.RetentionDays));
    }

    [Fact]
    public void A_socket_reaches_its_setting_too()
    {
        ConnectionOptions connection = new ConfigurationForm { Folder = _folder, Socket = "/run/db.sock" }.Resolve().Connection;
        Assert.Equal("/run/db.sock", connection.Socket ?? connection.Pipe);
    }

    [Fact]
    public void What_is_not_given_comes_from_the_folder_where_the_session_is()
    {
        File.WriteAllText(Path.Combine(_folder, ".env"), "BACKUP_PATH=./here\nBACKUP_EXTERNAL_PATH=there\nDB_NAME=school\n");

        BackupConfiguration configuration = new ConfigurationForm { Folder = _folder }.Resolve();

        Assert.Equal((Path.Combine(_folder, "here"), Path.Combine(_folder, "there"), "school"), (configuration.Path, configuration.ExternalPath, configuration.Database));
    }

    [Fact]
    public void A_named_file_of_variables_goes_before_that_of_the_folder()
    {
        File.WriteAllText(Path.Combine(_folder, ".env"), "DB_NAME=one\n");
        File.WriteAllText(Path.Combine(_folder, "other.env"), "DB_NAME=two\n");

        Assert.Equal("two", new ConfigurationForm { Folder = _folder, EnvFile = Path.Combine(_folder, "other.env") }.Resolve().Database);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_wrong_configuration() => Assert.Equal(
        BackupError.ConfigurationInvalid,
        Assert.Throws<BackupException>(() => new ConfigurationForm { Folder = _folder, EnvFile = Path.Combine(_folder, "none") }.Resolve()).Code);

    [Fact]
    public void A_setting_is_shown_under_the_name_of_its_parameter_and_a_secret_not_at_all()
    {
        BackupConfiguration configuration = new ConfigurationForm { Folder = _folder, User = "keeper", Password = "secret", SslCA = "/ca.pem" }.Resolve();
        ConfigurationSetting[] settings = [.. configuration.Settings.Select(ConfigurationSetting.From)];

        Assert.Contains(settings, setting => (setting.Name, setting.Value, setting.Place) == ("SslCA", "/ca.pem", "-SslCA"));
        Assert.Contains(settings, setting => (setting.Name, setting.Value, setting.Source, setting.Place) == ("Password", "****", "Option", "-Credential"));
        Assert.DoesNotContain(settings, setting => setting.Value == "secret");
    }
}
