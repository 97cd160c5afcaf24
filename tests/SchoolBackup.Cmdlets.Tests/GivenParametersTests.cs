using System.Collections;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Errors;
using SchoolBackup.MySql;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets.Tests;

public sealed class GivenParametersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("schoolbackup-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_parameter_reaches_its_setting()
    {
        BackupConfiguration configuration = Configuration(new()
        {
            ["Path"] = "/backups",
            ["ExternalPath"] = "/mnt/nas",
            ["Server"] = "db1",
            ["Port"] = 3307,
            ["SslMode"] = "VerifyIdentity",
            ["SslCA"] = "/etc/ca.pem",
            ["RetentionDays"] = 7,
            ["KeyFile"] = "/etc/key",
            ["OldKeyFile"] = (string[])["/etc/key-1", "/etc/key-2"],
        });

        ConnectionOptions connection = configuration.Connection;
        Assert.Equal(("db1", 3307, SslMode.VerifyIdentity, "/etc/ca.pem"), (connection.Server, connection.Port, connection.SslMode, connection.SslCa));
        Assert.Equal((Path.GetFullPath("/backups"), Path.GetFullPath("/mnt/nas"), 7), (configuration.Path, configuration.ExternalPaths.Single(), configuration.RetentionDays));
        Assert.Equal("/etc/key", configuration.Key?.Setting.Value);
        Assert.Equal(["/etc/key-1", "/etc/key-2"], configuration.OldKeys.Select(key => key.Setting.Value));
        Assert.Equal("/etc/words", Configuration(new() { ["PassphraseFile"] = "/etc/words" }).Key?.Setting.Value);
    }

    /// <summary>A setting that has a parameter's name is read from that parameter: none is forgotten.</summary>
    [Fact]
    public void Every_setting_with_a_parameter_of_its_name_is_read_from_it()
    {
        string[] parameters = [.. CmdletTypes.All.SelectMany(type => CmdletTypes.Parameters(type)).Select(parameter => parameter.Name).Distinct().Except([nameof(NewSchoolBackup.Database)])];
        string[] settings = [.. typeof(SettingName).GetFields().Select(field => (string)field.GetRawConstantValue()!).Where(setting => parameters.Contains(ParameterWords.Pascal(setting)))];

        Assert.True(settings.Length >= 11);
        Assert.All(settings, setting => Assert.Equal(
            ConfigurationSource.Option, Configuration(new() { [ParameterWords.Pascal(setting)] = setting == SettingName.SslMode ? "Disabled" : "1" }).Settings.Single(one => one.Name == setting).Source));
    }

    [Fact]
    public void A_socket_reaches_its_setting_too()
    {
        ConnectionOptions connection = Configuration(new() { ["Socket"] = "/run/db.sock" }).Connection;
        Assert.Equal("/run/db.sock", connection.Socket ?? connection.Pipe);
    }

    [Fact]
    public void Paths_are_those_of_the_session_and_names_are_not()
    {
        BackupConfiguration configuration = new GivenParameters(new Hashtable { ["Path"] = "~/b", ["Server"] = "~" }, _folder, path => path.Replace("~", "/home/me", StringComparison.Ordinal)).Configuration();
        Assert.Equal((Path.GetFullPath("/home/me/b"), "~"), (configuration.Path, configuration.Connection.Server));
    }

    [Fact]
    public void What_is_not_given_comes_from_the_folder_where_the_session_is()
    {
        File.WriteAllText(Path.Combine(_folder, ".env"), "BACKUP_PATH=./here\nBACKUP_EXTERNAL_PATH=there\nDB_NAME=school\n");

        BackupConfiguration configuration = Configuration([]);

        Assert.Equal((Path.Combine(_folder, "here"), Path.Combine(_folder, "there"), "school"), (configuration.Path, configuration.ExternalPaths.Single(), configuration.Database));
    }

    [Fact]
    public void A_named_file_of_variables_goes_before_that_of_the_folder()
    {
        File.WriteAllText(Path.Combine(_folder, ".env"), "DB_NAME=one\n");
        File.WriteAllText(Path.Combine(_folder, "other.env"), "DB_NAME=two\n");

        Assert.Equal("two", Configuration(new() { ["EnvFile"] = Path.Combine(_folder, "other.env") }).Database);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_wrong_configuration() => Assert.Equal(
        BackupError.ConfigurationInvalid,
        Assert.Throws<BackupException>(() => Configuration(new() { ["EnvFile"] = Path.Combine(_folder, "none") })).Code);

    [Fact]
    public void A_setting_is_shown_under_the_name_of_its_parameter_and_a_secret_not_at_all()
    {
        File.WriteAllText(Path.Combine(_folder, ".env"), "DB_PASSWORD=secret\n");
        ConfigurationSetting[] settings = [.. Configuration(new() { ["SslCA"] = "/ca.pem" }).Settings.Select(setting => new ConfigurationSetting(setting))];

        Assert.Contains(settings, setting => (setting.Name, setting.Value, setting.Place) == ("SslCA", "/ca.pem", "-SslCA"));
        Assert.Contains(settings, setting => (setting.Name, setting.Value, setting.Source) == ("Password", "****", "EnvFile"));
        Assert.DoesNotContain(settings, setting => setting.Value == "secret");
    }

    [Fact]
    public void Texts_are_told_of_one_value_of_several_and_of_none()
    {
        var given = new GivenParameters(new Hashtable { ["Database"] = new object[] { "school", "library" }, ["Table"] = "marks" }, _folder, path => path);
        Assert.Equal(["school", "library"], given.Texts("Database"));
        Assert.Equal(["marks"], given.Texts("Table"));
        Assert.Empty(given.Texts("TargetDatabase"));
    }

    private BackupConfiguration Configuration(Hashtable given) => new GivenParameters(given, _folder, path => path).Configuration();
}
